package io.attune.retrieval.feed;

import io.attune.index.DocumentState;
import io.attune.kernel.metadata.ConfigurationProperty;
import io.attune.retrieval.documents.Draft;
import org.jspecify.annotations.Nullable;

/**
 * The document of one configuration property, such as
 *
 * <pre>
 * `server.shutdown`: Type of shutdown that the server will support.
 * Type: Shutdown.
 * Default: graceful.
 * Java type: org.springframework.boot.web.server.Shutdown
 * </pre>
 *
 * <p>The version is not in the text, so that a property that did not change keeps its revision; only a page that says
 * that a property is gone names versions.
 */
final class PropertyPages {
    static final String DESCRIPTION = "description";
    static final String TYPE = "type";
    static final String DEFAULT = "default";
    static final String STATUS = "status";
    static final String REPLACEMENT = "replacement";

    private PropertyPages() {}

    /** What the metadata says of a property, whether it is alive, deprecated or listed as gone. */
    static Draft of(ConfigurationProperty property) {
        return property.isRemoved()
                ? gone(property.name(), "It is no longer supported", property.replacement(), reason(property),
                        property.description())
                : alive(property);
    }

    /**
     * The page of a property that was documented and no longer is.
     *
     * @param before the version that documented it
     * @param now the version that does not
     * @param old what the earlier version said, or null when it is not known
     * @param listed what the new version still says about its absence, or null when it is silent
     */
    static Draft removed(String name, String before, String now, @Nullable ConfigurationProperty old,
            @Nullable ConfigurationProperty listed) {
        String replacement = listed != null && listed.replacement() != null
                ? listed.replacement()
                : old == null ? null : old.replacement();
        String reason = listed != null && reason(listed) != null ? reason(listed) : old == null ? null : reason(old);
        String description = old != null && old.description() != null
                ? old.description()
                : listed == null ? null : listed.description();
        return gone(name, "It is documented in " + before + " and is not in " + now, replacement, reason, description);
    }

    private static Draft alive(ConfigurationProperty property) {
        PageBuilder page = new PageBuilder(property.name()).text("`").fact("name", property.name()).text("`: ");
        if (property.description() != null) {
            page.fact(DESCRIPTION, property.description());
        } else {
            page.text("a documented property without a description.");
        }
        String type = property.shortType();
        if (type != null) {
            page.text("\nType: ").fact(TYPE, type).text(".");
        }
        if (property.defaultValue() != null) {
            page.text("\nDefault: ").fact(DEFAULT, property.defaultValue()).text(".");
        }
        if (property.type() != null && !property.type().equals(type)) {
            page.text("\nJava type: ").fact("java-type", property.type());
        }
        if (property.deprecation() != null) {
            page.text("\nStatus: ").fact(STATUS, "deprecated").text(".");
            replacement(page, property.replacement(), reason(property));
        }
        return page.build(DocumentState.ACTIVE);
    }

    private static Draft gone(String name, String how, @Nullable String replacement, @Nullable String reason,
            @Nullable String description) {
        PageBuilder page = new PageBuilder(name).text("`").fact("name", name).text("` was ").fact(STATUS,
                "removed").text(". " + how + ".");
        replacement(page, replacement, reason);
        if (description != null) {
            page.text("\nFormerly: " + description);
        }
        return page.build(DocumentState.REMOVED);
    }

    private static void replacement(PageBuilder page, @Nullable String replacement, @Nullable String reason) {
        if (replacement != null) {
            page.text("\nReplacement: ").fact(REPLACEMENT, replacement);
        }
        if (reason != null) {
            page.text("\nReason: ").fact("reason", reason);
        }
    }

    private static @Nullable String reason(ConfigurationProperty property) {
        return property.deprecation() == null ? null : property.deprecation().reason();
    }
}
