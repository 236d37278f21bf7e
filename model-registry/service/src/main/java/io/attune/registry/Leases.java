package io.attune.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.ReservationOutcome.Refused;

/**
 * Leases of endpoints that cost money while they stand. Open a lease first and make the endpoint then: whatever happens
 * in between, the janitor takes down what outlives its lease, and tries again until the provider says it is gone. Money
 * for the whole time is held; what it stood is charged as hosting.
 */
public interface Leases {

    /** Opens a lease and holds its money. Repeated for the same run and endpoint it returns the first one. */
    Outcome open(NewLease lease);

    /**
     * Lets an endpoint stand longer, and holds the money for it. An earlier end than the present one changes nothing.
     *
     * @throws PlatformException not-found, or conflict when the lease has ended
     */
    Outcome renew(ProjectId project, LeaseId id, Instant until);

    /** Ends a lease now; the janitor takes its endpoint down. Repeated it does nothing. */
    void close(ProjectId project, LeaseId id);

    /** The leases of endpoints that may stand, the first to end first. */
    List<Lease> open(ProjectId project);

    /** The leases that have ended and whose endpoint may still stand, of all projects. */
    List<Lease> expired(Instant now);

    /** How a wish for a lease ended. */
    sealed interface Outcome {
        record Leased(Lease lease) implements Outcome {}

        /** The money does not suffice, or may not be spent; nothing changed. */
        record NotLeased(Refused refused) implements Outcome {}
    }

    /**
     * A lease to open.
     *
     * @param limits of the recipe
     */
    record NewLease(ProjectId project, RunId run, String recipe, String endpoint, Attribution attribution,
            Money perHour, Duration time, ReservationRequest.Limits limits) {
        public NewLease {
            if (attribution.connection() == null) {
                throw new IllegalArgumentException("A lease names the connection of its endpoint");
            }
            if (time.isNegative() || time.isZero() || perHour.amount().signum() < 0) {
                throw new IllegalArgumentException("A lease of " + time + " at " + perHour + " an hour");
            }
        }
    }
}
