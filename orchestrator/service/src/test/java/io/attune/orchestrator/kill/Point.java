package io.attune.orchestrator.kill;

/**
 * A place in the course of a program.
 *
 * @param number which one of its kind, from 1
 */
public record Point(Act act, int number, Side side) {

    /** What is about to be done, or was. */
    public enum Act {
        /** A write becomes durable: a transaction's commit, or an update outside of one. */
        WRITE,
        /** A request goes over the network. */
        REQUEST
    }

    /** On which side of the act. */
    public enum Side {
        BEFORE,
        /** The act is done, and whoever asked for it does not know yet. */
        AFTER
    }

    /** Such as {@code after write 3}. */
    @Override
    public String toString() {
        return (side + " " + act).toLowerCase(java.util.Locale.ROOT) + " " + number;
    }
}
