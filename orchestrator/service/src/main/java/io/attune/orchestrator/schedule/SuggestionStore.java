package io.attune.orchestrator.schedule;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;

import io.attune.kernel.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What events proposed. An occasion is there at most once, by the table's key. */
@Repository
class SuggestionStore {
    private final JdbcClient jdbc;

    SuggestionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns whether it is new. */
    boolean add(ProjectId project, String recipe, String event, EventTrigger.Occasion occasion, Instant now) {
        return jdbc.sql("insert into orchestrator.suggestion (project, recipe, event, occasion, words, made_at)"
                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing").params(project.value(), recipe, event,
                        occasion.key(), occasion.words(), FiringStore.utc(now)).update() == 1;
    }

    /** Newest first. */
    List<Suggestion> list(ProjectId project, String recipe, int limit) {
        return jdbc.sql("select recipe, event, words, made_at from orchestrator.suggestion where project = ?"
                + " and recipe = ? order by made_at desc, event limit ?").params(project.value(), recipe, limit).query(
                        (row, n) -> new Suggestion(row.getString(1), row.getString(2), row.getString(3),
                                row.getObject(4, OffsetDateTime.class).toInstant())).list();
    }
}
