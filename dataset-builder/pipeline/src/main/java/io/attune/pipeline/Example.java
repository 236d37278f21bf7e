package io.attune.pipeline;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * One training record: a conversation, a preference pair or a rated answer, and where it came from. Immutable.
 *
 * @param source the source's name in the recipe
 * @param key stable within the source, such as {@code voice.jsonl:14} or {@code server.port#what-type}
 * @param group what belongs together and is never torn apart by a split, such as a property
 * @param license an SPDX identifier or the organisation's own word
 * @param language BCP 47, or null when not known
 * @param messages at least one; of a preference the prompt, otherwise the whole conversation
 * @param tools what the assistant may call
 * @param judgement null for plain supervised training
 * @param attributes free facts about the record, such as {@code question}: what steps and splits refer to by name
 */
public record Example(String source, String key, String group, String license, @Nullable String language,
        List<Message> messages, List<Tool> tools, @Nullable Judgement judgement,
        SortedMap<String, String> attributes) {
    public Example {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        attributes = Attributes.of(attributes);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("Example " + source + "/" + key + " has no messages");
        }
    }

    /** A conversation without tools. */
    public Example(String source, String key, String group, String license, List<Message> messages,
            Map<String, String> attributes) {
        this(source, key, group, license, null, messages, List.of(), null, Attributes.of(attributes));
    }

    /** The record's identity: SHA-256 of the canonical JSON of everything in it. */
    public Digest id() {
        return ExampleBytes.id(this);
    }

    /** What the record says, wherever it came from: SHA-256 of the canonical JSON of messages, tools and judgement. */
    public Digest contentDigest() {
        return ExampleBytes.contentDigest(this);
    }

    /** The last thing the user says: what is asked; empty when the user says nothing. */
    public String prompt() {
        return last(messages, Role.USER);
    }

    /** The reference answer: the last thing the assistant says, or the preferred side does; empty when there is none. */
    public String answer() {
        return last(judgement instanceof Judgement.Preference pair ? pair.preferred() : messages, Role.ASSISTANT);
    }

    /** Every message: the conversation, then the preferred, then the rejected side. */
    public Stream<Message> allMessages() {
        return judgement instanceof Judgement.Preference(List<Message> preferred, List<Message> rejected)
                ? Stream.of(messages, preferred, rejected).flatMap(List::stream)
                : messages.stream();
    }

    /** The same record with every text of every message changed. */
    public Example mapTexts(UnaryOperator<String> change) {
        return mapMessages(message -> message.mapTexts(change));
    }

    /**
     * The same record with every message of it changed, those of its judgement too; this one when every message came back
     * as it went in.
     */
    @SuppressWarnings("ReferenceEquality") // only what came back as it went in is seen as unchanged
    public Example mapMessages(UnaryOperator<Message> change) {
        List<Message> changed = Message.mapAll(messages, change);
        Judgement judged = judgement == null ? null : judgement.mapMessages(change);
        return changed == messages && judged == judgement ? this : withContent(changed, judged);
    }

    /** The same record with other messages. */
    public Example withMessages(List<Message> other) {
        return new Example(source, key, group, license, language, other, tools, judgement, attributes);
    }

    /** The same record saying something else. */
    public Example withContent(List<Message> other, @Nullable Judgement otherJudgement) {
        return new Example(source, key, group, license, language, other, tools, otherJudgement, attributes);
    }

    /** The same record with its language stated. */
    public Example withLanguage(String tag) {
        return new Example(source, key, group, license, tag, messages, tools, judgement, attributes);
    }

    /** The same record with one more fact about it. */
    public Example withAttribute(String name, String value) {
        TreeMap<String, String> more = new TreeMap<>(attributes);
        more.put(name, value);
        return new Example(source, key, group, license, language, messages, tools, judgement, more);
    }

    private static String last(List<Message> messages, Role role) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            if (messages.get(i).role() == role) {
                return messages.get(i).content();
            }
        }
        return "";
    }
}
