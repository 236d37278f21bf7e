package io.attune.registry.leases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.Lease;
import io.attune.registry.LeaseId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Leases as rows. */
@Component
class LeaseRows {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {
    };
    private static final RowMapper<Lease> MAPPER = (row, number) -> map(row);

    private final JdbcClient jdbc;

    LeaseRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a lease, unless its run and endpoint have one. */
    boolean insert(Lease lease) {
        return jdbc.sql("""
                insert into registry.lease (id, project, run, recipe, endpoint, connection, currency, per_hour, labels,
                    opened_at, until, next_attempt) values (?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ?)
                on conflict (project, run, endpoint) do nothing
                """).params(lease.id().value(), lease.project().value(), lease.run().value(), lease.recipe(),
                lease.endpoint(), lease.connection(), lease.perHour().currency().getCurrencyCode(),
                lease.perHour().amount(), JSON.writeValueAsString(lease.labels()),
                lease.openedAt().atOffset(ZoneOffset.UTC), lease.until().atOffset(ZoneOffset.UTC),
                lease.until().atOffset(ZoneOffset.UTC)).update() == 1;
    }

    void delete(LeaseId id) {
        jdbc.sql("delete from registry.lease where id = ?").param(id.value()).update();
    }

    Optional<Lease> find(ProjectId project, RunId run, String endpoint) {
        return jdbc.sql("select * from registry.lease where project = ? and run = ? and endpoint = ?").params(
                project.value(), run.value(), endpoint).query(MAPPER).optional();
    }

    /** A lease that nobody else can change until the transaction ends. */
    Optional<Lease> lock(ProjectId project, LeaseId id) {
        return jdbc.sql("select * from registry.lease where project = ? and id = ? for update").params(
                project.value(), id.value()).query(MAPPER).optional();
    }

    /** Moves the end of a lease that is open. */
    void until(LeaseId id, Instant until) {
        jdbc.sql(
                "update registry.lease set until = :until, next_attempt = :until where id = :id and closed_at is null").param(
                        "until", until.atOffset(ZoneOffset.UTC)).param("id", id.value()).update();
    }

    List<Lease> open(ProjectId project) {
        return jdbc.sql(
                "select * from registry.lease where project = ? and closed_at is null order by until, id").param(
                        project.value()).query(MAPPER).list();
    }

    List<Lease> expired(Instant now) {
        return jdbc.sql("select * from registry.lease where until <= ? and closed_at is null order by until, id").param(
                now.atOffset(ZoneOffset.UTC)).query(MAPPER).list();
    }

    /** Takes the leases whose endpoint is to be taken down now, and moves the next try of each into the future. */
    List<Lease> claim(Instant now, Duration firstPause, Duration longestPause, int atMost) {
        return jdbc.sql("""
                update registry.lease set attempts = attempts + 1, next_attempt = cast(:now as timestamptz)
                    + least(:first * power(2, least(attempts, 20)), :longest) * interval '1 second'
                where id in (select id from registry.lease
                    where closed_at is null and until <= :now and next_attempt <= :now
                    order by next_attempt limit :atMost for update skip locked)
                returning *
                """).param("now", now.atOffset(ZoneOffset.UTC)).param("first", firstPause.toSeconds()).param("longest",
                longestPause.toSeconds()).param("atMost", atMost).query(MAPPER).list();
    }

    void failed(LeaseId id, String trouble) {
        jdbc.sql("update registry.lease set trouble = ? where id = ?").params(trouble, id.value()).update();
    }

    /** Notes that an endpoint is gone. */
    boolean closed(LeaseId id, Instant now) {
        return jdbc.sql(
                "update registry.lease set closed_at = ?, trouble = '' where id = ? and closed_at is null").params(
                        now.atOffset(ZoneOffset.UTC), id.value()).update() == 1;
    }

    private static Lease map(ResultSet row) throws SQLException {
        @Nullable
        Timestamp closedAt = row.getTimestamp("closed_at");
        return new Lease(new LeaseId(row.getString("id")), new ProjectId(row.getString("project")),
                new RunId(row.getString("run")), row.getString("recipe"), row.getString("endpoint"),
                row.getString("connection"),
                new Money(row.getBigDecimal("per_hour"), Currency.getInstance(row.getString("currency"))),
                JSON.readValue(row.getString("labels"), LABELS), row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("until").toInstant(), closedAt == null ? null : closedAt.toInstant(),
                row.getInt("attempts"), row.getString("trouble"));
    }
}
