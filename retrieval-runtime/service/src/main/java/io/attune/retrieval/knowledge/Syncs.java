package io.attune.retrieval.knowledge;

import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import io.attune.index.Scope;
import io.attune.kernel.PlatformException;
import io.attune.kernel.UuidV7;
import io.attune.retrieval.Feed;
import io.attune.retrieval.SyncResult;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Syncs that callers start over HTTP and look at while they go on. One at a time runs; the others wait their turn. */
@Component
public class Syncs implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Syncs.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Knowledge knowledge;
    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final UuidV7 ids;
    private final ExecutorService worker = Executors.newSingleThreadExecutor(Thread.ofPlatform().name(
            "sync").daemon().factory());

    Syncs(Knowledge knowledge, JdbcClient jdbc, InstantSource clock, UuidV7 ids) {
        this.knowledge = knowledge;
        this.jdbc = jdbc;
        this.clock = clock;
        this.ids = ids;
    }

    /**
     * A sync as it stands.
     *
     * @param result null until it is done
     * @param problem why it failed, or null
     */
    public record Status(String id, String state, long done, long total, @Nullable SyncResult result,
            @Nullable String problem) {
    }

    /** Starts a sync and returns at once. */
    public Status start(Scope scope, Feed feed) {
        String id = "syn_" + ids.next().toString().replace("-", "");
        knowledge.ensure(scope.project(), scope.knowledgeBase());
        jdbc.sql("""
                insert into retrieval.sync (project, knowledge_base, id, feed, state, started_at)
                values (?, ?, ?, ?::jsonb, 'RUNNING', ?)""").params(List.of(scope.project().value(),
                scope.knowledgeBase(), id, JSON.writeValueAsString(feed), now())).update();
        worker.execute(() -> run(scope, id, feed));
        return find(scope, id).orElseThrow();
    }

    /** The newest sync; empty when there was none. */
    public Optional<Status> newest(Scope scope) {
        return query(scope, "order by id desc limit 1", "");
    }

    private Optional<Status> find(Scope scope, String id) {
        return query(scope, "and id = :id", id);
    }

    private Optional<Status> query(Scope scope, String which, String id) {
        var query = jdbc.sql("select * from retrieval.sync where project = :project and knowledge_base = :kb "
                + which).param("project", scope.project().value()).param("kb", scope.knowledgeBase());
        return (id.isEmpty() ? query : query.param("id", id)).query((row, n) -> {
            String result = row.getString("result");
            return new Status(row.getString("id"), row.getString("state").toLowerCase(Locale.ROOT),
                    row.getLong("done"), row.getLong("total"),
                    result == null ? null : JSON.readValue(result, SyncResult.class), row.getString("problem"));
        }).optional();
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }

    private void run(Scope scope, String id, Feed feed) {
        try {
            SyncResult result = knowledge.sync(scope.project(), scope.knowledgeBase(), feed,
                    (done, total) -> jdbc.sql("update retrieval.sync set done = ?, total = ? where id = ?").params(done,
                            total, id).update());
            finish(id, "DONE", JSON.writeValueAsString(result), "");
        } catch (RuntimeException e) {
            log.warn("Sync {} of {} failed: {}", id, scope, e.getMessage());
            String message = e instanceof PlatformException known
                    ? known.message() + " " + known.nextStep()
                    : "The platform failed on this sync.";
            finish(id, "FAILED", "", message.strip());
        }
    }

    private void finish(String id, String state, String result, String problem) {
        jdbc.sql("""
                update retrieval.sync set state = ?, result = nullif(?, '')::jsonb, problem = nullif(?, ''),
                  finished_at = ? where id = ?""").params(state, result, problem, now(), id).update();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
