package io.attune.orchestrator.stage;

import java.util.List;

import io.attune.kernel.RunId;
import io.attune.orchestrator.run.Run;
import io.attune.provider.MetricPoint;
import io.attune.provider.TrainingCheckpoint;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/** The metrics and checkpoints of trainings. Adding what is there already changes nothing. */
@Repository
public class TrainingStore {
    private final JdbcTemplate jdbc;

    TrainingStore(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void addMetrics(Run run, List<MetricPoint> points) {
        jdbc.batchUpdate(
                "insert into orchestrator.metric_point (run, project, step, name, value) values (?, ?, ?, ?, ?)"
                        + " on conflict do nothing", points.stream().map(p -> new Object[]{run.id().value(),
                                run.project().value(), p.step(), p.name(), p.value()}).toList());
    }

    void addCheckpoints(Run run, List<TrainingCheckpoint> checkpoints) {
        jdbc.batchUpdate("insert into orchestrator.training_checkpoint (run, project, id, step, model)"
                + " values (?, ?, ?, ?, ?) on conflict do nothing", checkpoints.stream().map(c -> new Object[]{
                        run.id().value(), run.project().value(), c.id(), c.step(), c.model().value()}).toList());
    }

    /** Metrics after a step, in order of steps. */
    public List<MetricPoint> metrics(RunId run, int afterStep) {
        return jdbc.query("select step, name, value from orchestrator.metric_point where run = ? and step > ?"
                + " order by step, name", (rs, i) -> new MetricPoint(rs.getInt(1), rs.getString(2), rs.getDouble(3)),
                run.value(), afterStep);
    }

    /** A stored checkpoint. */
    public record StoredCheckpoint(String id, int step, String model) {}

    public List<StoredCheckpoint> checkpoints(RunId run) {
        return jdbc.query("select id, step, model from orchestrator.training_checkpoint where run = ? order by step",
                (rs, i) -> new StoredCheckpoint(rs.getString(1), rs.getInt(2), rs.getString(3)), run.value());
    }
}
