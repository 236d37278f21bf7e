package io.attune.dataset.withdraw;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

import io.attune.kernel.Digest;
import io.attune.pipeline.Example;
import io.attune.pipeline.ExampleJson;
import io.attune.platform.privacy.Identifiers;
import io.attune.platform.privacy.Subject;
import io.attune.platform.privacy.TokenText;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Decides what belongs to a subject. It learns on the way: a record that belongs to the subject in an uploaded file belongs
 * to it in every version read from that file, and so does what says the same. Not thread-safe.
 */
final class Sought {
    private final Subject subject;
    private final @Nullable Identifiers identifiers;
    private final Set<Digest> contents = new HashSet<>();
    private final Set<String> ofFiles = new HashSet<>();

    Sought(Subject subject) {
        this.subject = subject;
        this.identifiers = subject instanceof Subject.Person(Identifiers known) ? known : null;
    }

    /** Why something belongs to the subject, in words without any of its data; null where it does not. */
    @Nullable
    String inText(String text) {
        int found = identifiers == null ? -1 : identifiers.firstIn(TokenText.of(text));
        return found < 0 || identifiers == null ? null : identifiers.masked(found);
    }

    /** The same of any text in a tree, names of fields included. */
    @Nullable
    String inTree(JsonNode node) {
        if (identifiers == null) {
            return null;
        }
        if (node.isString()) {
            return inText(node.stringValue());
        }
        for (JsonNode child : node) {
            String why = inTree(child);
            if (why != null) {
                return why;
            }
        }
        if (node.isObject()) {
            for (String name : node.propertyNames()) {
                String why = inText(name);
                if (why != null) {
                    return why;
                }
            }
        }
        return null;
    }

    /** The same of a record that stands in a line of JSON, by itself or under {@code example}. */
    @Nullable
    String inLine(String dataset, JsonNode line) {
        String byText = inTree(line);
        if (byText != null) {
            return byText;
        }
        JsonNode example = line.has("example") ? line.get("example") : line;
        String byName = named(dataset, line.path("source").asString(""), line.path("key").asString(""));
        if (byName == null) {
            byName = grouped(example.path("group").asString(""));
        }
        if (byName != null || contents.isEmpty()) {
            return byName;
        }
        String read = line.path("content").isString() ? line.get("content").stringValue() : "";
        boolean same = read.matches("[0-9a-f]{64}") && contents.contains(new Digest(read));
        if (!same && example.has("messages") && example.has("meta")) {
            same = contents.contains(ExampleJson.read(example).contentDigest());
        }
        return same ? "says the same as the record" : null;
    }

    @Nullable
    String named(String dataset, String source, String key) {
        return subject instanceof Subject.Records named && named.records().stream().anyMatch(name -> name.names(dataset,
                source, key)) ? "named by source and key" : null;
    }

    private @Nullable String grouped(String group) {
        return subject instanceof Subject.Group(String name) && name.equals(group) ? "of the group" : null;
    }

    /** Whether a record of an uploaded file is known to belong to the subject. */
    boolean isOfFile(Digest file, String source, String key) {
        return ofFiles.contains(file.hex() + '\n' + source + '\n' + key);
    }

    void learn(Digest file, Example read) {
        ofFiles.add(file.hex() + '\n' + read.source() + '\n' + read.key());
        contents.add(read.contentDigest());
    }

    void learn(Example curated) {
        contents.add(curated.contentDigest());
    }

    /** What the subject's records say, as far as it was seen. */
    Set<Digest> contents() {
        return new TreeSet<>(contents);
    }

    boolean saysTheSame(Digest content) {
        return contents.contains(content);
    }

    /** Whether records belong to it by what they say alone. */
    boolean isByText() {
        return identifiers != null;
    }

    Subject subject() {
        return subject;
    }
}
