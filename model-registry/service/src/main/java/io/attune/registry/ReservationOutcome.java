package io.attune.registry;

import io.attune.kernel.Money;

/** How a wish to hold money ended. */
public sealed interface ReservationOutcome {

    /** The money is held. */
    record Reserved(Reservation reservation) implements ReservationOutcome {}

    /**
     * The money is not held, and nothing changed.
     *
     * @param budget which limit refused, such as {@code config-assistant in 2026-11} or {@code run run_…}
     * @param limit what it allows
     * @param spent what was billed against it
     * @param reserved what is held against it
     * @param asked what did not fit
     */
    record BudgetExceeded(String budget, Money limit, Money spent, Money reserved, Money asked)
            implements
                ReservationOutcome {

        /** What still fits; zero when an overrun already went beyond the limit. */
        public Money remaining() {
            Money left = limit.minus(spent).minus(reserved);
            return left.amount().signum() < 0 ? Money.zero(limit.currency()) : left;
        }

        /** The refusal in one sentence. */
        public String message() {
            return "The budget of " + budget + " does not suffice: " + asked + " asked, " + remaining() + " left of "
                    + limit + " (" + spent + " spent, " + reserved + " reserved)";
        }
    }
}
