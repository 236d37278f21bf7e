package io.attune.dataset.withdraw;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import javax.sql.DataSource;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.lock.JobLock;
import io.attune.dataset.origin.OriginRows;
import io.attune.dataset.store.VersionEraser;
import io.attune.dataset.suppress.Suppressions;
import io.attune.dataset.withdraw.WithdrawalStore.Row;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.privacy.Erasure.Destroyed;
import io.attune.platform.privacy.Holding;
import io.attune.platform.privacy.Subject;
import io.attune.registry.DatasetRecords;
import io.attune.registry.DatasetVersion;
import io.attune.registry.DatasetWithdrawal;
import io.attune.registry.VersionRef;
import org.springframework.stereotype.Component;

/** Takes withdrawals to their end, one at a time in each project. Every part of it may be repeated. */
@Component
class Withdrawals {
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final WithdrawalStore store;
    private final Sweep sweep;
    private final Suppressions suppressions;
    private final CurationRows curations;
    private final DecisionRows decisions;
    private final Successors successors;
    private final DatasetRecords records;
    private final VersionEraser eraser;
    private final ObjectStore objects;
    private final OriginRows origins;
    private final DataSource dataSource;
    private final java.time.InstantSource clock;

    Withdrawals(WithdrawalStore store, Sweep sweep, Suppressions suppressions, CurationRows curations,
            DecisionRows decisions, Successors successors, DatasetRecords records, VersionEraser eraser,
            ObjectStore objects, OriginRows origins, DataSource dataSource, java.time.InstantSource clock) {
        this.store = store;
        this.sweep = sweep;
        this.suppressions = suppressions;
        this.curations = curations;
        this.decisions = decisions;
        this.successors = successors;
        this.records = records;
        this.eraser = eraser;
        this.objects = objects;
        this.origins = origins;
        this.dataSource = dataSource;
        this.clock = clock;
    }

    /** How far a withdrawal came. */
    enum Progress {
        FINISHED,
        /** It did what it could and has to look again. */
        AGAIN,
        /** Another withdrawal of the project is at work. */
        BUSY
    }

    /** Takes a withdrawal one pass further. */
    Progress advance(Row row) throws SQLException {
        try (JobLock lock = JobLock.tryTake(dataSource, "withdrawal " + row.project())) {
            if (lock == null) {
                return Progress.BUSY;
            }
            Row now = store.find(row.project(), row.id()).orElseThrow();
            return now.isFinished() || pass(now) ? Progress.FINISHED : Progress.AGAIN;
        }
    }

    private boolean pass(Row row) {
        ProjectId project = row.project();
        Sweep.Found found = sweep.find(project, new Sought(store.subject(row)));
        suppress(row, found.sought());
        if (found.places().isEmpty()) {
            store.finish(row);
            return true;
        }
        boolean waits = endCurations(project, found);
        Blanking blanking = new Blanking(found.sought());
        versions(row, found.places(), blanking);
        for (Place place : found.places()) {
            waits |= !destroy(row, place, found, blanking);
        }
        found.places().stream().filter(Place.InFile.class::isInstance).map(Place.InFile.class::cast).forEach(
                file -> destroy(row, file));
        store.again(row, waits ? "a curation that reads the data is being ended" : "looks again for what was missed",
                waits ? PAUSE : Duration.ZERO);
        return false;
    }

    private void suppress(Row row, Sought sought) {
        if (sought.subject() instanceof Subject.Person(var identifiers)) {
            suppressions.addIdentifiers(row.project(), row.id(), identifiers.tokens());
        }
        suppressions.addContents(row.project(), row.id(), sought.contents());
    }

    /** Ends running curations that read a file, or wrote an object, with the subject's data; tells whether any is left. */
    private boolean endCurations(ProjectId project, Sweep.Found found) {
        Set<ObjectKey> files = new HashSet<>();
        Set<String> atWork = new HashSet<>();
        for (Place place : found.places()) {
            switch (place) {
                case Place.InFile file -> files.add(file.key());
                case Place.InWork work when work.curation() != null -> atWork.add(work.curation());
                case Place.InRequest request -> atWork.add(request.key());
                case Place.InWork _,Place.InVersion _,Place.InLedger _,Place.Remains _,Place.InBook _ -> {
                }
            }
        }
        boolean left = false;
        for (CurationRows.Row row : found.rows()) {
            boolean reads = row.uses(project).stream().anyMatch(use -> files.contains(use.file()));
            if (row.running() && (reads || atWork.contains(row.key()))) {
                curations.end(project, row.key());
                left = true;
            } else {
                left |= !row.cleared() && atWork.contains(row.key());
            }
        }
        return left;
    }

