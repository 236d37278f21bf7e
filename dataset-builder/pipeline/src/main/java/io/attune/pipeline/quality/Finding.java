package io.attune.pipeline.quality;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A rule that an example does not meet.
 *
 * @param note explains the value, or empty
 */
public record Finding(Rule rule, double value, String note) {

    /** For the ledger: value and threshold, such as {@code loops 7, at most 5}. No text of the example. */
    public String evidence() {
        String bound = switch (rule.bound()) {
            case AT_LEAST -> "at least ";
            case AT_MOST -> "at most ";
        };
        return rule.score() + " " + plain(value) + ", " + bound + plain(rule.threshold())
                + (note.isEmpty() ? "" : " (" + note + ")");
    }

    private static String plain(double number) {
        BigDecimal rounded = BigDecimal.valueOf(number).setScale(4, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
    }
}
