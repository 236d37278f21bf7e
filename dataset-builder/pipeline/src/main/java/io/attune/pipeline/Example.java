package io.attune.pipeline;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One training record: a conversation and where it came from. Immutable.
 *
 * @param source the source's name in the recipe
 * @param key stable within the source, such as {@code voice.jsonl:14} or {@code server.port#what-type}
 * @param group what belongs together and is never torn apart by a split, such as a property
 * @param license an SPDX identifier or the organisation's own word
 * @param language BCP 47, or null when not known
 * @param messages at least one
 * @param attributes free facts about the record, such as {@code question}: what steps and splits refer to by name
 */
public record Example(String source, String key, String group, String license, @Nullable String language,
        List<Message> messages, SortedMap<String, String> attributes) {
    public Example {
        messages = List.copyOf(messages);
        attributes = Collections.unmodifiableSortedMap(new TreeMap<>(attributes));
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("Example " + source + "/" + key + " has no messages");
        }
    }

    public Example(String source, String key, String group, String license, List<Message> messages,
            Map<String, String> attributes) {
        this(source, key, group, license, null, messages, new TreeMap<>(attributes));
    }

    /** The record's identity: SHA-256 of the canonical JSON of everything in it. */
    public Digest id() {
        return CanonicalJson.digest(ExampleJson.content(this));
    }

    /** The last thing the user says: what is asked; empty when the user says nothing. */
    public String prompt() {
        return last(Role.USER);
    }

    /** The last thing the assistant says: the reference answer; empty when there is none. */
    public String answer() {
        return last(Role.ASSISTANT);
    }

    /** The same record with other messages. */
    public Example withMessages(List<Message> other) {
        return new Example(source, key, group, license, language, other, attributes);
    }

    private String last(Role role) {
        return messages.reversed().stream().filter(m -> m.role() == role).map(Message::content).findFirst().orElse("");
    }
}
