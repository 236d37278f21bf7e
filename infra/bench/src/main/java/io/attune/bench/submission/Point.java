package io.attune.bench.submission;

import java.util.Locale;

/**
 * A place in a run's course.
 *
 * @param number which one of its kind in this course, from 1
 */
record Point(Act act, int number, Side side) {

    /** What is about to be done, or was. */
    enum Act {
        /** A claim became durable; it has no point before. */
        CLAIM,
        /** What came of an effect becomes durable, the intent to pay among it. */
        STORE,
        /** A request goes to the vendor. */
        REQUEST
    }

    /** On which side of the act. */
    enum Side {
        BEFORE,
        AFTER
    }

    /** Such as {@code after store 3}. */
    @Override
    public String toString() {
        return (side + " " + act).toLowerCase(Locale.ROOT) + " " + number;
    }
}
