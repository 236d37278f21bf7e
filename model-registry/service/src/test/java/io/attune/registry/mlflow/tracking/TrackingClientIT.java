package io.attune.registry.mlflow.tracking;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import io.attune.registry.mlflow.MlflowServer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mlflow.api.proto.Service.CreateExperiment;
import org.mlflow.api.proto.Service.CreateRun;
import org.mlflow.api.proto.Service.Experiment;
import org.mlflow.api.proto.Service.ExperimentTag;
import org.mlflow.api.proto.Service.Metric;
import org.mlflow.api.proto.Service.Param;
import org.mlflow.api.proto.Service.Run;
import org.mlflow.api.proto.Service.RunInfo;
import org.mlflow.api.proto.Service.RunStatus;
import org.mlflow.api.proto.Service.RunTag;
import org.mlflow.api.proto.Service.ViewType;
import org.mlflow.tracking.ActiveRun;
import org.mlflow.tracking.MlflowClient;
import org.mlflow.tracking.MlflowContext;
import org.mlflow.tracking.RunsPage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** MLflow's own Java client against the server: every method of tracking that it has. */
class TrackingClientIT extends MlflowServer {
    private final String name = "experiment " + UUID.randomUUID();
    private MlflowClient client;
    private String experiment;

    @BeforeEach
    void anExperiment() {
        client = client();
        experiment = client.createExperiment(name);
    }

    @Test
    void an_experiment_is_found_by_id_and_by_name() {
        Experiment found = client.getExperiment(experiment);

        assertThat(found.getName()).isEqualTo(name);
        assertThat(found.getLifecycleStage()).isEqualTo("active");
        assertThat(found.getArtifactLocation()).isEqualTo("mlflow-artifacts:/" + experiment);
        assertThat(client.getExperimentByName(name)).map(Experiment::getExperimentId).contains(experiment);
        assertThat(client.getExperimentByName("no " + name)).isEmpty();
    }

    @Test
    void there_is_a_default_experiment_of_the_id_0() {
        assertThat(client.getExperiment("0").getName()).isEqualTo("Default");
        assertThat(client.getRun(client.createRun().getRunId()).getInfo().getExperimentId()).isEqualTo("0");
    }

