package io.attune.dataset.job;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.dataset.CurationStatus.StepProgress;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.origin.SourceFile;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.plan.CurationPlan;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of curations. Each method is one statement. */
@Component
class CurationStore {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    CurationStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** How a row stands; the digest is set before the version is recorded. */
    record Row(String dataset, String state, int attempt, @Nullable String digest, boolean unchanged, int number,
            @Nullable String problems) {}

    /** Adds a curation unless there is one with its key. */
    void add(CurationRequest request) {
        jdbc.sql("""
                insert into dataset.curation (project, key, dataset, request, state, not_before, created_at, updated_at)
                values (:project, :key, :dataset, :request::jsonb, 'RUNNING', :now, :now, :now)
                on conflict (project, key) do nothing""").param("project", request.project().value()).param("key",
                request.key()).param("dataset", request.dataset()).param("request", RequestJson.write(request)).param(
                        "now", now()).update();
    }

    Optional<Row> find(CurationKey key) {
        return jdbc.sql("""
                select dataset, state, attempt, version_digest, unchanged, version_number, problems::text as problems
                from dataset.curation where project = :project and key = :key""").param("project",
                key.project().value()).param("key", key.key()).query(CurationStore::row).optional();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(row.getString("dataset"), row.getString("state"), row.getInt("attempt"),
                row.getString("version_digest"), row.getBoolean("unchanged"), row.getInt("version_number"),
                row.getString("problems"));
    }

    CurationRequest request(CurationKey key) {
        return jdbc.sql("""
                select dataset, request::text as request from dataset.curation
                where project = :project and key = :key""").param("project", key.project().value()).param("key",
                key.key()).query((row, number) -> RequestJson.read(key, row.getString("dataset"),
                        row.getString("request"))).optional().orElseThrow(() -> new PlatformException(
                                ErrorCode.NOT_FOUND, "There is no curation " + key, "Ask for it again."));
    }

    /** The curations that are unfinished, or whose working objects are still there, and whose time has come, oldest first. */
    List<CurationKey> due(int limit) {
        return jdbc.sql("""
                select project, key from dataset.curation
                where (state = 'RUNNING' or not cleared) and not_before <= :now
                order by created_at limit :limit""").param("now", now()).param("limit", limit).query(
                (row, number) -> new CurationKey(new ProjectId(row.getString("project")),
                        row.getString("key"))).list();
    }

    CurationStatus status(CurationKey key, Row row) {
        return switch (row.state()) {
            case "RUNNING" -> new CurationStatus.Running(progress(key));
            case "FINISHED" -> new CurationStatus.Finished(new DatasetVersionRef(key.project(), row.dataset(),
                    row.number(), new Digest(String.valueOf(row.digest()))), row.unchanged());
            default -> new CurationStatus.Failed(RequestJson.readProblems(String.valueOf(row.problems())));
        };
    }

    private List<StepProgress> progress(CurationKey key) {
        return jdbc.sql("""
                select step, sum(done) as done, sum(total) as total from dataset.curation_part
                where project = :project and key = :key group by step order by step""").param("project",
                key.project().value()).param("key", key.key()).query((row, number) -> new StepProgress(
                        row.getString("step"), row.getLong("done"), row.getLong("total"))).list();
    }

    /** Notes which files are read, for whoever looks for data in them. */
    void reads(CurationKey key, CurationPlan plan, List<SourceFile> files) {
        for (int i = 0; i < files.size(); i++) {
            SourceFile file = files.get(i);
            jdbc.sql("""
                    insert into dataset.curation_file (project, key, number, source, name, object)
                    values (?, ?, ?, ?, ?, ?) on conflict (project, key, number) do nothing""").params(
                    key.project().value(), key.key(), i, plan.sources().get(file.source()).name(), file.name(),
                    file.object()).update();
        }
    }

    /** Notes how far a part is. */
    void progress(CurationKey key, String step, int part, long done, long total) {
        jdbc.sql(
                """
                insert into dataset.curation_part (project, key, step, part, done, total)
                values (:project, :key, :step, :part, :done, :total)
                on conflict (project, key, step, part) do update set done = excluded.done, total = excluded.total""").param(
                        "project", key.project().value()).param("key", key.key()).param("step", step).param("part",
                                part).param("done", done).param("total", total).update();
    }

    /** Fixes what the version is, and whether it is new, before anything is recorded; later calls change nothing. */
    void fixVersion(CurationKey key, Digest digest, boolean unchanged) {
        jdbc.sql("""
                update dataset.curation set version_digest = :digest, unchanged = :unchanged, updated_at = :now
                where project = :project and key = :key and version_digest is null""").param("digest",
                digest.hex()).param("unchanged", unchanged).param("now", now()).param("project",
                        key.project().value()).param("key", key.key()).update();
    }

    void finish(CurationKey key, int number) {
        jdbc.sql("""
                update dataset.curation set state = 'FINISHED', version_number = :number, updated_at = :now
                where project = :project and key = :key and state = 'RUNNING'""").param("number", number).param("now",
                now()).param("project", key.project().value()).param("key", key.key()).update();
    }

    void fail(CurationKey key, List<Problem> problems) {
        jdbc.sql("""
                update dataset.curation set state = 'FAILED', problems = :problems::jsonb, updated_at = :now
                where project = :project and key = :key and state = 'RUNNING'""").param("problems",
                RequestJson.write(problems)).param("now", now()).param("project", key.project().value()).param("key",
                        key.key()).update();
    }

    /** Notes that the working objects of a curation that has ended are gone. */
    void cleared(CurationKey key) {
        jdbc.sql("""
                update dataset.curation set cleared = true, updated_at = :now
                where project = :project and key = :key and state <> 'RUNNING'""").param("now", now()).param("project",
                key.project().value()).param("key", key.key()).update();
    }

    /** Notes an attempt that something outside ended; the next comes after a pause. */
    void trouble(CurationKey key, String message, Duration pause) {
        jdbc.sql("""
                update dataset.curation set attempt = attempt + 1, trouble = :message, not_before = :notBefore,
                       updated_at = :now
                where project = :project and key = :key and state = 'RUNNING'""").param("message", message).param(
                "notBefore", at(clock.instant().plus(pause))).param("now", now()).param("project",
                        key.project().value()).param("key", key.key()).update();
    }

    private OffsetDateTime now() {
        return at(clock.instant());
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
