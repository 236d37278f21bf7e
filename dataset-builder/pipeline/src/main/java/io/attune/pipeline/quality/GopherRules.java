package io.attune.pipeline.quality;

import java.util.ArrayList;
import java.util.List;

/**
 * Gopher's document rules (Rae and others 2021, "Scaling Language Models", section A1.1), words being what stands between
 * white space.
 *
 * <p>Quality: 50 to 100,000 words of 3 to 10 characters on average, at most one {@code #} or ellipsis for ten words, at
 * most 90 % of the lines bullets and 30 % ended by an ellipsis, 80 % of the words with a letter, two different ones of
 * {@code the be to of and that have with}. Repetition: at most 30 % of lines and of paragraphs repeat an earlier one, with
 * at most 20 % of the characters; the most frequent run of 2, 3 or 4 words has at most 20, 18 or 16 % of the characters;
 * repeated runs of 5 to 10 words at most 15 down to 10 %.
 */
final class GopherRules implements RuleSet {
    private static final double[] TOP = {.20, .18, .16};
    private static final double[] REPEATED = {.15, .14, .13, .12, .11, .10};
    /** By the length of the run. */
    private static final String[] SCORES = {"", "", "top2Gram", "top3Gram", "top4Gram", "repeated5Grams",
            "repeated6Grams", "repeated7Grams", "repeated8Grams", "repeated9Grams", "repeated10Grams"};
    private static final List<Rule> RULES = rulesOf();

    private static List<Rule> rulesOf() {
        List<Rule> rules = new ArrayList<>(List.of(Rule.atLeast("min-words", "words", 50),
                Rule.atMost("max-words", "words", 100_000), Rule.atLeast("min-mean-word", "meanWord", 3),
                Rule.atMost("max-mean-word", "meanWord", 10), Rule.atMost("hash-ratio", "hashRatio", .1),
                Rule.atMost("ellipsis-ratio", "ellipsisRatio", .1), Rule.atMost("bullet-lines", "bulletLines", .9),
                Rule.atMost("ellipsis-lines", "ellipsisLines", .3), Rule.atLeast("alpha-words", "alphaWords", .8),
                Rule.atLeast("stop-words", "stopWords", 2), Rule.atMost("repeated-lines", "repeatedLines", .3),
                Rule.atMost("repeated-line-characters", "repeatedLineCharacters", .2),
                Rule.atMost("repeated-paragraphs", "repeatedParagraphs", .3),
                Rule.atMost("repeated-paragraph-characters", "repeatedParagraphCharacters", .2)));
        for (int n = 2; n <= 4; n++) {
            rules.add(Rule.atMost("top-" + n + "-gram", SCORES[n], TOP[n - 2]));
        }
        for (int n = 5; n <= 10; n++) {
            rules.add(Rule.atMost("repeated-" + n + "-grams", SCORES[n], REPEATED[n - 5]));
        }
        return List.copyOf(rules);
    }

    @Override
    public List<Rule> rules() {
        return RULES;
    }

    @Override
    public void score(Subject subject, Scores.Builder scores) {
        WebText page = subject.page();
        double words = Math.max(1, page.words().count());
        double lines = Math.max(1, page.lines().count());
        scores.set("words", page.words().count());
        scores.set("meanWord", page.wordCharacters() / words);
        scores.set("hashRatio", page.hashes() / words);
        scores.set("ellipsisRatio", page.ellipses() / words);
        scores.set("alphaWords", page.wordsWithLetters() / words);
        scores.set("stopWords", page.stopWords());
        int bullets = 0;
        int ellipses = 0;
        for (int i = 0; i < page.lines().count(); i++) {
            char first = page.at(page.firstOf(i));
            int last = page.lastOf(i);
            bullets += first == '-' || first == '•' || first == '*' ? 1 : 0;
            ellipses += page.at(last) == '…' || (page.at(last) == '.' && last - page.firstOf(i) >= 2 && page.at(last
                    - 1) == '.' && page.at(last - 2) == '.') ? 1 : 0;
        }
        scores.set("bulletLines", bullets / lines);
        scores.set("ellipsisLines", ellipses / lines);
        double characters = Math.max(1, page.length());
        repeated(page.lines(), "repeatedLines", "repeatedLineCharacters", characters, scores);
        repeated(page.paragraphs(), "repeatedParagraphs", "repeatedParagraphCharacters", characters, scores);
        grams(page, characters, scores);
    }

    private static void repeated(WebText.Spans spans, String share, String shareOfCharacters, double all,
            Scores.Builder scores) {
        GramTable seen = GramTable.cleared(spans.count());
        int repeated = 0;
        int characters = 0;
        for (int i = 0; i < spans.count(); i++) {
            if (seen.add(spans.hash(i)) > 1) {
                repeated++;
                characters += spans.length(i);
            }
        }
        scores.set(share, repeated / (double) Math.max(1, spans.count()));
        scores.set(shareOfCharacters, characters / all);
    }

    /**
     * Runs of one to ten words grow by one word a round, so every round is one multiplication a word. Where no run comes
     * twice, no longer one does.
     */
    private static void grams(WebText page, double characters, Scores.Builder scores) {
        WebText.Spans words = page.words();
        int count = words.count();
        long[] rolling = new long[count];
        int[] lengths = new int[count + 1];
        for (int i = 0; i < count; i++) {
            rolling[i] = words.hash(i);
            lengths[i + 1] = lengths[i] + words.length(i);
        }
        double repeated = 1;
        for (int n = 2; n <= 10; n++) {
            int runs = repeated == 0 ? 0 : count - n + 1;
            for (int i = 0; i < runs; i++) {
                rolling[i] = rolling[i] * 0x9e3779b97f4a7c15L + words.hash(i + n - 1);
            }
            repeated = n <= TOP.length + 1 ? top(rolling, lengths, n, runs) : repeated(rolling, lengths, n, runs);
            scores.set(SCORES[n], repeated / characters);
        }
    }

    /** The characters, blanks included, of all copies of the most frequent run; 0 when none comes twice. */
    private static double top(long[] rolling, int[] lengths, int n, int runs) {
        GramTable table = GramTable.cleared(Math.max(1, runs));
        int most = 1;
        int best = 0;
        for (int i = 0; i < runs; i++) {
            int times = table.add(rolling[i]);
            int length = lengths[i + n] - lengths[i] + n - 1;
            if (times > most || (times == most && times > 1 && length > best)) {
                most = times;
                best = length;
            }
        }
        return most == 1 ? 0 : (double) most * best;
    }

    /** The characters of runs that stood before; runs counted do not overlap. */
    private static double repeated(long[] rolling, int[] lengths, int n, int runs) {
        GramTable table = GramTable.cleared(Math.max(1, runs));
        int characters = 0;
        int i = 0;
        while (i < runs) {
            if (table.add(rolling[i]) > 1) {
                characters += lengths[i + n] - lengths[i];
                i += n;
            } else {
                i++;
            }
        }
        return characters;
    }
}
