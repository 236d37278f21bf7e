package io.attune.pipeline.generate;

import java.io.StringWriter;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One thing that is known about a record because it was planted. What does not apply is null and is not written.
 *
 * @param record the record's number, from 0; its line is one more
 * @param key the record's key, as in its metadata
 * @param kind what was planted
 * @param type the class within the kind, such as {@code email} or {@code last-not-assistant}, or null
 * @param variant the form within the class, such as a country, or null
 * @param span where a value stands, or null
 * @param twin the key of the record or suite item it was made from, or null
 * @param likeness how similar it is to its twin, or null
 * @param value the value at the span, the right text of a damaged one, or the fact that is contradicted, or null
 * @param twinValue the twin's fact, or null
 */
public record Truth(long record, String key, PlantKind kind, @Nullable String type, @Nullable String variant,
        @Nullable Span span, @Nullable String twin, @Nullable Likeness likeness, @Nullable String value,
        @Nullable String twinValue) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * A place in the decoded text of a message, in UTF-16 units.
     *
     * @param message from 0; in a preference pair the preferred answer follows the input's messages
     * @param start first character
     * @param end behind the last character
     */
    public record Span(int message, int start, int end) {
    }

    /**
     * How similar two records are, by Jaccard of word 5-shingles.
     *
     * @param ofText last question, line break, answer
     * @param ofWhole all messages
     */
    public record Likeness(double ofText, double ofWhole) {
    }

    static Truth of(long record, String key, PlantKind kind, String type) {
        return new Truth(record, key, kind, type, null, null, null, null, null, null);
    }

    static Truth spanning(long record, String key, PlantKind kind, String type, String variant, Span span,
            String value) {
        return new Truth(record, key, kind, type, variant.isEmpty() ? null : variant, span, null, null, value, null);
    }

    static Truth damaged(long record, String key, PlantKind kind, String type, int message, int length,
            String right) {
        return new Truth(record, key, kind, type, null, new Span(message, 0, length), null, null, right, null);
    }

    static Truth paired(long record, String key, PlantKind kind, @Nullable String type, String twin,
            Likeness likeness) {
        return new Truth(record, key, kind, type, null, null, twin, likeness, null, null);
    }

    /** The same with two values that contradict each other. */
    Truth contradicting(String here, String there) {
        return new Truth(record, key, kind, type, variant, span, twin, likeness, here, there);
    }

    /** As one line of JSON, without a line break. */
    public String json() {
        StringWriter text = new StringWriter(256);
        try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
            out.writeStartObject();
            out.writeNumberProperty("record", record);
            out.writeStringProperty("key", key);
            out.writeStringProperty("kind", kind.word());
            write(out, "class", type);
            write(out, "variant", variant);
            Span place = span;
            if (place != null) {
                out.writeNumberProperty("message", place.message());
                out.writeNumberProperty("start", place.start());
                out.writeNumberProperty("end", place.end());
            }
            write(out, "value", value);
            write(out, "twin", twin);
            write(out, "twinValue", twinValue);
            Likeness like = likeness;
            if (like != null) {
                out.writeNumberProperty("similarity", like.ofText());
                out.writeNumberProperty("similarityWhole", like.ofWhole());
            }
            out.writeEndObject();
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, String name, @Nullable String text) {
        if (text != null) {
            out.writeStringProperty(name, text);
        }
    }
}
