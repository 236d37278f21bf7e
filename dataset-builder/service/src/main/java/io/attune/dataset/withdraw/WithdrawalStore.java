package io.attune.dataset.withdraw;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.dataset.suppress.KeyedHashes;
import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TypedId;
import io.attune.kernel.UuidV7;
import io.attune.platform.Audit;
import io.attune.platform.privacy.Erasure.Destroyed;
import io.attune.platform.privacy.ErasureOrder;
import io.attune.platform.privacy.Subject;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The rows of withdrawals and of what they destroyed, each with its entry in the audit trail. */
@Component
class WithdrawalStore {
    private static final String PREFIX = "wdr";
    private static final String COLUMNS = """
            select id, project, reason, actor, state, attempt, trouble, created_at, finished_at
            from dataset.withdrawal
            """;

    private final JdbcClient jdbc;
    private final KeyedHashes hashes;
    private final Audit audit;
    private final UuidV7 ids;
    private final InstantSource clock;

    WithdrawalStore(JdbcClient jdbc, KeyedHashes hashes, Audit audit, UuidV7 ids, InstantSource clock) {
        this.jdbc = jdbc;
        this.hashes = hashes;
        this.audit = audit;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * A withdrawal.
     *
     * @param trouble why the last attempt did not end it, or null
     */
    record Row(String id, ProjectId project, String reason, String actor, int attempt,
            @Nullable String trouble, Instant createdAt, @Nullable Instant finishedAt) {
        boolean isFinished() {
            return finishedAt != null;
        }
    }

    /**
     * Adds a withdrawal unless there is one with its key.
     *
     * @param lease how long nobody but the caller takes it up
     * @throws PlatformException of code {@code conflict} when the key was used for another subject
     */
    @Transactional
    public Row begin(ProjectId project, Subject subject, ErasureOrder order, Duration lease) {
        String canonical = subject.canonical();
        Digest hash = hashes.hash(project, "subject", canonical);
        String id = TypedId.of(PREFIX, ids.next());
        int added = jdbc.sql("""
                insert into dataset.withdrawal (id, project, key, subject_hash, subject, reason, actor, state, not_before,
                                                created_at)
                values (?, ?, ?, ?, ?, ?, ?, 'RUNNING', ?, ?) on conflict (project, key) do nothing""").params(id,
                project.value(), order.key(), hash.hex(), hashes.seal(project, canonical), order.reason(),
                order.actor(), at(clock.instant().plus(lease)), at(clock.instant())).update();
        if (added == 1) {
            audit.record(project, order.actor(), "dataset.withdrawal.order", id, hash);
        }
        String standing = jdbc.sql("select subject_hash from dataset.withdrawal where project = ? and key = ?").params(
                project.value(), order.key()).query(String.class).single();
        if (!standing.equals(hash.hex())) {
            throw new PlatformException(ErrorCode.CONFLICT, "The key of this withdrawal was used for another subject",
                    "Send another Idempotency-Key, or none.");
        }
        return jdbc.sql(COLUMNS + "where project = ? and key = ?").params(project.value(), order.key()).query(
                WithdrawalStore::row).single();
    }

    Optional<Row> find(ProjectId project, String id) {
        return jdbc.sql(COLUMNS + "where project = ? and id = ?").params(project.value(), id).query(
                WithdrawalStore::row).optional();
    }

    /** The newest first. */
    List<Row> list(ProjectId project, int limit) {
        return jdbc.sql(COLUMNS + "where project = ? order by id desc limit ?").params(project.value(), limit).query(
                WithdrawalStore::row).list();
    }

    /** The unfinished ones whose time has come, oldest first. */
    List<Row> due() {
        return jdbc.sql(COLUMNS + "where state = 'RUNNING' and not_before <= ? order by id limit 10").param(at(
                clock.instant())).query(WithdrawalStore::row).list();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        OffsetDateTime finished = row.getObject("finished_at", OffsetDateTime.class);
        return new Row(row.getString("id"), new ProjectId(row.getString("project")), row.getString("reason"),
                row.getString("actor"), row.getInt("attempt"), row.getString("trouble"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(), finished == null
                        ? null
                        : finished.toInstant());
    }

    /** Whom it is about; known only while it is at work. */
    Subject subject(Row row) {
        byte[] sealed = jdbc.sql("select subject from dataset.withdrawal where id = ? and subject is not null").param(
                row.id()).query((found, number) -> found.getBytes(1)).single();
        return Subject.ofCanonical(hashes.unseal(row.project(), sealed));
    }

    /** Notes what is destroyed; the first time holds. */
    @Transactional
    public void step(Row row, Destroyed what) {
        int added = jdbc.sql("""
                insert into dataset.withdrawal_step (withdrawal, kind, reference, place, items, successor, done_at)
                values (?, ?, ?, ?, ?, ?, ?) on conflict (withdrawal, kind, reference) do nothing""").param(
                row.id()).param(what.kind()).param(what.reference()).param(what.place()).param(what.count()).param(
                        what.successor()).param(at(clock.instant())).update();
        if (added == 1) {
            audit.record(row.project(), row.actor(), "dataset.withdraw", what.reference(), CanonicalJson.digest(Map.of(
                    "withdrawal", row.id(), "kind", what.kind(), "items", what.count(), "successor",
                    String.valueOf(what.successor()))));
        }
    }

    List<Destroyed> steps(String id) {
        return jdbc.sql("""
                select kind, reference, place, items, successor from dataset.withdrawal_step where withdrawal = ?
                order by number""").param(id).query((row, number) -> new Destroyed(row.getString("kind"),
                row.getString("reference"), row.getString("place"), row.getLong("items"), row.getString(
                        "successor"))).list();
    }

    /** Ends it and forgets its subject. */
    @Transactional
    public void finish(Row row) {
        int ended = jdbc.sql("""
                update dataset.withdrawal set state = 'FINISHED', subject = null, trouble = null, finished_at = ?
                where id = ? and state = 'RUNNING'""").params(at(clock.instant()), row.id()).update();
        if (ended == 1) {
            audit.record(row.project(), row.actor(), "dataset.withdrawal.finish", row.id(), CanonicalJson.digest(steps(
                    row.id()).stream().map(Destroyed::reference).toList()));
        }
    }

    /** Notes an attempt that did not end it; the next comes after a pause. */
    void again(Row row, String trouble, Duration pause) {
        jdbc.sql("""
                update dataset.withdrawal set attempt = attempt + 1, trouble = ?, not_before = ?
                where id = ? and state = 'RUNNING'""").params(trouble, at(clock.instant().plus(pause)),
                row.id()).update();
    }

    /** Lets whoever watches take it up, if it is not finished. */
    void due(Row row) {
        jdbc.sql(
                "update dataset.withdrawal set not_before = least(not_before, ?) where id = ? and state = 'RUNNING'").params(
                        at(clock.instant().plusSeconds(1)), row.id()).update();
    }

    private static Object at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
