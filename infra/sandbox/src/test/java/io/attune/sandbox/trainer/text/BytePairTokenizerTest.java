package io.attune.sandbox.trainer.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BytePairTokenizerTest {

    private static final List<String> TEXTS = List.of(
            "`spring.flyway.clean-disabled` sets whether cleaning is disabled. It is of type java.lang.Boolean.",
            "The flyway of the spring is disabled, and the cleaning of the port is enabled.",
            "server.port and server.address belong to the server; the server.port is a number.");

    private final BytePairTokenizer tokenizer = new BytePairTokenizer(VocabularyLearner.learn(TEXTS, 330));

    static Stream<String> anyTexts() {
        Random random = new Random(42);
        List<String> alphabet = List.of("a", "Z", "9", " ", "  ", "\n", "\t", ".", "-", "`", "é", "ß", "漢", "😀",
                "\u0301",
                "\u00a0", "\u2003", "<|end|>", "spring", ".port", "\u0000");
        return Stream.generate(() -> {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(alphabet.get(random.nextInt(alphabet.size())));
            }
            return text.toString();
        }).limit(300);
    }

    @ParameterizedTest
    @MethodSource("anyTexts")
    void decodingWhatWasEncodedGivesTheTextAgain(String text) {
        assertThat(tokenizer.decode(tokenizer.encode(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @MethodSource("anyTexts")
    void noTextIsEncodedAsSpecialTokens(String text) {
        assertThat(Arrays.stream(tokenizer.encode(text))).allMatch(token -> token >= SpecialToken.COUNT);
    }

    @Test
    void partsOfAPropertyNameKeepTheirSeparators() {
        assertThat(pieces("`spring.flyway.clean-disabled`")).containsExactly("`", "spring", ".flyway", ".clean",
                "-disabled", "`");
    }

    @Test
    void wordsSeenOftenBecomeOneToken() {
        BytePairTokenizer learnt = new BytePairTokenizer(VocabularyLearner.learn(TEXTS, 500));

        assertThat(Arrays.stream(learnt.encode(" server.port")).mapToObj(learnt::show)).containsExactly(" server",
                ".port");
    }

    @Test
    void theSameTextsGiveTheSameVocabulary() {
        assertThat(VocabularyLearner.learn(TEXTS, 330)).isEqualTo(VocabularyLearner.learn(TEXTS, 330));
    }

    @Test
    void theMostFrequentPairIsLearntFirst() {
        Vocabulary vocabulary = VocabularyLearner.learn(List.of("abab ab cd"), Vocabulary.FIRST_MERGE + 1);

        assertThat(new BytePairTokenizer(vocabulary).encode("ab")).hasSize(1);
    }

    @Test
    void learningEndsWhenNoPairOccursTwice() {
        assertThat(VocabularyLearner.learn(List.of("abc"), 400).size()).isEqualTo(Vocabulary.FIRST_MERGE);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 260})
    void aVocabularyWithoutRoomForAllBytesIsRefused(int size) {
        assertThatThrownBy(() -> VocabularyLearner.learn(TEXTS, size)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void specialTokensAreShownByName() {
        assertThat(tokenizer.show(SpecialToken.ASSISTANT.id())).isEqualTo("<|assistant|>");
    }

    private static List<String> pieces(String text) {
        List<String> pieces = new ArrayList<>();
        WordSplitter.split(text, pieces::add);
        assertThat(String.join("", pieces)).isEqualTo(text);
        return pieces;
    }
}
