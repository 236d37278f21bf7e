package io.attune.orchestrator.egress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.egress.VendorCopy.State;
import io.attune.provider.ProviderFileId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The ledger of copies. Two runs may need one file, as a vendor that holds a content already is sent it only once: the
 * file is deleted when the last of them needs it no more. A row never goes away.
 */
@Repository
public class Copies {
    private static final ErrorCode BEING_DELETED = new ErrorCode("copy-being-deleted", ErrorKind.UNAVAILABLE);
    private static final String COLUMNS = "id, project, connection, account, run, part, dataset, version, label, digest, bytes,"
            + " terms, state, file, announced_at, sent_at, expires_at, deleted_at, absent_at, proof, attempts, trouble";
    /** A run that nobody knows any more has ended. */
    private static final String RUN_ENDED = "not exists (select 1 from orchestrator.run r where r.id = vendor_copy.run"
            + " and r.state not in ('SUCCEEDED', 'FAILED', 'CANCELLED'))";
    /** One that was announced may still be on its way for this long after its run has ended. */
    static final Duration ON_ITS_WAY = Duration.ofMinutes(15);

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Copies(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Writes down that a copy is about to be sent. To be called before it is, and again when it is tried again.
     *
     * @throws PlatformException to be tried again, while the same content is being deleted there
     */
    @Transactional
    public void announce(VendorCopy.Announced copy) {
        lock(copy.account(), copy.digest());
        boolean deleting = jdbc.sql("select exists (select 1 from orchestrator.vendor_copy where account = ?"
                + " and digest = ? and state = 'DELETING')").params(copy.account(), copy.digest().toString()).query(
                        Boolean.class).single();
        if (deleting) {
            throw new PlatformException(BEING_DELETED, "The same content is just being deleted at connection '"
                    + copy.connection() + "'", "It is tried again by itself.");
        }
        jdbc.sql("""
                insert into orchestrator.vendor_copy (project, connection, account, run, part, dataset, version, label, digest,
                    bytes, terms, state, announced_at, due_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'SENDING', ?, ?)
                on conflict (project, connection, run, part) do update set account = excluded.account, label = excluded.label,
                    digest = excluded.digest, bytes = excluded.bytes, terms = excluded.terms, state = 'SENDING',
                    announced_at = excluded.announced_at, due_at = excluded.due_at""").params(copy.project().value(),
                copy.connection(), copy.account(), copy.run().value(), copy.part(), copy.dataset(), copy.version(),
                copy.label(),
                copy.digest().toString(), copy.bytes(), copy.terms().toString(), now(), now()).update();
    }

    /** Writes down what the vendor calls a copy that was announced. */
    @Transactional
    public void sent(VendorCopy.Announced copy, ProviderFileId file) {
        OffsetDateTime expires = copy.terms() instanceof CopyTerms.ExpireAfter after ? now().plus(after.time()) : null;
        jdbc.sql("update orchestrator.vendor_copy set state = 'LYING', file = :file, sent_at = coalesce(sent_at, :now),"
                + " expires_at = :expires, due_at = coalesce(:expires, :now) where project = :project"
                + " and connection = :connection and run = :run and part = :part").param("file", file.value()).param(
                        "now", now()).param("expires", expires, Types.TIMESTAMP_WITH_TIMEZONE).param("project",
                                copy.project().value()).param("connection", copy.connection()).param("run",
                                        copy.run().value()).param("part", copy.part()).update();
    }

    /** A project's copies, the newest first. */
    public List<VendorCopy> list(ProjectId project, @Nullable String connection, boolean withGone, int limit) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.vendor_copy where project = :project"
                + " and (cast(:connection as text) is null or connection = :connection)"
                + " and (:gone or state <> 'GONE') order by id desc limit :limit").param("project",
                        project.value()).param("connection", connection).param("gone", withGone).param("limit",
                                limit).query(Copies::copy).list();
    }

    /** The copies in an account, of whatever project, that these files are or whose content one of these was sent as. */
    public List<VendorCopy> matching(String account, Collection<String> files, Collection<Digest> contents) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.vendor_copy where account = :account"
                + " and ((file = any(:files) and state <> 'GONE') or (file is null and digest = any(:contents)))"
                + " order by id").param("account", account).param("files", files.toArray(String[]::new)).param(
                        "contents", contents.stream().map(Digest::toString).toArray(String[]::new)).query(
                                Copies::copy).list();
    }

    /** Copies that something is to be done about now, the longest due first. */
    List<Long> due(int limit) {
        return jdbc.sql("""
                select id from orchestrator.vendor_copy where due_at <= :now and (
                    state in ('DELETING', 'DELETED')
                    or (state = 'SENDING' and announced_at <= :arrived and %1$s)
                    or (state = 'LYING' and terms <> 'keep' and (expires_at is null or expires_at <= :now) and %1$s))
                order by due_at, id limit :limit""".formatted(RUN_ENDED)).param("now", now()).param("arrived",
                now().minus(ON_ITS_WAY)).param("limit", limit).query((row, n) -> row.getLong("id")).list();
    }

    /**
     * Takes a due copy to work on; empty when another process has it, or when another run still needs the file.
     *
     * @param lease for how long nobody else takes it
     */
    @Transactional
    public Optional<VendorCopy> take(long id, Duration lease) {
        VendorCopy seen = copy(id);
        lock(seen.account(), seen.digest());
        boolean mine = jdbc.sql("update orchestrator.vendor_copy set due_at = ?, attempts = attempts + 1"
                + " where id = ? and due_at <= ?").params(now().plus(lease), id, now()).update() == 1;
        VendorCopy copy = copy(id);
        if (!mine || copy.state() != State.LYING) {
            return mine ? Optional.of(copy) : Optional.empty();
        }
        boolean needed = jdbc.sql("select exists (select 1 from orchestrator.vendor_copy where account = ?"
                + " and digest = ? and id <> ? and state in ('SENDING', 'LYING'))").params(copy.account(),
                        copy.digest().toString(), id).query(Boolean.class).single();
        jdbc.sql("update orchestrator.vendor_copy set state = ? where id = ?").params(needed ? "RELEASED" : "DELETING",
                id).update();
        return needed ? Optional.empty() : Optional.of(copy(id));
    }

    /** What was announced did arrive. */
    void arrived(VendorCopy copy, ProviderFileId file) {
        jdbc.sql("update orchestrator.vendor_copy set state = 'LYING', file = ?, sent_at = announced_at, due_at = ?,"
                + " attempts = 0 where id = ? and state = 'SENDING'").params(file.value(), now(), copy.id()).update();
    }

    /** The vendor took the delete of a file; all that shared it are deleted with it. */
    @Transactional
    public void deleted(VendorCopy copy, String proof, Duration lookAgainIn) {
        jdbc.sql("update orchestrator.vendor_copy set state = 'DELETED', deleted_at = ?, proof = ?, trouble = '',"
                + " attempts = 0, due_at = ? where account = ? and file = ? and state in ('DELETING', 'RELEASED')").params(
                        now(), proof, now().plus(lookAgainIn), copy.account(), String.valueOf(copy.file())).update();
    }

    /** It was seen that a file is not there. */
    void absent(VendorCopy copy, String proof) {
        jdbc.sql("update orchestrator.vendor_copy set state = 'GONE', absent_at = ?, trouble = '',"
                + " proof = case when proof = '' then ? else proof || '; ' || ? end where id = ?").params(now(), proof,
                        proof, copy.id()).update();
    }

    /** It is still there though the vendor took the delete. */
    void stillThere(VendorCopy copy, Duration again) {
        jdbc.sql("update orchestrator.vendor_copy set state = 'DELETING', trouble = ?, due_at = ? where id = ?").params(
                "the vendor still lists it after the delete", now().plus(again), copy.id()).update();
    }

    /** What was tried failed. */
    void failed(VendorCopy copy, String trouble, Duration again) {
        jdbc.sql("update orchestrator.vendor_copy set trouble = ?, due_at = ? where id = ?").params(trouble, now().plus(
                again), copy.id()).update();
    }

    private VendorCopy copy(long id) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.vendor_copy where id = ?").param(id).query(
                Copies::copy).single();
    }

    /** Announcing and deleting of one content in one account exclude each other. */
    private void lock(String account, Digest digest) {
        jdbc.sql("select 1 from (select pg_advisory_xact_lock(hashtext('vendor_copy'), hashtext(?))) locked").param(
                account + " " + digest).query(Integer.class).single();
    }

    private static VendorCopy copy(ResultSet row, int number) throws SQLException {
        String file = row.getString("file");
        return new VendorCopy(row.getLong("id"), new ProjectId(row.getString("project")), row.getString("connection"),
                row.getString("account"),
                new RunId(row.getString("run")), row.getString("part"), row.getString("dataset"), row.getInt("version"),
                row.getString("label"), Digest.parse(row.getString("digest")), row.getLong("bytes"), CopyTerms.parse(
                        row.getString("terms")), State.valueOf(row.getString("state")),
                file == null ? null : new ProviderFileId(file), row.getTimestamp("announced_at").toInstant(), time(row,
                        "sent_at"), time(row, "expires_at"), time(row, "deleted_at"), time(row, "absent_at"),
                row.getString("proof"), row.getInt("attempts"), row.getString("trouble"));
    }

    private static @Nullable Instant time(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
