package io.attune.orchestrator.notify;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What is on its way, and every try. */
@Repository
class DeliveryStore {
    private static final String COLUMNS = "id, project, event, target, body, state, attempts, due_at, made_at";

    private final JdbcClient jdbc;

    DeliveryStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param lane whose deliveries to a target go in order, or null */
    void add(Delivery delivery, String occasion, @Nullable String lane) {
        jdbc.sql("insert into orchestrator.delivery (" + COLUMNS
                + ", occasion, lane) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''))"
                + " on conflict do nothing").params(delivery.id(), delivery.project().value(), delivery.event(),
                        delivery.target(), delivery.body(), delivery.state(), delivery.attempts(), utc(
                                delivery.dueAt()), utc(delivery.madeAt()), occasion, lane == null ? "" : lane).update();
    }

    /** Claims what is due, and counts the try; nobody else has it until the claim ends. */
    Optional<Delivery> claim(Instant now, Duration claim) {
        return jdbc.sql("update orchestrator.delivery set attempts = attempts + 1, claimed_until = :until where id ="
                + " (select id from orchestrator.delivery d where state = 'due' and due_at <= :now and (claimed_until is"
                + " null or claimed_until < :now) and (lane is null or not exists (select 1 from orchestrator.delivery e"
                + " where e.target = d.target and e.lane = d.lane and e.state = 'due' and e.id < d.id))"
                + " order by due_at, id limit 1 for update skip locked) returning "
                + COLUMNS).param("until", utc(now.plus(claim))).param("now", utc(now)).query(
                        DeliveryStore::row).optional();
    }

    /** Keeps a try; the delivery's state changes only while no later try was begun. */
    void tried(Delivery delivery, Delivery.Attempt attempt, String state, Instant dueAt) {
        jdbc.sql("insert into orchestrator.delivery_attempt (delivery, number, at, status, answer) values (:delivery,"
                + " :number, :at, :status, :answer) on conflict do nothing").param("delivery", delivery.id()).param(
                        "number", attempt.number()).param("at", utc(attempt.at())).param("status", attempt.status(),
                                Types.INTEGER).param("answer", attempt.answer()).update();
        jdbc.sql("update orchestrator.delivery set state = ?, due_at = ?, claimed_until = null where id = ? and"
                + " attempts = ?").params(state, utc(dueAt), delivery.id(), attempt.number()).update();
    }

    /** Makes it due again; returns whether there is such a delivery. */
    boolean again(ProjectId project, String id, Instant now) {
        return jdbc.sql(
                "update orchestrator.delivery set state = 'due', due_at = ? where project = ? and id = ?").params(
                        utc(now), project.value(), id).update() == 1;
    }

    Optional<Delivery> find(ProjectId project, String id) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.delivery where project = ? and id = ?").params(
                project.value(), id).query(DeliveryStore::row).optional();
    }

    /** Newest first, those made before {@code before} when it is given. */
    List<Delivery> list(ProjectId project, @Nullable String before, int limit) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.delivery where project = :project and"
                + " (cast(:before as text) is null or id < :before) order by id desc limit :limit").param("project",
                        project.value()).param("before", before).param("limit", limit).query(
                                DeliveryStore::row).list();
    }

    List<Delivery.Attempt> attempts(String delivery) {
        return jdbc.sql("select number, at, status, answer from orchestrator.delivery_attempt where delivery = ?"
                + " order by number").params(delivery).query((row, n) -> new Delivery.Attempt(row.getInt(1),
                        row.getObject(2, OffsetDateTime.class).toInstant(), row.getObject(3, Integer.class),
                        row.getString(4))).list();
    }

    private static Delivery row(ResultSet row, int number) throws SQLException {
        return new Delivery(row.getString("id"), new ProjectId(row.getString("project")), row.getString("event"),
                row.getString("target"), row.getString("body"), row.getString("state"), row.getInt("attempts"),
                row.getObject("due_at", OffsetDateTime.class).toInstant(), row.getObject("made_at",
                        OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
