package io.attune.dataset.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.Digest;
import io.attune.pipeline.Split;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Judgements and reports as rows, which are only added. */
@Component
class AuditStore {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;

    AuditStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(DatasetVersionRef ref, Judged judged, String author, Instant at) {
        jdbc.sql("""
                insert into dataset.audit_judgement (project, dataset, version, example, source, split, personal_data,
                                                     wrong_label, detected, author, judged_at)
                values (:project, :dataset, :version, :example, :source, :split, :personal, :wrong, :detected, :author,
                        :at)""").param("project", ref.project().value()).param("dataset", ref.name()).param("version",
                ref.digest().hex()).param("example", judged.example().hex()).param("source",
                        judged.part().source()).param("split", judged.part().split().word()).param("personal",
                                judged.personalData()).param("wrong", judged.wrongLabel()).param("detected",
                                        judged.detected()).param("author", author).param("at", at.atOffset(
                                                ZoneOffset.UTC)).update();
    }

    /** The last word about each example, on each question by itself. */
    Collection<Judged> judgements(DatasetVersionRef ref) {
        return jdbc.sql("""
                select example, max(source) as source, max(split) as split, bool_or(detected) as detected,
                       (array_agg(personal_data order by id desc) filter (where personal_data is not null))[1]
                           as personal_data,
                       (array_agg(wrong_label order by id desc) filter (where wrong_label is not null))[1]
                           as wrong_label
                from dataset.audit_judgement
                where project = :project and dataset = :dataset and version = :version
                group by example order by example""").param("project", ref.project().value()).param("dataset",
                ref.name()).param("version", ref.digest().hex()).query(AuditStore::judged).list();
    }

    private static Judged judged(ResultSet row, int number) throws SQLException {
        return new Judged(new Digest(row.getString("example")), new Part(row.getString("source"), Split.ofWord(
                row.getString("split")).orElseThrow()), (Boolean) row.getObject("personal_data"),
                (Boolean) row.getObject("wrong_label"), row.getBoolean("detected"));
    }

    void add(DatasetVersionRef ref, AuditReport report) {
        jdbc.sql("""
                insert into dataset.audit_report (project, dataset, version, report, author, made_at)
                values (:project, :dataset, :version, :report::jsonb, :author, :at)""").param("project",
                ref.project().value()).param("dataset", ref.name()).param("version", ref.digest().hex()).param("report",
                        JSON.writeValueAsString(report)).param("author", report.by()).param("at", report.at().atOffset(
                                ZoneOffset.UTC)).update();
    }

    Optional<AuditReport> report(DatasetVersionRef ref) {
        return jdbc.sql("""
                select report::text as report from dataset.audit_report
                where project = :project and dataset = :dataset and version = :version
                order by id desc limit 1""").param("project", ref.project().value()).param("dataset",
                ref.name()).param("version", ref.digest().hex()).query((row, number) -> JSON.readValue(row.getString(
                        "report"), AuditReport.class)).optional();
    }
}