    @Test
    void an_experiment_has_its_own_place_and_tags() {
        String id = client.createExperiment(CreateExperiment.newBuilder().setName(name + " 2").setArtifactLocation(
                "s3://bucket/place").addTags(ExperimentTag.newBuilder().setKey("team").setValue("search")).build());
        client.setExperimentTag(id, "stage", "draft");

        Experiment found = client.getExperiment(id);
        assertThat(found.getArtifactLocation()).isEqualTo("s3://bucket/place");
        assertThat(found.getTagsList()).extracting(ExperimentTag::getKey,
                ExperimentTag::getValue).containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("team", "search"), org.assertj.core.groups.Tuple.tuple(
                                "stage",
                                "draft"));
        assertThat(client.getRun(client.createRun(id).getRunId()).getInfo().getArtifactUri()).startsWith(
                "s3://bucket/place/").endsWith("/artifacts");
    }

    @Test
    void an_experiment_is_renamed_deleted_and_restored_and_its_runs_with_it() {
        String run = client.createRun(experiment).getRunId();
        client.renameExperiment(experiment, name + " renamed");
        client.deleteExperiment(experiment);

        assertThat(client.getExperiment(experiment).getLifecycleStage()).isEqualTo("deleted");
        assertThat(client.getRun(run).getInfo().getLifecycleStage()).isEqualTo("deleted");
        client.restoreExperiment(experiment);
        assertThat(client.getExperiment(experiment).getName()).isEqualTo(name + " renamed");
        assertThat(client.getRun(run).getInfo().getLifecycleStage()).isEqualTo("active");
    }

    @Test
    void experiments_are_searched_by_name_and_tag_page_by_page() {
        IntStream.range(0, 3).forEach(i -> client.createExperiment(name + " " + i));

        var page = client.searchExperiments("name LIKE '" + name + "%'", ViewType.ACTIVE_ONLY, 2, List.of("name DESC"));

        assertThat(page.getItems()).extracting(Experiment::getName).containsExactly(name + " 2", name + " 1");
        assertThat(page.getNextPage().getItems()).extracting(Experiment::getName).containsExactly(name
                + " 0", name);
        assertThat(client.searchExperiments().getItems()).isNotEmpty();
        assertThat(client.searchExperiments("tags.nothing = 'x'").getItems()).isEmpty();
    }

    @Test
    void a_run_keeps_what_it_logs() {
        RunInfo info = client.createRun(experiment);
        String run = info.getRunId();
        client.logParam(run, "epochs", "3");
        client.logMetric(run, "loss", 0.5);
        client.logMetric(run, "loss", 0.25, 1_700_000_000_000L, 2);
        client.logMetric(run, "strange", Double.NaN, 1_700_000_000_000L, 0);
        client.setTag(run, "team", "search");
        client.setTag(run, "gone", "soon");
        client.deleteTag(run, "gone");
        client.setTerminated(run, RunStatus.FINISHED, 1_700_000_000_500L);

        Run found = client.getRun(run);
        assertThat(info.getStatus()).isEqualTo(RunStatus.RUNNING);
        assertThat(found.getInfo().getStatus()).isEqualTo(RunStatus.FINISHED);
        assertThat(found.getInfo().getEndTime()).isEqualTo(1_700_000_000_500L);
        assertThat(found.getData().getParamsList()).containsExactly(Param.newBuilder().setKey("epochs").setValue(
                "3").build());
        assertThat(found.getData().getMetricsList()).extracting(Metric::getKey, Metric::getValue,
                Metric::getStep).containsExactly(org.assertj.core.groups.Tuple.tuple("loss", 0.25, 2L),
                        org.assertj.core.groups.Tuple.tuple("strange", Double.NaN, 0L));
        assertThat(found.getData().getTagsList()).contains(RunTag.newBuilder().setKey("team").setValue(
                "search").build()).noneMatch(tag -> tag.getKey().equals("gone"));
        assertThat(client.getMetricHistory(run, "loss")).extracting(Metric::getValue).containsExactlyInAnyOrder(0.5,
                0.25);
    }

    @Test
    void a_run_has_the_name_user_time_and_tags_it_was_made_with() {
        RunInfo run = client.createRun(CreateRun.newBuilder().setExperimentId(experiment).setUserId("ann").setStartTime(
                42).setRunName("first try").addTags(RunTag.newBuilder().setKey("k").setValue("v")).build());

        assertThat(run.getRunName()).isEqualTo("first try");
        assertThat(run.getUserId()).isEqualTo("ann");
        assertThat(run.getStartTime()).isEqualTo(42);
        assertThat(client.getRun(run.getRunId()).getData().getTagsList()).extracting(RunTag::getKey).contains("k",
                "mlflow.runName");
    }

    @Test
    void a_batch_is_logged_whole() {
        String run = client.createRun(experiment).getRunId();
        client.logBatch(run, IntStream.range(0, 900).mapToObj(i -> Metric.newBuilder().setKey("loss").setValue(
                1.0 / (i + 1)).setTimestamp(i).setStep(i).build()).toList(), List.of(Param.newBuilder().setKey(
                        "p").setValue(
                                "1").build()), List.of(RunTag.newBuilder().setKey("t").setValue("2").build()));

        assertThat(client.getMetricHistory(run, "loss")).hasSize(900);
        assertThat(client.getRun(run).getData().getMetrics(0).getStep()).isEqualTo(899);
        assertThat(client.getRun(run).getData().getParamsCount()).isEqualTo(1);
    }

    @Test
    void runs_are_deleted_restored_and_ended() {
        String run = client.createRun(experiment).getRunId();
        client.setTerminated(run);
        client.deleteRun(run);
        assertThat(client.listRunInfos(experiment)).isEmpty();
        assertThat(client.searchRuns(List.of(experiment), "", ViewType.DELETED_ONLY)).hasSize(1);
        client.restoreRun(run);
        assertThat(client.listRunInfos(experiment)).extracting(RunInfo::getStatus).containsExactly(RunStatus.FINISHED);
        client.setTerminated(run, RunStatus.KILLED);
        assertThat(client.getRun(run).getInfo().getStatus()).isEqualTo(RunStatus.KILLED);
    }

    @Test
    void runs_are_searched_by_metric_parameter_tag_and_attribute_in_an_order() {
        for (int i = 0; i < 4; i++) {
            String run = client.createRun(CreateRun.newBuilder().setExperimentId(experiment).setRunName("r"
                    + i).setStartTime(
                            i).build()).getRunId();
            client.logMetric(run, "loss", i);
            client.logParam(run, "rate", "0." + i);
            client.setTag(run, "odd one", Boolean.toString(i % 2 == 1));
        }

        assertThat(names("metrics.loss >= 1 and metrics.loss < 3")).containsExactly("r2", "r1");
        assertThat(names("params.rate = '0.2'")).containsExactly("r2");
        assertThat(names("tags.`odd one` = 'true'")).containsExactly("r3", "r1");
        assertThat(names("attributes.run_name LIKE 'r%' and attributes.status = 'RUNNING'")).hasSize(4);
        assertThat(names("run_name IN ('r0', 'r3')")).containsExactly("r3", "r0");
        RunsPage page = client.searchRuns(List.of(experiment), "", ViewType.ACTIVE_ONLY, 3, List.of(
                "metrics.loss ASC"));
        assertThat(page.getItems()).extracting(run -> run.getInfo().getRunName()).containsExactly("r0", "r1", "r2");
        assertThat(client.searchRuns(List.of(experiment), "", ViewType.ACTIVE_ONLY, 3, List.of("metrics.loss ASC"),
                page.getNextPageToken().orElseThrow()).getItems()).extracting(
                        run -> run.getInfo().getRunName()).containsExactly(
                                "r3");
    }

    private List<String> names(String filter) {
        return client.searchRuns(List.of(experiment), filter).stream().map(RunInfo::getRunName).toList();
    }

    @Test
    void a_context_logs_into_the_experiment_of_its_name() {
        MlflowContext context = new MlflowContext(client);
        context.setExperimentName(name);
        ActiveRun run = context.startRun("outer");
        run.logMetrics(Map.of("a", 1.0, "b", 2.0));
        run.logParams(Map.of("p", "q"));
        ActiveRun inner = context.startRun("inner", run.getId());
        inner.endRun();
        run.endRun(RunStatus.FAILED);

        assertThat(client.getRun(run.getId()).getInfo().getStatus()).isEqualTo(RunStatus.FAILED);
        assertThat(client.getRun(inner.getId()).getData().getTagsList()).contains(RunTag.newBuilder().setKey(
                "mlflow.parentRunId").setValue(run.getId()).build());
    }

    @Test
    void a_refusal_reaches_the_clients_user() {
        String run = client.createRun(experiment).getRunId();
        client.logParam(run, "epochs", "3");

        assertThatThrownBy(() -> client.logParam(run, "epochs", "4")).hasMessageContaining("Changing param values");
        assertThatThrownBy(() -> client.getRun("nothing")).hasMessageContaining("Run with id=nothing not found");
        assertThatThrownBy(() -> client.createExperiment(name)).hasMessageContaining("already exists");
    }
}
