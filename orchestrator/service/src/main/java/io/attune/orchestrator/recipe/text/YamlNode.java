package io.attune.orchestrator.recipe.text;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Problems;
import org.jspecify.annotations.Nullable;

/** A part of a YAML text. */
public sealed interface YamlNode {

    /** The JSON pointer to this part; empty for the whole. */
    String place();

    /** The line it begins on, from 1. */
    int line();

    /** What it is, for people: {@code a text}, {@code a list}. */
    String kindInWords();

    /** Reports a problem here. */
    default void problem(Problems problems, String message, String nextStep) {
        problems.add(place().isEmpty() ? "/" : place(), line(), message, nextStep);
    }

    /** As maps, lists, texts, numbers (integers and decimals), booleans and null. */
    @Nullable
    Object plain();

    /** What a scalar is by YAML 1.2's core schema. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NOTHING
    }

    /** @param text as it was written, without quotes */
    record Scalar(String place, int line, Kind kind, String text) implements YamlNode {
        @Override
        public String kindInWords() {
            return switch (kind) {
                case TEXT -> "the text '" + text + "'";
                case INTEGER, DECIMAL -> "the number " + text;
                case BOOLEAN -> "the truth value " + text;
                case NOTHING -> "nothing";
            };
        }

        @Override
        public @Nullable Object plain() {
            return switch (kind) {
                case TEXT -> text;
                case INTEGER -> integer();
                case DECIMAL -> decimal();
                case BOOLEAN -> Boolean.valueOf(text);
                case NOTHING -> null;
            };
        }

        private Object integer() {
            try {
                return Long.decode(text.replaceFirst("^([-+]?)0+(?=\\d)", "$1"));
            } catch (NumberFormatException beyondLong) {
                return text;
            }
        }

        private Object decimal() {
            try {
                return new BigDecimal(text);
            } catch (NumberFormatException infinityOrNotANumber) {
                return text;
            }
        }
    }

    /** A list. */
    record Items(String place, int line, List<YamlNode> items) implements YamlNode {
        @Override
        public String kindInWords() {
            return "a list";
        }

        @Override
        public Object plain() {
            List<@Nullable Object> list = new ArrayList<>();
            items.forEach(item -> list.add(item.plain()));
            return list;
        }
    }

    /** Keys with their values, in the order they were written. */
    record Entries(String place, int line, Map<String, YamlNode> entries) implements YamlNode {
        @Override
        public String kindInWords() {
            return "a group of keys";
        }

        @Override
        public Map<String, @Nullable Object> plain() {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            entries.forEach((key, value) -> map.put(key, value.plain()));
            return map;
        }
    }
}
