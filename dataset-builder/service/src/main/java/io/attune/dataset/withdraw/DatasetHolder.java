package io.attune.dataset.withdraw;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.ProjectId;
import io.attune.platform.privacy.DataHolder;
import io.attune.platform.privacy.Erasure;
import io.attune.platform.privacy.ErasureOrder;
import io.attune.platform.privacy.Holding;
import io.attune.platform.privacy.Subject;
import org.springframework.stereotype.Component;

/** Datasets as a holder of data: versions, ledgers, uploaded files, decisions and unfinished work. */
@Component
class DatasetHolder implements DataHolder {
    private static final ErrorCode AT_WORK = new ErrorCode("withdrawal-at-work", ErrorKind.UNAVAILABLE);
    /** How long the watching thread leaves an erasure to the caller who waits for it. */
    private static final Duration LEASE = Duration.ofMinutes(10);
    private static final int PASSES_MAX = 5;

    private final Sweep sweep;
    private final WithdrawalStore store;
    private final Withdrawals withdrawals;

    DatasetHolder(Sweep sweep, WithdrawalStore store, Withdrawals withdrawals) {
        this.sweep = sweep;
        this.store = store;
        this.withdrawals = withdrawals;
    }

    @Override
    public String name() {
        return "datasets";
    }

    @Override
    public List<Holding> find(ProjectId project, Subject subject) {
        return sweep.find(project, new Sought(subject)).places().stream().map(Place::holding).toList();
    }

    @Override
    public void export(ProjectId project, Subject subject, Receiver receiver) {
        for (Place place : sweep.find(project, new Sought(subject)).places()) {
            place.items().forEach(item -> receiver.take(place.holding().reference(),
                    place instanceof Place.InFile ? "text/plain" : "application/json", item.getBytes(
                            StandardCharsets.UTF_8)));
        }
    }

    @Override
    public Erasure erase(ProjectId project, Subject subject, ErasureOrder order) {
        WithdrawalStore.Row row = begin(project, subject, order, LEASE);
        try {
            Withdrawals.Progress progress = Withdrawals.Progress.AGAIN;
            for (int i = 0; i < PASSES_MAX && progress == Withdrawals.Progress.AGAIN; i++) {
                progress = withdrawals.advance(row);
            }
            if (progress != Withdrawals.Progress.FINISHED) {
                throw new PlatformException(AT_WORK, "Withdrawal " + row.id() + " is not yet done",
                        "It goes on by itself; ask again with the same key.");
            }
        } catch (SQLException e) {
            throw new PlatformException(AT_WORK, "Withdrawal " + row.id() + " lost the database",
                    "It goes on by itself; ask again with the same key.", e);
        } finally {
            store.due(row);
        }
        return new Erasure(row.id(), store.steps(row.id()));
    }

    /** Sees to it that the order stands, without waiting for it. */
    WithdrawalStore.Row begin(ProjectId project, Subject subject, ErasureOrder order, Duration lease) {
        if (new Sought(subject).inText(order.reason()) != null || new Sought(subject).inText(order.key()) != null) {
            throw new InvalidInputException("The withdrawal", List.of(new Problem("/reason",
                    "the reason or the key names the subject, and both are kept", "Say it without the identifier.")));
        }
        return store.begin(project, subject, order, lease);
    }
}
