package io.attune.orchestrator.evaluation.measure;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * ROUGE-L of two texts taken as one sentence each: C.-Y. Lin, "ROUGE: a package for automatic evaluation of summaries", ACL workshop
 * Text Summarization Branches Out, 2004, section 3.1, with β = 1: R = LCS/m, P = LCS/n, F = 2RP/(R+P). Words are lower-case runs of
 * letters and digits; nothing is stemmed.
 */
final class RougeL {
    /** A longer text is compared by its beginning, so that one answer costs at most some millions of steps. */
    private static final int WORDS_MAX = 2_000;
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");

    private RougeL() {}

    static double f1(String reference, String answer) {
        String[] wanted = words(reference);
        String[] said = words(answer);
        if (wanted.length == 0 || said.length == 0) {
            return wanted.length == said.length ? 1 : 0;
        }
        return 2.0 * common(wanted, said) / (wanted.length + said.length);
    }

    private static String[] words(String text) {
        return BETWEEN.splitAsStream(text.toLowerCase(Locale.ROOT)).filter(word -> !word.isEmpty()).limit(
                WORDS_MAX).toArray(String[]::new);
    }

    /** The length of the longest common subsequence. */
    private static int common(String[] a, String[] b) {
        int[] row = new int[b.length + 1];
        for (String word : a) {
            int diagonal = 0;
            for (int j = 1; j <= b.length; j++) {
                int above = row[j];
                row[j] = word.equals(b[j - 1]) ? diagonal + 1 : Math.max(above, row[j - 1]);
                diagonal = above;
            }
        }
        return row[b.length];
    }
}
