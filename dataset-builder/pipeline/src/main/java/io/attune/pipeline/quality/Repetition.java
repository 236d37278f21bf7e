package io.attune.pipeline.quality;

import io.attune.pipeline.text.Words;

/** Text that goes round in circles, as models do that lost their way. Code and rows of numbers are not looked at. */
final class Repetition {
    private static final int GRAM = 6;
    private static final int WORDS_MIN = 40;
    private static final int PERIOD_MAX = 12;
    private static final int LOOP_WORDS_MIN = 6;
    private static final int REPEATED_MIN = 3;

    private Repetition() {}

    /**
     * Sets {@code loops}, how often in a row the same one to twelve words stand, and {@code repetition}, the share of words
     * in six-word runs that stood before in the same answer (0 below forty words).
     */
    static void score(String prose, Words words, Scores.Builder scores) {
        boolean any = repeatsAny(words);
        scores.raise("loops", any ? loops(prose, words) : 1, "");
        scores.raise("repetition", any && words.count() >= WORDS_MIN ? repeated(words) : 0, "");
    }

    /** Whether three words in a row come twice, without which nothing here can be found. */
    private static boolean repeatsAny(Words words) {
        long[] grams = words.grams(REPEATED_MIN);
        GramTable seen = GramTable.cleared(grams.length);
        for (long gram : grams) {
            if (seen.add(gram) > 1) {
                return true;
            }
        }
        return false;
    }

    private static int loops(String prose, Words words) {
        int most = 1;
        for (int period = 1; period <= PERIOD_MAX; period++) {
            int run = 0;
            for (int i = period; i < words.count(); i++) {
                run = words.hash(i) == words.hash(i - period) ? run + 1 : 0;
                if (run >= period * most && run + period >= LOOP_WORDS_MIN && hasLetters(prose, words, i, period)) {
                    most = run / period + 1;
                }
            }
        }
        return most;
    }

    private static boolean hasLetters(String prose, Words words, int last, int period) {
        for (int i = last; i > last - period; i--) {
            if (words.end(i) - words.start(i) > 1 && Character.isLetter(prose.charAt(words.start(i)))) {
                return true;
            }
        }
        return false;
    }

    private static double repeated(Words words) {
        long[] grams = words.grams(GRAM);
        GramTable seen = GramTable.cleared(grams.length);
        int covered = 0;
        int until = 0;
        for (int i = 0; i < grams.length; i++) {
            if (seen.add(grams[i]) > 1) {
                covered += i + GRAM - Math.max(until, i);
                until = i + GRAM;
            }
        }
        return (double) covered / words.count();
    }
}
