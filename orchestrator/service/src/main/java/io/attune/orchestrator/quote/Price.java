package io.attune.orchestrator.quote;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;

import io.attune.kernel.Money;
import io.attune.kernel.TokenCount;

/**
 * What a provider asks for one kind of use, as it was observed on a day.
 *
 * @param amount for {@code perTokens} tokens
 * @param source where the figure is from
 */
public record Price(Kind kind, Money amount, long perTokens, String source, LocalDate observedOn) {

    /** What is paid for. */
    public enum Kind {
        TRAINING("training tokens"),
        INPUT("prompt tokens"),
        OUTPUT("answer tokens"),
        /** An endpoint that is there, whether it is asked or not. */
        HOSTING("hosted hours"),
        /** A GPU that a trainer of one's own holds, or the whole trainer where it holds none. */
        TRAINING_HOURS("GPU-hours");

        private final String unit;

        Kind(String unit) {
            this.unit = unit;
        }

        public String unit() {
            return unit;
        }
    }

    /** The price of a measured quantity in the price's own unit, rounded up at the finest fraction money has. */
    public Money of(BigDecimal quantity) {
        return amount.timesRoundedUp(quantity.divide(BigDecimal.valueOf(perTokens), Money.SCALE_MAX,
                RoundingMode.CEILING).stripTrailingZeros());
    }

    /** The price of some tokens, rounded up at the finest fraction money has. */
    public Money of(TokenCount tokens) {
        return amount.timesRoundedUp(BigDecimal.valueOf(tokens.value()).divide(BigDecimal.valueOf(perTokens),
                Money.SCALE_MAX, RoundingMode.CEILING).stripTrailingZeros());
    }
}
