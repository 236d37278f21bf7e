package io.attune.bench.submission;

import java.util.List;
import java.util.stream.Stream;

/**
 * What became of runs.
 *
 * @param runs how many there were
 * @param missed where runs were to be struck and never came by
 * @param paidMost the most jobs that one of them has paid for
 * @param unpaid those that have no job
 * @param open those that neither ended nor stand in doubt with a reason
 * @param chargedMost the most trainings that one of them was charged for
 * @param failures what is not as it has to be, in words
 */
record Tally(int runs, List<Strikes.Aim> missed, int paidMost, int unpaid, int open, long chargedMost,
        List<String> failures) {
    static final Tally NONE = new Tally(0, List.of(), 0, 0, 0, 0, List.of());

    Tally {
        missed = List.copyOf(missed);
        failures = List.copyOf(failures);
    }

    Tally plus(Tally other) {
        return new Tally(runs + other.runs, joined(missed, other.missed), Math.max(paidMost, other.paidMost), unpaid
                + other.unpaid, open + other.open, Math.max(chargedMost, other.chargedMost),
                joined(failures, other.failures));
    }

    /** The same without what was missed, as it is tried again. */
    Tally withoutMissed() {
        return new Tally(runs, List.of(), paidMost, unpaid, open, chargedMost, failures);
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
