package io.attune.dataset.job;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.dataset.CurationRequest;
import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.Funnel;
import io.attune.pipeline.Message;
import io.attune.pipeline.Split;
import io.attune.pipeline.plan.CurationPlan;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class OtherDatasetsTest {
    private final Shelf shelf = new Shelf();
    private final OtherDatasets others = new OtherDatasets(shelf);

    @Test
    void a_name_alone_is_pinned_to_the_newest_version() {
        shelf.add("old", null);
        shelf.add("old", null);
        WorkPlan.Input pinned = others.plan(request("old"), new Problems()).getFirst();
        assertThat(List.of(pinned.source(), pinned.place())).containsExactly("anti-join:old", "old@2");
        shelf.add("old", null);
        assertThat(others.read(request("old"), plan(pinned)).get("old").version()).isEqualTo("old@2");
    }

    @Test
    void every_example_of_a_version_is_brought() {
        shelf.add("old", null);
        WorkPlan.Input pinned = others.plan(request("old@1"), new Problems()).getFirst();
        assertThat(others.read(request("old@1"), plan(pinned)).get("old@1").examples()).hasSize(3).isSortedAccordingTo(
                java.util.Comparator.comparing(CuratedExample::id));
    }

    @Test
    void what_is_not_there_was_withdrawn_or_is_the_dataset_itself_is_a_problem_at_its_place() {
        shelf.add("old", new DatasetVersion.Withdrawn(Instant.EPOCH, "asked for", "old@2"));
        shelf.add("new", null);
        assertThat(problems("old@1")).singleElement().satisfies(problem -> {
            assertThat(problem.place()).isEqualTo("/steps/1/anti-join/dataset");
            assertThat(problem.nextStep()).contains("old@2");
        });
        assertThat(problems("old@7")).extracting(Problem::nextStep).first().asString().contains("old@1");
        assertThat(problems("nothing")).extracting(Problem::message).first().asString().contains("nothing");
        assertThat(problems("new")).extracting(Problem::message).first().asString().contains("itself");
        assertThat(problems("new@1")).isEmpty();
    }

    @Test
    void a_version_that_is_withdrawn_while_the_dataset_is_made_ends_it() {
        shelf.add("old", null);
        WorkPlan.Input pinned = others.plan(request("old"), new Problems()).getFirst();
        shelf.withdraw("old", new DatasetVersion.Withdrawn(Instant.EPOCH, "asked for", null));
        assertThatThrownBy(() -> others.read(request("old"), plan(pinned))).isInstanceOf(
                InvalidInputException.class).hasMessageContaining("withdrawn");
    }

    private List<Problem> problems(String other) {
        Problems problems = new Problems();
        others.plan(request(other), problems);
        return problems.toList();
    }

    private static WorkPlan plan(WorkPlan.Input input) {
        return new WorkPlan(List.of(input), List.of(), List.of(), List.of());
    }

    private static CurationRequest request(String other) {
        return new CurationRequest(ProjectId.DEFAULT, "k", "new", CurationPlan.ofMap(Map.of("sources", List.of(Map.of(
                "name", "a", "type", "jsonl", "path", "a.jsonl", "license", "MIT", "personalData", "none")), "steps",
                List.of("normalize", Map.of("anti-join", Map.of("dataset", other))))), Map.of(), List.of());
    }

    /** Versions in memory. */
    private static final class Shelf implements Datasets {
        private final List<DatasetVersion> versions = new ArrayList<>();

        void add(String name, DatasetVersion.@Nullable Withdrawn withdrawn) {
            int number = versions(ProjectId.DEFAULT, name).size() + 1;
            versions.add(version(new DatasetVersionRef(ProjectId.DEFAULT, name, number, Digest.of(name + number)),
                    withdrawn));
        }

        void withdraw(String name, DatasetVersion.Withdrawn withdrawn) {
            versions.replaceAll(version -> version.ref().name().equals(name)
                    ? version(version.ref(), withdrawn)
                    : version);
        }

        private static DatasetVersion version(DatasetVersionRef ref, DatasetVersion.@Nullable Withdrawn withdrawn) {
            return new DatasetVersion(ref, Instant.EPOCH, Map.of(), new Funnel(List.of()), 0, List.of(), "none",
                    Digest.of("plan"), List.of(), Digest.of("root"), List.of(), null, withdrawn);
        }

        @Override
        public Optional<DatasetVersion> find(ProjectId project, String name, String version) {
            return versions.stream().filter(v -> v.ref().name().equals(name) && (version.equals("latest")
                    || version.equals(Integer.toString(v.ref().number())))).reduce((first, last) -> last);
        }

        @Override
        public DatasetVersion version(DatasetVersionRef ref) {
            return versions.stream().filter(version -> version.ref().equals(ref)).findFirst().orElseThrow();
        }

        @Override
        public List<DatasetVersionRef> versions(ProjectId project, String name) {
            return versions.stream().map(DatasetVersion::ref).filter(ref -> ref.name().equals(name)).toList();
        }

        @Override
        public List<DatasetVersionRef> list(ProjectId project) {
            return versions.stream().map(DatasetVersion::ref).toList();
        }

        @Override
        public Stream<CuratedExample> examples(DatasetVersionRef ref, Split split) {
            Example example = new Example("s", split.word(), "g", "MIT", List.of(Message.user("Which " + split + "?")),
                    Map.of());
            return Stream.of(new CuratedExample(example.id(), example, split, 1));
        }

        @Override
        public ExportedFile exportJsonl(DatasetVersionRef ref, Split split, Path target) {
            throw new UnsupportedOperationException("Nothing is exported here");
        }

        @Override
        public List<Drop> drops(DatasetVersionRef ref, long after, int limit) {
            return List.of();
        }
    }
}
