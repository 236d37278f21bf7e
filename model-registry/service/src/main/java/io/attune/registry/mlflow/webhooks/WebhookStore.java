package io.attune.registry.mlflow.webhooks;

import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.kernel.UuidV7;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.Pages;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Webhooks, and what is still to be told them. */
@Component
@Transactional
class WebhookStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final UuidV7 ids;
    private final InstantSource clock;

    WebhookStore(JdbcClient jdbc, Sealing sealing, UuidV7 ids, InstantSource clock) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * What is to be delivered.
     *
     * @param secret that it is signed with, or null
     * @param attempts begun, this one too
     */
    record Due(String id, String webhook, URI url, @Nullable String secret, String body, int attempts) {
    }

    public Webhook create(ProjectId project, Webhook wanted, @Nullable String secret) {
        String id = ids.next().toString().replace("-", "");
        return jdbc.sql("""
                insert into registry.webhook (project, id, name, url, description, events, secret, active, created_at,
                    updated_at) values (:project, :id, :name, :url, :description, :events::jsonb, :secret, :active, :now, :now)
                returning *
                """).param("project", project.value()).param("id", id).param("name", wanted.name()).param("url",
                wanted.url().toString()).param("description", wanted.description()).param("events", events(
                        wanted)).param("secret", seal(secret), java.sql.Types.BINARY).param("active",
                                wanted.active()).param("now", clock.millis()).query(WebhookStore::webhook).single();
    }

    /** @param secret a new one, or null to keep what stands */
    public Webhook update(ProjectId project, Webhook wanted, @Nullable String secret) {
        return jdbc.sql("""
                update registry.webhook set name = :name, url = :url, description = :description, events = :events::jsonb,
                    secret = coalesce(:secret, secret), active = :active, updated_at = :now
                where project = :project and id = :id returning *
                """).param("project", project.value()).param("id", wanted.id()).param("name", wanted.name()).param(
                "url", wanted.url().toString()).param("description", wanted.description()).param("events", events(
                        wanted)).param("secret", seal(secret), java.sql.Types.BINARY).param("active",
                                wanted.active()).param("now", clock.millis()).query(WebhookStore::webhook).single();
    }

    private byte @Nullable [] seal(@Nullable String secret) {
        return secret == null ? null : sealing.seal(secret);
    }

    private static String events(Webhook webhook) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        webhook.events().forEach(event -> all.add(event.json()));
        return all.toString();
    }

    /** @throws io.attune.registry.mlflow.wire.MlflowException when there is none */
    @Transactional(readOnly = true)
    public Webhook get(ProjectId project, String id) {
        return jdbc.sql("select * from registry.webhook where project = ? and id = ?").params(project.value(),
                id).query(WebhookStore::webhook).optional().orElseThrow(
                        () -> MlflowError.RESOURCE_DOES_NOT_EXIST.because("Webhook with ID " + id + " not found."));
    }

    @Transactional(readOnly = true)
    public List<Webhook> list(ProjectId project, Pages pages) {
        return jdbc.sql(
                "select * from registry.webhook where project = ? order by created_at, id limit ? offset ?").params(
                        project.value(), pages.lookUp(), pages.offset()).query(WebhookStore::webhook).list();
    }

    @Transactional(readOnly = true)
    public Optional<String> secret(ProjectId project, String id) {
        return jdbc.sql("select secret from registry.webhook where project = ? and id = ?").params(project.value(),
                id).query((row, n) -> Optional.ofNullable(row.getBytes(1))).single().map(sealing::open);
    }

    public void delete(ProjectId project, String id) {
        get(project, id);
        jdbc.sql("delete from registry.webhook where project = ? and id = ?").params(project.value(), id).update();
    }

    /** Joins the caller's transaction: what is not committed is not told. */
    public void enqueue(ProjectId project, Event event, String body) {
        jdbc.sql("select id from registry.webhook where project = ? and active and events @> ?::jsonb").params(
                project.value(), "[" + event.json() + "]").query(String.class).list().forEach(webhook -> jdbc.sql("""
                        insert into registry.webhook_delivery (id, project, webhook, body, due_at) values (?, ?, ?, ?, ?)
                        """).params(ids.next().toString(), project.value(), webhook, body, clock.instant().atOffset(
                        ZoneOffset.UTC)).update());
    }

    /** Takes one that is due; unless it is settled, it is due again after a while. */
    public Optional<Due> claim(Duration again) {
        Instant now = clock.instant();
        return jdbc.sql("""
                with due as (select d.id from registry.webhook_delivery d where d.due_at <= :now
                    order by d.due_at, d.id limit 1 for update skip locked)
                update registry.webhook_delivery d set attempts = d.attempts + 1, due_at = :again
                from due, registry.webhook w where d.id = due.id and w.project = d.project and w.id = d.webhook
                returning d.id, d.webhook, w.url, w.secret, d.body, d.attempts
                """).param("now", now.atOffset(ZoneOffset.UTC)).param("again", now.plus(again).atOffset(
                ZoneOffset.UTC)).query((row, n) -> {
                    byte[] secret = row.getBytes("secret");
                    return new Due(row.getString("id"), row.getString("webhook"), URI.create(row.getString("url")),
                            secret == null ? null : sealing.open(secret), row.getString("body"),
                            row.getInt("attempts"));
                }).optional();
    }

    public void settled(Due due) {
        jdbc.sql("delete from registry.webhook_delivery where id = ?").param(due.id()).update();
    }

    public void later(Due due, Duration pause) {
        jdbc.sql("update registry.webhook_delivery set due_at = ? where id = ?").params(clock.instant().plus(
                pause).atOffset(ZoneOffset.UTC), due.id()).update();
    }

    private static Webhook webhook(ResultSet row, int number) throws SQLException {
        return new Webhook(row.getString("id"), row.getString("name"), URI.create(row.getString("url")), row.getString(
                "description"), JSON.readTree(row.getString("events")).valueStream().map(Event::of).toList(),
                row.getBoolean("active"), row.getLong("created_at"), row.getLong("updated_at"));
    }
}
