package io.attune.pipeline.plan;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.settings.Settings;
import org.jspecify.annotations.Nullable;

/** Whose tokens are counted: a recipe's {@code tokens}. */
public sealed interface TokensSpec {
    /** {@code cl100k_base}. */
    TokensSpec DEFAULT = new Encoding("cl100k_base");

    /** As a recipe says it. */
    Map<String, Object> toMap();

    /** The file beside the recipe that it needs. */
    Optional<String> file();

    /** A vocabulary that is known by name, such as {@code o200k_base}. */
    record Encoding(String name) implements TokensSpec {
        private static final List<String> NAMES = List.of("cl100k_base", "o200k_base");

        public Encoding {
            if (!NAMES.contains(name)) {
                throw new IllegalArgumentException("There is no encoding '" + name + "'");
            }
        }

        /** Counts by it. */
        public TokenCounter counter() {
            return TokenCounter.ofEncoding(name).orElseThrow();
        }

        @Override
        public Map<String, Object> toMap() {
            return Map.of("encoding", name);
        }

        @Override
        public Optional<String> file() {
            return Optional.empty();
        }
    }

    /**
     * The vocabulary of a {@code tokenizer.json}.
     *
     * @param path of the file beside the recipe
     */
    record Tokenizer(String path) implements TokensSpec {
        @Override
        public Map<String, Object> toMap() {
            return Map.of("tokenizer", path);
        }

        @Override
        public Optional<String> file() {
            return Optional.of(path);
        }
    }

    /** Reads a recipe's {@code tokens}; what is wrong goes to the problems. */
    static TokensSpec parse(@Nullable Object value, Problems problems) {
        if (value == null) {
            return DEFAULT;
        }
        if (!(value instanceof Map<?, ?> map)) {
            problems.add(new Problem("/tokens", "tokens is not a map",
                    "Write {encoding: o200k_base} or {tokenizer: tokenizer.json}."));
            return DEFAULT;
        }
        Settings settings = new Settings(map, "/tokens", problems);
        String encoding = settings.optionalText("encoding");
        String tokenizer = settings.optionalText("tokenizer");
        settings.end();
        if (map.containsKey("encoding") == map.containsKey("tokenizer")) {
            problems.add(new Problem("/tokens", map.containsKey("encoding")
                    ? "tokens names an encoding and a tokenizer"
                    : "tokens names neither an encoding nor a tokenizer",
                    "Write {encoding: o200k_base} or {tokenizer: tokenizer.json}."));
            return DEFAULT;
        }
        if (encoding != null && !Encoding.NAMES.contains(encoding)) {
            settings.problem("encoding", "there is no encoding '" + encoding + "'", "Write one of " + String.join(", ",
                    Encoding.NAMES) + ", or tokenizer: and a tokenizer.json.");
            return DEFAULT;
        }
        if (tokenizer != null && (tokenizer.startsWith("/") || ("/" + tokenizer + "/").contains("/../"))) {
            settings.problem("tokenizer", "'" + tokenizer + "' leaves the recipe's folder",
                    "Put the file beside the recipe and name it from there.");
        }
        return tokenizer != null ? new Tokenizer(tokenizer) : encoding != null ? new Encoding(encoding) : DEFAULT;
    }
}
