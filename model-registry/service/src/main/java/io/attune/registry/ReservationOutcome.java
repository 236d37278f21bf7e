package io.attune.registry;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.attune.kernel.Money;

/** How a wish to hold money ended. */
public sealed interface ReservationOutcome {

    /** The money is held. */
    record Reserved(Reservation reservation) implements ReservationOutcome {}

    /**
     * The money is not held, and nothing changed.
     *
     * @param obstacles everything in the way, at least one
     */
    record Refused(List<Obstacle> obstacles) implements ReservationOutcome {
        public Refused {
            obstacles = List.copyOf(obstacles);
        }

        /** The refusal in a sentence for each obstacle. */
        public String message() {
            return obstacles.stream().map(Obstacle::message).collect(Collectors.joining(". "));
        }

        /** What to do, for each kind of obstacle once. */
        public String nextStep() {
            return obstacles.stream().map(Obstacle::nextStep).distinct().collect(Collectors.joining(" "));
        }

        /** A stable code: of the first obstacle. */
        public String code() {
            return obstacles.getFirst().code();
        }
    }

    /** Something in the way of holding money. */
    sealed interface Obstacle {
        /** A stable code, such as {@code budget-exceeded}. */
        String code();

        /** What is in the way, with its figures. */
        String message();

        /** What to do about it. */
        String nextStep();
    }

    /**
     * A limit would be exceeded.
     *
     * @param budget whose limit, such as {@code recipe config-assistant in 2026-11} or {@code run run_…}
     * @param limit what it allows
     * @param spent what was billed against it
     * @param reserved what is held against it
     * @param asked what did not fit, in the budget's currency
     */
    record BudgetExceeded(String budget, Money limit, Money spent, Money reserved, Money asked,
            String nextStep) implements Obstacle {

        /** What still fits; zero when an overrun already went beyond the limit. */
        public Money remaining() {
            Money left = limit.minus(spent).minus(reserved);
            return left.amount().signum() < 0 ? Money.zero(limit.currency()) : left;
        }

        @Override
        public String code() {
            return "budget-exceeded";
        }

        @Override
        public String message() {
            return "The budget of " + budget + " does not suffice: " + asked + " asked, " + remaining() + " left of "
                    + limit + " (" + spent + " spent, " + reserved + " reserved)";
        }
    }

    /** New spending is stopped. */
    record Frozen(Freeze freeze) implements Obstacle {
        @Override
        public String code() {
            return "spending-frozen";
        }

        @Override
        public String message() {
            return freeze.message();
        }

        @Override
        public String nextStep() {
            String connection = freeze.connection();
            return "Lift it with: attune unfreeze" + (connection == null ? "" : " --connection " + connection);
        }
    }

    /** The project wants labels that are not there. */
    record LabelsMissing(Set<String> labels) implements Obstacle {
        public LabelsMissing {
            labels = Set.copyOf(labels);
        }

        @Override
        public String code() {
            return "labels-missing";
        }

        @Override
        public String message() {
            return "The project's policy requires labels that are missing: " + String.join(", ", new TreeSet<>(
                    labels));
        }

        @Override
        public String nextStep() {
            return "Add them under labels: in the recipe.";
        }
    }

    /**
     * A budget counts in another currency and nobody said the rate.
     *
     * @param budget which budget needs it
     * @param known what is known about a rate, in words
     */
    record RateMissing(String budget, String from, String to, String known) implements Obstacle {
        @Override
        public String code() {
            return "rate-missing";
        }

        @Override
        public String message() {
            return "The budget of " + budget + " counts " + to + " and " + known;
        }

        @Override
        public String nextStep() {
            return "Record the rate with: attune cost rate " + from + " " + to + " RATE --source WHERE";
        }
    }
}
