package io.attune.orchestrator.evaluation;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which dataset versions the questions of evaluations are from. */
@Repository
class SourceStore {
    /** What of a version's questions no other version still has. */
    private static final String ONLY_THERE = """
            select distinct r.digest from orchestrator.evaluation_source s join orchestrator.evaluation_result r
                on r.evaluation = s.evaluation and r.suite = s.suite
            where s.project = :project and s.dataset = :dataset and s.version = :version and s.forgotten_at is null
                and not exists (select 1 from orchestrator.evaluation_result other left join orchestrator.evaluation_source kept
                    on kept.evaluation = other.evaluation and kept.suite = other.suite
                    where other.project = r.project and other.digest = r.digest and kept.forgotten_at is null
                    and (kept.dataset, kept.version) <> (s.dataset, s.version))""";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    SourceStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One version of a dataset. */
    record Source(ProjectId project, String dataset, int version) {}

    /** Takes note of where a suite's questions are from; the first note stands. */
    void add(EvaluationId evaluation, String suite, DatasetVersionRef from) {
        jdbc.sql(
                "insert into orchestrator.evaluation_source (project, evaluation, suite, dataset, version) values (?, ?, ?,"
                        + " ?, ?) on conflict do nothing").params(from.project().value(), evaluation.value(), suite,
                                from.name(),
                                from.number()).update();
    }

    /** Those whose questions are still kept. */
    List<Source> kept() {
        return jdbc.sql(
                "select distinct project, dataset, version from orchestrator.evaluation_source where forgotten_at is"
                        + " null order by 1, 2, 3").query((rs, i) -> new Source(new ProjectId(rs.getString(1)),
                                rs.getString(2),
                                rs.getInt(3))).list();
    }

    /**
     * Destroys the questions of a version and what arms and judges said to them. That they were asked, how it went, what it measured and what it
     * cost stays; and nobody finds an output any more who asks the same again.
     */
    @Transactional
    public void forget(Source source) {
        for (String change : List.of(
                "update orchestrator.judge_verdict set question = '', first_answer = '', second_answer = '', prompt = '[]',"
                        + " words = '[]', reason = '' where project = :project and pair in (select unnest(array[b.shown_first,"
                        + " b.shown_second]) from orchestrator.judge_bout b join orchestrator.evaluation_result r on r.evaluation ="
                        + " b.evaluation and r.suite = b.suite and r.item = b.item and r.arm = b.arm where r.project = :project"
                        + " and r.digest in (" + ONLY_THERE + "))",
                "update orchestrator.evaluation_output set id = id || '-forgotten', item = item || '-forgotten', prompt = '[]',"
                        + " answer = '', served = '{}', detail = '' where project = :project and item in (" + ONLY_THERE
                        + ")",
                "update orchestrator.evaluation_item set content = content || jsonb_build_object('before', '[]'::jsonb,"
                        + " 'question', '', 'reference', '', 'tools', '[]'::jsonb, 'attributes', '{}'::jsonb)"
                        + " where project = :project and digest in (" + ONLY_THERE + ")",
                "update orchestrator.evaluation_result set attributes = attributes - array['value', 'tolerance', 'pattern',"
                        + " 'schema', 'tool'] where project = :project and digest in (" + ONLY_THERE + ")",
                "update orchestrator.evaluation_source set forgotten_at = :now where project = :project and dataset = :dataset"
                        + " and version = :version and forgotten_at is null")) {
            JdbcClient.StatementSpec statement = jdbc.sql(change).param("project", source.project().value()).param(
                    "dataset", source.dataset()).param("version", source.version());
            (change.contains(":now")
                    ? statement.param("now", clock.instant().atOffset(ZoneOffset.UTC))
                    : statement).update();
        }
    }
}
