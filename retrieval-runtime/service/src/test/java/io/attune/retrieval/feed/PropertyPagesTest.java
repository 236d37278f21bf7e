package io.attune.retrieval.feed;

import java.util.Map;
import java.util.stream.Collectors;

import io.attune.index.DocumentState;
import io.attune.kernel.metadata.ConfigurationProperty;
import io.attune.kernel.metadata.ConfigurationProperty.Deprecation;
import io.attune.kernel.metadata.ConfigurationProperty.Level;
import io.attune.retrieval.documents.Draft;
import io.attune.retrieval.documents.Draft.DraftFact;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PropertyPagesTest {

    @Test
    void aPageReadsLikeAPage() {
        Draft page = PropertyPages.of(property("graceful", null));

        assertThat(page.text()).isEqualTo("""
                `server.shutdown`: Type of shutdown that the server will support.
                Type: Shutdown.
                Default: graceful.
                Java type: org.springframework.boot.web.server.Shutdown""");
        assertThat(facts(page)).containsEntry("default", "graceful").containsEntry("type", "Shutdown");
    }

    @Test
    void aRemovedPropertyNamesBothVersionsAndTheReplacementOfEither() {
        ConfigurationProperty old = property("immediate", new Deprecation(Level.WARNING, "Old.", "a.b"));
        ConfigurationProperty listed = property(null, new Deprecation(Level.ERROR, null, "x.y"));

        assertThat(facts(PropertyPages.removed("server.shutdown", "2.7.18", "3.5.7", old, null))).containsEntry(
                "replacement", "a.b").containsEntry("reason", "Old.");
        Draft page = PropertyPages.removed("server.shutdown", "2.7.18", "3.5.7", old, listed);
        assertThat(facts(page)).containsEntry("replacement", "x.y").doesNotContainKey("default");
        assertThat(page.state()).isEqualTo(DocumentState.REMOVED);
        assertThat(page.text()).startsWith(
                "`server.shutdown` was removed. It is documented in 2.7.18 and is not in 3.5.7.\nReplacement: x.y");
    }

    /** {@link Draft} itself refuses a fact whose value does not stand at its span. */
    @Property(tries = 200)
    void whateverTheWordsEveryFactStandsAtItsSpan(@ForAll @NotBlank String description,
            @ForAll @NotBlank String value) {
        ConfigurationProperty property = new ConfigurationProperty("a.b", "java.lang.String", description, value, null,
                null, "spring-boot", "1");
        assertThat(facts(PropertyPages.of(property))).containsEntry("default", value);
    }

    private static ConfigurationProperty property(@Nullable String defaultValue, @Nullable Deprecation deprecation) {
        return new ConfigurationProperty("server.shutdown", "org.springframework.boot.web.server.Shutdown",
                "Type of shutdown that the server will support.", defaultValue, deprecation, null, "spring-boot", "1");
    }

    private static Map<String, String> facts(Draft page) {
        return page.facts().stream().collect(Collectors.toMap(DraftFact::attribute, DraftFact::value));
    }
}
