package io.attune.dataset.origin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What people sent, by name. A name stands for what was sent last under it. Thread-safe. */
@Component
class Uploads {
    static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]{0,127}";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    Uploads(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** A name and the content it stands for. */
    record Upload(String name, Digest digest, long bytes, String author, Instant uploadedAt) {}

    Upload put(ProjectId project, String name, FileObjects.Kept kept, String author) {
        jdbc.sql("""
                insert into dataset.upload (project, name, digest, bytes, author, uploaded_at)
                values (?, ?, ?, ?, ?, ?)
                on conflict (project, name) do update set digest = excluded.digest, bytes = excluded.bytes,
                       author = excluded.author, uploaded_at = excluded.uploaded_at
                where dataset.upload.digest <> excluded.digest""").params(project.value(), name, kept.digest().hex(),
                kept.bytes(), author, clock.instant().atOffset(ZoneOffset.UTC)).update();
        return find(project, name).orElseThrow();
    }

    Optional<Upload> find(ProjectId project, String name) {
        return jdbc.sql("select name, digest, bytes, author, uploaded_at from dataset.upload"
                + " where project = ? and name = ?").params(project.value(), name).query(Uploads::row).optional();
    }

    /** By name. */
    List<Upload> list(ProjectId project) {
        return jdbc.sql("select name, digest, bytes, author, uploaded_at from dataset.upload where project = ?"
                + " order by name").param(project.value()).query(Uploads::row).list();
    }

    private static Upload row(ResultSet row, int number) throws SQLException {
        return new Upload(row.getString("name"), new Digest(row.getString("digest")), row.getLong("bytes"),
                row.getString("author"), row.getObject("uploaded_at", OffsetDateTime.class).toInstant());
    }
}
