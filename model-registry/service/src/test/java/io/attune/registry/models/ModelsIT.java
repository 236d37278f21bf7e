package io.attune.registry.models;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.Model;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.NewModelVersion;
import io.attune.registry.ProviderModel;
import io.attune.registry.RegistryTest;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static io.attune.registry.Samples.metric;
import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.newRun;
import static io.attune.registry.Samples.register;
import static io.attune.registry.Samples.tuned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class ModelsIT {
    @Autowired
    Models models;
    @Autowired
    Lineage lineage;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    TransactionTemplate transaction;

    private final ProjectId project = newProject();
    private final RunId run = newRun();

    @Test
    void a_run_leads_to_one_version_however_often_it_is_registered() {
        ModelVersion first = models.register(tuned(project, "m", run));
        assertThat(models.register(tuned(project, "m", run))).isEqualTo(first);
        assertThat(models.findByRun(project, run)).contains(first);
        assertThat(first.ref()).isEqualTo(new VersionRef("m", 1));
    }

    @Test
    void what_was_registered_is_found_as_it_was() {
        models.register(tuned(project, "m", run));
        assertThat(models.find(project, new VersionRef("m", 1)).orElseThrow().content()).isEqualTo(
                tuned(project, "m", run));
        assertThat(models.find(newProject(), new VersionRef("m", 1))).isEmpty();
    }

    @Test
    void a_run_cannot_lead_to_two_models() {
        models.register(tuned(project, "m", run));
        assertThatThrownBy(() -> models.register(tuned(project, "other", run))).isInstanceOf(
                PlatformException.class).hasMessageContaining("led to m@1");
    }

    @Test
    void a_base_model_is_registered_without_a_run_once() {
        NewModelVersion base = NewModelVersion.base(project, "m", new ProviderModel("sandbox", "attune-mini", false),
                List.of(metric("base+retrieval", 1.0)));
        ModelVersion first = models.register(base);
        assertThat(models.register(base)).isEqualTo(first);
        assertThat(first.content()).isEqualTo(base);
    }

    @Test
    void a_base_model_evaluated_again_keeps_its_number_and_gains_the_measures() {
        ProviderModel served = new ProviderModel("sandbox", "attune-mini", false);
        models.register(NewModelVersion.base(project, "m", served, List.of(metric("base", 0.5))));
        ModelVersion again = models.register(
                NewModelVersion.base(project, "m", served, List.of(metric("base+retrieval", 1.0))));
        assertThat(again.ref().number()).isEqualTo(1);
        assertThat(again.content().metrics()).containsExactly(metric("base", 0.5), metric("base+retrieval", 1.0));
    }

    @Test
    void runs_registered_at_once_get_the_numbers_from_one_without_gaps() throws Exception {
        List<Callable<Integer>> registrations = IntStream.range(0, 12).mapToObj(
                i -> (Callable<Integer>) () -> models.register(tuned(project, "m", newRun())).ref().number()).toList();
        try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
            List<Integer> numbers = threads.invokeAll(registrations).stream().map(Future::resultNow).toList();
            assertThat(numbers).containsExactlyInAnyOrderElementsOf(
                    IntStream.rangeClosed(1, 12).boxed().toList());
        }
    }

    @Test
    void a_registration_that_dies_leaves_nothing() {
        transaction.executeWithoutResult(status -> {
            models.register(tuned(project, "m", run));
            status.setRollbackOnly();
        });
        assertThat(models.find(project, "m")).isEmpty();
        assertThat(models.register(tuned(project, "m", run)).ref().number()).isEqualTo(1);
    }

    @Test
    void the_words_about_a_version_may_change_and_its_identity_may_not() {
        register(models, project, "m", 1);
        VersionRef ref = new VersionRef("m", 1);
        assertThat(models.describe(project, ref, "better", Map.of("a", "b")).content().description()).isEqualTo(
                "better");
        assertThat(models.find(project, ref).orElseThrow().content().tags()).containsEntry("a", "b");
        assertThatThrownBy(() -> jdbc.sql("update registry.model_version set run = 'run_x' where project = ?").param(
                project.value()).update()).hasMessageContaining("identity");
        assertThatThrownBy(() -> jdbc.sql("delete from registry.model_version where project = ?").param(
                project.value()).update()).hasMessageContaining("identity");
    }

    @Test
    void later_measures_are_added_and_the_first_of_each_stands() {
        register(models, project, "m", 1);
        VersionRef ref = new VersionRef("m", 1);
        models.addMetrics(project, ref, List.of(metric("tuned", 0.1), metric("base", 0.5)));
        models.addMetrics(project, ref, List.of(metric("base", 0.6)));
        assertThat(models.find(project, ref).orElseThrow().content().metrics()).containsExactly(metric("base", 0.5),
                metric("tuned", 0.9));
    }

    @Test
    void models_are_listed_by_name_page_by_page() {
        register(models, project, "b", 2);
        register(models, project, "a", 1);
        register(models, project, "c", 1);
        assertThat(models.list(project, null, 2)).extracting(Model::name, Model::versions).containsExactly(
                org.assertj.core.groups.Tuple.tuple("a", 1), org.assertj.core.groups.Tuple.tuple("b", 2));
        assertThat(models.list(project, "b", 2)).extracting(Model::name).containsExactly("c");
    }

    @Test
    void dataset_run_and_version_are_linked() {
        models.register(tuned(project, "m", run));
        assertThat(lineage.upstream(project, LineageNode.parse("version:m@1")).nodes()).containsExactly(
                LineageNode.parse("version:m@1"), LineageNode.run(run), LineageNode.parse("dataset:m@1"));
    }
}
