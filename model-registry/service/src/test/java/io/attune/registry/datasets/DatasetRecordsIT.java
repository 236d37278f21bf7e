package io.attune.registry.datasets;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import io.attune.registry.DatasetRecords;
import io.attune.registry.DatasetRecords.Recorded;
import io.attune.registry.DatasetVersion;
import io.attune.registry.DatasetWithdrawal;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.NewDatasetVersion.Input;
import io.attune.registry.RegistryTest;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.attune.registry.Samples.newProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class DatasetRecordsIT {
    @Autowired
    DatasetRecords datasets;
    @Autowired
    Lineage lineage;
    @Autowired
    JdbcClient jdbc;

    private final ProjectId project = newProject();

    @Test
    void versions_are_numbered_from_one() {
        assertThat(datasets.record(content("a", "first")).version().ref()).hasToString("a@1");
        assertThat(datasets.record(content("a", "second")).version().ref()).hasToString("a@2");
        assertThat(datasets.record(content("b", "first")).version().ref()).hasToString("b@1");
    }

    @Test
    void the_same_content_keeps_its_number_and_its_first_record() {
        Recorded first = datasets.record(content("a", "first"));
        datasets.record(content("a", "second"));
        assertThat(datasets.record(content("a", "first"))).isEqualTo(new Recorded(first.version(), true));
    }

    @Test
    void what_was_recorded_is_found_as_it_was() {
        NewDatasetVersion content = content("a", "first");
        datasets.record(content);
        DatasetVersion expected = new DatasetVersion(1, content);
        assertThat(datasets.find(project, new VersionRef("a", 1))).contains(expected);
        assertThat(datasets.find(project, "a", content.digest())).contains(expected);
        assertThat(datasets.latest(project, "a")).contains(expected);
        assertThat(datasets.find(newProject(), new VersionRef("a", 1))).isEmpty();
    }

    @Test
    void lists_show_the_newest_version_of_each_dataset() {
        datasets.record(content("a", "first"));
        datasets.record(content("b", "first"));
        datasets.record(content("a", "second"));
        assertThat(datasets.list(project)).extracting(DatasetVersion::ref).containsExactly(new VersionRef("a", 2),
                new VersionRef("b", 1));
        assertThat(datasets.versions(project, "a")).extracting(DatasetVersion::number).containsExactly(2, 1);
    }

    @Test
    void its_sources_stand_in_the_lineage() {
        datasets.record(content("a", "first"));
        assertThat(lineage.upstream(project, LineageNode.parse("dataset:a@1")).nodes()).contains(
                LineageNode.source("voice", Digest.of("voice")));
    }

    @Test
    void a_record_cannot_be_changed() {
        datasets.record(content("a", "first"));
        assertThatThrownBy(() -> jdbc.sql("update registry.dataset_version set digest = 'x' where project = ?").param(
                project.value()).update()).hasMessageContaining("append-only");
    }

    @Test
    void a_withdrawn_version_keeps_its_record_and_names_its_successor() {
        datasets.record(content("a", "first"));
        datasets.record(content("a", "rest"));
        DatasetWithdrawal withdrawal = new DatasetWithdrawal(Instant.parse("2026-11-22T12:00:00Z"), "asked for", "dpo",
                new VersionRef("a", 2));
        DatasetVersion withdrawn = datasets.withdraw(project, new VersionRef("a", 1), withdrawal);
        assertThat(withdrawn).isEqualTo(new DatasetVersion(1, content("a", "first"), withdrawal));
        assertThat(datasets.find(project, new VersionRef("a", 1))).contains(withdrawn);
        assertThat(datasets.versions(project, "a")).extracting(DatasetVersion::withdrawal).containsExactly(null,
                withdrawal);
        assertThat(lineage.upstream(project, LineageNode.parse("dataset:a@2")).nodes()).contains(
                LineageNode.parse("dataset:a@1"));
        assertThat(datasets.withdraw(project, new VersionRef("a", 1), new DatasetWithdrawal(Instant.EPOCH, "again",
                "somebody", null))).isEqualTo(withdrawn);
    }

    @Test
    void the_successor_of_an_old_version_is_not_the_newest() {
        datasets.record(content("a", "first"));
        datasets.record(content("a", "second"));
        datasets.record(content("a", "rest of first"));
        datasets.withdraw(project, new VersionRef("a", 1), new DatasetWithdrawal(Instant.EPOCH, "", "dpo",
                new VersionRef("a", 3)));
        assertThat(datasets.latest(project, "a")).map(DatasetVersion::number).contains(2);
        datasets.withdraw(project, new VersionRef("a", 2), new DatasetWithdrawal(Instant.EPOCH, "", "dpo", null));
        assertThat(datasets.latest(project, "a")).map(DatasetVersion::number).contains(3);
        assertThat(datasets.list(project)).extracting(DatasetVersion::number).containsExactly(3);
    }

    private NewDatasetVersion content(String name, String text) {
        return new NewDatasetVersion(project, name, Digest.of(text), "datasets/" + name + "/manifest.json",
                Map.of("train", 90L, "test", 10L), new TokenCount(1234), "recipe",
                List.of(new Input("voice", Digest.of("voice"), "Apache-2.0")),
                Instant.parse("2026-11-22T10:00:00.123456Z"));
    }
}
