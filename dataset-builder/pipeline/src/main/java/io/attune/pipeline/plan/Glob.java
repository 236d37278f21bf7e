package io.attune.pipeline.plan;

/**
 * A pattern for paths: {@code *} stands for any characters but a slash, {@code **} for any at all, {@code ?} for one that is
 * no slash; a pattern that ends with a slash names everything below. All else stands for itself.
 */
public record Glob(String pattern) {

    /** Whether a path is a pattern and not one file's. */
    public static boolean isPattern(String path) {
        return path.indexOf('*') >= 0 || path.indexOf('?') >= 0 || path.endsWith("/");
    }

    /** Whether the pattern stands for a path; never takes more steps than the product of their lengths. */
    public boolean matches(String path) {
        String whole = pattern.endsWith("/") ? pattern + "**" : pattern;
        boolean[] reached = new boolean[path.length() + 1];
        reached[0] = true;
        for (int i = 0; i < whole.length(); i++) {
            char c = whole.charAt(i);
            if (whole.startsWith("**/", i)) {
                reached = folders(reached, path);
                i += 2;
            } else if (whole.startsWith("**", i)) {
                reached = run(reached, path, true);
                i++;
            } else if (c == '*') {
                reached = run(reached, path, false);
            } else {
                reached = one(reached, path, c);
            }
        }
        return reached[path.length()];
    }

    private static boolean[] one(boolean[] before, String path, char c) {
        boolean[] after = new boolean[before.length];
        for (int i = 0; i < path.length(); i++) {
            after[i + 1] = before[i] && (c == '?' ? path.charAt(i) != '/' : path.charAt(i) == c);
        }
        return after;
    }

    private static boolean[] run(boolean[] before, String path, boolean overSlashes) {
        boolean[] after = before.clone();
        for (int i = 0; i < path.length(); i++) {
            after[i + 1] |= after[i] && (overSlashes || path.charAt(i) != '/');
        }
        return after;
    }

    /** None, one or more whole folders. */
    private static boolean[] folders(boolean[] before, String path) {
        boolean[] after = before.clone();
        boolean begun = false;
        for (int i = 0; i < path.length(); i++) {
            begun |= before[i];
            after[i + 1] |= begun && path.charAt(i) == '/';
        }
        return after;
    }

    /** What every path it stands for begins with. */
    public String literalPrefix() {
        int end = 0;
        while (end < pattern.length() && pattern.charAt(end) != '*' && pattern.charAt(end) != '?') {
            end++;
        }
        return pattern.substring(0, end);
    }
}
