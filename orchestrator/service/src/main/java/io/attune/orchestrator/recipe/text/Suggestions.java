package io.attune.orchestrator.recipe.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Names what was probably meant. */
public final class Suggestions {
    private Suggestions() {}

    /** A next step: the closest of the known names, if one is close, and all of them. */
    public static String among(String written, Collection<String> known) {
        String all = "Known are: " + String.join(", ", known) + ".";
        return closest(written, known).map(name -> "Did you mean '" + name + "'? " + all).orElse(all);
    }

    /** The closest of the known names, if one is close. */
    public static Optional<String> closest(String written, Collection<String> known) {
        String lower = written.toLowerCase(Locale.ROOT);
        return known.stream().filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= tolerance(
                name)).min(Comparator.comparingInt(name -> distance(lower, name.toLowerCase(Locale.ROOT))));
    }

    private static int tolerance(String name) {
        return name.length() <= 3 ? 1 : name.length() <= 8 ? 2 : 3;
    }

    /** Levenshtein's distance, a swap of neighbours counted once (optimal string alignment). */
    private static int distance(String a, String b) {
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int best = Math.min(replaced, Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