    /** Version by version: the successor, the mark, the bytes. */
    private void versions(Row row, List<Place> places, Blanking blanking) {
        Map<String, Affected> affected = new TreeMap<>();
        for (Place place : places) {
            switch (place) {
                case Place.InVersion in -> affected(affected, in.ref()).add(in.ids(), Set.of(), in.holding());
                case Place.InLedger in -> affected(affected, in.ref()).add(Set.of(), in.lines(), in.holding());
                case Place.Remains remains -> eraser.destroy(remains.ref(), blanking::tree);
                case Place.InFile _,Place.InWork _,Place.InBook _,Place.InRequest _ -> {
                }
            }
        }
        affected.values().forEach(version -> withdraw(row, version, blanking));
    }

    private static Affected affected(Map<String, Affected> all, DatasetVersionRef ref) {
        return all.computeIfAbsent(String.format(java.util.Locale.ROOT, "%s@%09d", ref.name(), ref.number()),
                name -> new Affected(ref));
    }

    /** What of a version is the subject's. */
    private static final class Affected {
        private final DatasetVersionRef ref;
        private final Set<Digest> ids = new HashSet<>();
        private final Set<Long> ledger = new HashSet<>();
        private final Map<String, Holding> holdings = new HashMap<>();

        Affected(DatasetVersionRef ref) {
            this.ref = ref;
        }

        void add(Set<Digest> moreIds, Set<Long> moreLines, Holding holding) {
            ids.addAll(moreIds);
            ledger.addAll(moreLines);
            holdings.put(holding.kind(), holding);
        }
    }

    private void withdraw(Row row, Affected version, Blanking blanking) {
        DatasetVersionRef ref = version.ref;
        Optional<VersionRef> successor = successors.build(row.id(), ref, version.ids, version.ledger, blanking);
        DatasetVersion marked = records.withdraw(row.project(), new VersionRef(ref.name(), ref.number()),
                new DatasetWithdrawal(clock.instant(), row.reason(), row.actor(), successor.orElse(null)));
        DatasetWithdrawal mark = marked.withdrawal();
        String next = mark == null || mark.successor() == null ? null : mark.successor().toString();
        version.holdings.values().forEach(holding -> store.step(row, destroyed(holding, next)));
        eraser.destroy(ref, blanking::tree);
    }

    /** Tells whether it could be done now. */
    private boolean destroy(Row row, Place place, Sweep.Found found, Blanking blanking) {
        switch (place) {
            case Place.InWork work -> {
                return destroy(row, work, found);
            }
            case Place.InBook book -> {
                decisions.erase(row.project(), book.numbers(), blanking);
                store.step(row, destroyed(book.holding(), null));
            }
            case Place.InRequest request -> found.rows().stream().filter(r -> r.key().equals(request.key())
                    && !r.running()).forEach(r -> {
                        curations.blank(row.project(), r, blanking);
                        store.step(row, destroyed(request.holding(), null));
                    });
            case Place.InVersion _,Place.InLedger _,Place.Remains _,Place.InFile _ -> {
            }
        }
        return true;
    }

    /**
     * What a curation still needs is left for its own end, which removes it; and what may have become a version since it
     * was found is left for the next pass, which finds it as one.
     */
    private boolean destroy(Row row, Place.InWork work, Sweep.Found found) {
        boolean owned = found.rows().stream().anyMatch(r -> r.key().equals(work.curation()) && !r.cleared());
        if (!owned && isVersion(work.folder())) {
            return false;
        }
        if (!owned) {
            objects.list(work.folder().resolve("")).forEach(objects::delete);
        }
        store.step(row, destroyed(work.holding(), null));
        return true;
    }

    /**
     * Whether the folder is a version's, or that of one that a curation may be about to record. A curation that begins
     * after this looked knows what is withdrawn, so it writes no such version.
     */
    private boolean isVersion(ObjectKey folder) {
        String[] path = folder.path().split("/");
        return curations.all(folder.project()).stream().anyMatch(curation -> curation.dataset().equals(path[1])
                && !curation.cleared())
                || records.versions(folder.project(), path[1]).stream().anyMatch(
                        version -> version.content().digest().hex().equals(path[2]));
    }

    private void destroy(Row row, Place.InFile file) {
        suppressions.addFile(row.id(), file.key());
        objects.delete(file.key());
        origins.forget(file.key());
        store.step(row, destroyed(file.holding(), null));
    }

    private static Destroyed destroyed(Holding holding, @org.jspecify.annotations.Nullable String successor) {
        return new Destroyed(holding.kind(), holding.reference(), holding.place(), holding.count(), successor);
    }
}
