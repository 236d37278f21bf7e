package io.attune.pipeline;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import io.attune.kernel.InvalidInputException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenCounterTest {
    private static final String WORD_LEVEL = """
            {"version": "1.0", "added_tokens": [], "normalizer": null, "pre_tokenizer": {"type": "Whitespace"},
             "post_processor": null, "decoder": null,
             "model": {"type": "WordLevel", "vocab": {"[UNK]": 0, "hello": 1, "world": 2}, "unk_token": "[UNK]"}}""";

    @Test
    void vocabularies_of_openai_are_known_by_name() {
        assertThat(TokenCounter.ofEncoding("o200k_base").orElseThrow().count("hello world")).isEqualTo(2);
        assertThat(TokenCounter.ofEncoding("cl100k_base").orElseThrow().version()).isEqualTo(
                TokenCounter.cl100k().version());
        assertThat(TokenCounter.o200k().version()).isNotEqualTo(TokenCounter.cl100k().version());
        assertThat(TokenCounter.ofEncoding("p50k_base")).isEmpty();
    }

    @Test
    void any_tokenizer_json_counts() {
        TokenCounter counter = TokenCounter.ofTokenizerFile(WORD_LEVEL.getBytes(StandardCharsets.UTF_8));
        assertThat(counter.count("hello brave new world")).isEqualTo(4);
        assertThat(counter.count("")).isZero();
        assertThat(counter.count("hello ".repeat(3_000))).isEqualTo(3_000);
        assertThat(counter.version()).startsWith("tokenizer.json/");
    }

    @Test
    void a_file_that_is_no_tokenizer_is_refused_when_it_is_first_needed() {
        TokenCounter counter = TokenCounter.ofTokenizerFile("{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> counter.count("x")).isInstanceOf(InvalidInputException.class).hasMessageContaining(
                "tokenizer.json");
    }

    @Test
    void a_text_that_comes_again_is_not_tokenised_again_and_memory_is_bounded() {
        AtomicInteger calls = new AtomicInteger();
        TokenCounter counter = new TokenCounter() {
            @Override
            public String version() {
                return "lengths";
            }

            @Override
            public int count(String text) {
                calls.incrementAndGet();
                return text.length();
            }
        };
        TokenCounter remembering = counter.remembering(100);
        String text = "x".repeat(100);
        assertThat(remembering.count(text)).isEqualTo(100);
        assertThat(remembering.count(text)).isEqualTo(100);
        assertThat(calls).hasValue(1);
        IntStream.range(0, 1_000).forEach(i -> remembering.count("number " + i + text));
        assertThat(remembering.count(text)).isEqualTo(100);
        assertThat(calls).hasValue(1_002);
        assertThat(remembering.version()).isEqualTo("lengths");
    }
}
