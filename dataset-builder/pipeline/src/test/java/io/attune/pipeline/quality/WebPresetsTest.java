package io.attune.pipeline.quality;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class WebPresetsTest {
    private static final String PAGE = """
            The old harbour lies between two hills, and most of its houses were built before the railway came to town.
            In summer the fishermen leave at night and return with the first light of the morning.
            Nobody remembers who planted the chestnut trees along the quay, but everybody sits under them at noon.
            A small museum shows nets, lamps and letters that families have kept since their boats were lost.
            If you walk to the lighthouse, take bread with you, because gulls will be waiting there.
            The council wants to open another school next year, which parents have asked for again and again.
            Winter storms can close the coast road for days, so people store wood, flour and patience.""";

    @Test
    void a_page_of_prose_passes_them_all() {
        assertThat(findings(Profile.GOPHER, PAGE)).isEmpty();
        assertThat(findings(Profile.FINEWEB, PAGE)).isEmpty();
        assertThat(findings(Profile.C4, PAGE)).isEmpty();
    }

    @Test
    void gopher_wants_fifty_words() {
        assertThat(findings(Profile.GOPHER, words(49))).contains("min-words");
        assertThat(findings(Profile.GOPHER, words(50))).doesNotContain("min-words");
    }

    @Test
    void gopher_wants_words_of_three_to_ten_characters() {
        assertThat(findings(Profile.GOPHER, "ab ".repeat(60))).contains("min-mean-word");
        assertThat(findings(Profile.GOPHER, "abcdefghijk ".repeat(60))).contains("max-mean-word");
    }

    @Test
    void gopher_counts_hashes_ellipses_bullets_and_words_without_letters() {
        assertThat(value(Profile.GOPHER, "one # two # three", "hashRatio")).isCloseTo(2 / 5.0, within(1e-6));
        assertThat(value(Profile.GOPHER, "one... two… three four", "ellipsisRatio")).isCloseTo(2 / 4.0, within(1e-6));
        assertThat(value(Profile.GOPHER, "- a\n- b\nc", "bulletLines")).isCloseTo(2 / 3.0, within(1e-6));
        assertThat(value(Profile.GOPHER, "a...\nb…\nc", "ellipsisLines")).isCloseTo(2 / 3.0, within(1e-6));
        assertThat(value(Profile.GOPHER, "one 2 3 four", "alphaWords")).isCloseTo(.5, within(1e-6));
        assertThat(value(Profile.GOPHER, "the the, of The be.", "stopWords")).isEqualTo(3);
    }

    @Test
    void gopher_measures_repeated_lines_and_paragraphs() {
        assertThat(value(Profile.GOPHER, "aa\nbb\naa\ncc", "repeatedLines")).isCloseTo(.25, within(1e-6));
        assertThat(value(Profile.GOPHER, "aa\nbb\naa\ncc", "repeatedLineCharacters")).isCloseTo(2 / 11.0, within(1e-6));
        assertThat(value(Profile.GOPHER, "aa\nbb\n\naa\nbb\n\ncc", "repeatedParagraphs")).isCloseTo(1 / 3.0,
                within(1e-6));
    }

    @Test
    void gopher_measures_the_most_frequent_and_the_repeated_runs() {
        String text = "a b c a b d a b";
        assertThat(value(Profile.GOPHER, text, "top2Gram")).isCloseTo(3 * 3 / 15.0, within(1e-6));
        assertThat(value(Profile.GOPHER, text, "top3Gram")).isZero();
        String run = "k l m n o ";
        assertThat(value(Profile.GOPHER, (run + run + run).strip(), "repeated5Grams")).isCloseTo(10 / 29.0, within(
                1e-6));
    }

    @Test
    void c4_drops_pages_with_code_filler_or_few_sentences() {
        assertThat(findings(Profile.C4, PAGE + "\nThis is { code }.")).containsExactly("curly-bracket");
        assertThat(findings(Profile.C4, PAGE + "\nLorem ipsum dolor sit amet.")).containsExactly("lorem-ipsum");
        assertThat(findings(Profile.C4, "One line of text.\nTwo lines of text.")).containsExactly("min-sentences");
    }

    @Test
    void c4_cuts_lines_of_the_pages_frame_and_citations() {
        String text = "The city is old [12] and large [citation needed].\nHome\nClick here now\nPlease enable Javascript now."
                + "\nWe have a privacy policy here.\nIt goes on...\nToo short.\n" + "x".repeat(1_001) + " is too long.";
        assertThat(C4Rules.cleanText(text)).isEqualTo("The city is old  and large .");
        Example cleaned = Quality.of(Profile.C4).clean(page(text));
        assertThat(cleaned.prompt()).isEqualTo("The city is old  and large .");
        assertThat(Quality.of(Profile.C4).clean(cleaned)).isSameAs(cleaned);
    }

    @Test
    void fineweb_looks_at_lines() {
        assertThat(value(Profile.FINEWEB, "One.\nTwo\nThree\nFour", "punctuatedLines")).isCloseTo(.25, within(1e-6));
        assertThat(value(Profile.FINEWEB, "short\n" + "x".repeat(31), "shortLines")).isCloseTo(.5, within(1e-6));
        assertThat(value(Profile.FINEWEB, "aa\nbb\naa", "repeatedLineShare")).isCloseTo(2 / 6.0, within(1e-6));
        assertThat(value(Profile.FINEWEB, "a b\nc d\ne f", "lineBreaks")).isCloseTo(2 / 6.0, within(1e-6));
        assertThat(findings(Profile.FINEWEB, "Menu\nHome\nAbout\nImprint")).contains("punctuated-lines", "short-lines",
                "line-breaks");
    }

    @Test
    void several_presets_can_judge_together() {
        Quality all = Quality.of(Profile.GOPHER, Profile.C4, Profile.FINEWEB);
        assertThat(all.rules()).hasSize(23 + 4 + 4);
        assertThat(all.judge(all.score(page(PAGE)))).isEmpty();
    }

    private static double value(Profile profile, String text, String score) {
        return Quality.of(profile).score(page(text)).values().get(score);
    }

    private static List<String> findings(Profile profile, String text) {
        Quality quality = Quality.of(profile);
        return quality.findings(quality.score(page(text))).stream().map(f -> f.rule().name()).toList();
    }

    private static String words(int count) {
        return IntStream.range(0, count).mapToObj(i -> "word" + i).collect(Collectors.joining(" "));
    }

    private static Example page(String text) {
        return new Example("s", "k", "g", "l", List.of(Message.user(text)), Map.of());
    }
}
