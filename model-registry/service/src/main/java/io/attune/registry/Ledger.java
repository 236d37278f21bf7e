package io.attune.registry;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;

/**
 * The money: what is held for runs, what was billed, and the budgets both count against.
 *
 * <p>A reservation succeeds only while {@code spent + reserved + asked} is within every limit given, decided by
 * conditional updates of the database, so no interleaving of any number of replicas exceeds a budget. A charge is the
 * truth of a bill and is always recorded: it draws first from what its run still holds; what goes beyond is recorded as
 * an overrun and takes part in every later decision. Both count in every budget that covers them.
 *
 * <p>Held money counts in the month it was reserved in; what a charge takes beyond it counts in the month of the bill.
 * Months are UTC. Thread-safe; each call joins the caller's transaction or makes one.
 */
public interface Ledger {

    /**
     * Holds money for a run. Repeated for the same run and purpose it returns the first reservation, released or not; a
     * refusal leaves no trace, so asking again later is a new question.
     *
     * @throws PlatformException conflict, when that run and purpose already hold another amount
     */
    ReservationOutcome reserve(ReservationRequest request);

    /**
     * Records a bill once, however often it is called with the same key, amount and stage. With a later stage it restates
     * the bill: a further row, of which the difference counts. A restatement of an earlier stage than the recorded one
     * changes nothing. What belongs into a closed month counts now, as a correction.
     *
     * @return the charge as it stands
     * @throws PlatformException conflict, when the key stands for another amount of the same stage, another currency, kind
     *         or run
     */
    Charge charge(NewCharge charge);

    /**
     * Restates a charge within its stage, such as an invoice that the provider corrected.
     *
     * @param reason kept with the row
     * @throws PlatformException not-found
     */
    Charge correct(ProjectId project, String key, Money amount, String reason);

    /**
     * Closes a month: no row of it can be added or changed any more; later differences count in the month they are
     * recorded in and name what they correct. Repeated it does nothing.
     *
     * @throws PlatformException of code {@code month-not-closable} with everything in the way: the month is not over, or
     *         runs still hold money of it
     */
    ClosedMonth close(ProjectId project, YearMonth month, String actor);

    /** The closed months, newest first. */
    List<ClosedMonth> closedMonths(ProjectId project);

    /**
     * Frees what a run still holds. Repeated, or where nothing is held, it does nothing.
     *
     * @return what was freed now, an entry for each currency
     */
    List<Money> release(ProjectId project, RunId run);

    /** A run's charges as they stand, in the order they were first recorded. */
    List<Charge> charges(ProjectId project, RunId run);

    /** A run's reservations, open and released, in the order they were made. */
    List<Reservation> reservations(ProjectId project, RunId run);

    /** Every reservation of a project that still holds money, oldest first. */
    List<Reservation> openReservations(ProjectId project);

    /** A month that cannot change any more. */
    record ClosedMonth(YearMonth month, String by, Instant at) {
    }
}
