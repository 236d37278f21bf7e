package io.attune.sandbox.trainer.text;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TokenizerFileTest {

    private static final List<String> SAMPLES = List.of("", "server", "What does spring.flyway.clean-disabled do?",
            "`server.port` sets the server HTTP port. It is of type java.lang.Integer and defaults to 8080.",
            "Größe: 12345 Byte\n\n  eingerückt\tEnde ", "漢字 and 😀 and \u00a0nbsp", "HTTPServer2Config --debug=true");

    private final Vocabulary vocabulary = VocabularyLearner.learn(SAMPLES, 400);

    @Test
    void readingGivesTheVocabularyThatWasWritten() {
        assertThat(TokenizerFile.read(TokenizerFile.write(vocabulary))).isEqualTo(vocabulary);
    }

    @Test
    void theHuggingFaceLibraryCutsTextsIntoTheSameTokens() throws IOException {
        BytePairTokenizer own = new BytePairTokenizer(vocabulary);
        try (HuggingFaceTokenizer other = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(TokenizerFile.write(
                vocabulary)), Map.of())) {
            for (String sample : SAMPLES) {
                long[] expected = other.encode(sample, false, false).getIds();
                assertThat(Arrays.stream(own.encode(sample)).asLongStream().toArray()).as(sample).isEqualTo(expected);
            }
        }
    }

    @Test
    void theHuggingFaceLibraryKnowsTheSpecialTokens() throws IOException {
        try (HuggingFaceTokenizer other = HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(TokenizerFile.write(
                vocabulary)), Map.of())) {
            assertThat(other.encode("<|user|>server<|end|>", false, false).getIds()).startsWith(
                    SpecialToken.USER.id()).endsWith(SpecialToken.END.id());
        }
    }

    @Test
    void aMergeOfUnknownTokensIsRefused() {
        String damaged = new String(TokenizerFile.write(vocabulary), StandardCharsets.UTF_8).replaceFirst(
                "\"merges\":\\[\"",
                "\"merges\":[\"§§§ ");

        assertThatThrownBy(() -> TokenizerFile.read(damaged.getBytes(StandardCharsets.UTF_8))).isInstanceOf(
                IllegalArgumentException.class).hasMessageContaining("no token of the vocabulary");
    }
}
