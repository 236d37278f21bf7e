package io.attune.pipeline.quality;

/**
 * A bound on one score.
 *
 * @param name kebab-case; the reason in the ledger, and in camelCase the recipe's parameter
 * @param score the score it looks at; an example without that score passes
 * @param bound which side is good
 * @param threshold the default; {@link #OFF} for a rule that is off unless asked for
 */
public record Rule(String name, String score, Bound bound, double threshold) {
    /** No bound at all. */
    public static final double OFF = -1;

    /** Which side of the threshold is good. The threshold itself is good. */
    public enum Bound {
        AT_LEAST,
        AT_MOST
    }

    static Rule atLeast(String name, String score, double threshold) {
        return new Rule(name, score, Bound.AT_LEAST, threshold);
    }

    static Rule atMost(String name, String score, double threshold) {
        return new Rule(name, score, Bound.AT_MOST, threshold);
    }

    /** The same rule with another threshold. */
    public Rule withThreshold(double other) {
        return new Rule(name, score, bound, other);
    }

    /** The recipe's parameter: the name in camelCase. */
    public String parameter() {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            camel.append(upper ? Character.toUpperCase(c) : c);
            upper = c == '-';
            if (upper) {
                camel.setLength(camel.length() - 1);
            }
        }
        return camel.toString();
    }

    boolean allows(double value) {
        return threshold == OFF || switch (bound) {
            case AT_LEAST -> value >= threshold;
            case AT_MOST -> value <= threshold;
        };
    }
}
