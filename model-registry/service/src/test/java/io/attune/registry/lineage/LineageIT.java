package io.attune.registry.lineage;

import io.attune.kernel.ProjectId;
import io.attune.registry.Lineage;
import io.attune.registry.Lineage.Edge;
import io.attune.registry.LineageNode;
import io.attune.registry.RegistryTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static io.attune.registry.Samples.newProject;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class LineageIT {
    private static final LineageNode SOURCE = LineageNode.parse("source:s@sha256:00");
    private static final LineageNode OTHER = LineageNode.parse("source:t@sha256:11");
    private static final LineageNode DATASET = LineageNode.parse("dataset:d@1");
    private static final LineageNode RUN = LineageNode.parse("run:r");

    @Autowired
    Lineage lineage;

    private final ProjectId project = newProject();

    @Test
    void both_directions_are_walked_to_the_end_nearest_first() {
        link(SOURCE, DATASET);
        link(OTHER, DATASET);
        link(DATASET, RUN);
        assertThat(lineage.upstream(project, RUN).nodes()).containsExactly(RUN, DATASET, SOURCE, OTHER);
        assertThat(lineage.downstream(project, SOURCE).nodes()).containsExactly(SOURCE, DATASET, RUN);
        assertThat(lineage.downstream(project, SOURCE).edges()).containsExactlyInAnyOrder(new Edge(SOURCE, DATASET),
                new Edge(DATASET, RUN));
    }

    @Test
    void an_edge_stated_twice_is_one() {
        link(DATASET, RUN);
        link(DATASET, RUN);
        assertThat(lineage.upstream(project, RUN).edges()).containsExactly(new Edge(DATASET, RUN));
    }

    @Test
    void a_circle_is_walked_once() {
        link(DATASET, RUN);
        link(RUN, DATASET);
        assertThat(lineage.upstream(project, RUN).nodes()).containsExactly(RUN, DATASET);
    }

    @Test
    void nothing_is_made_from_itself() {
        assertThatThrownBy(() -> link(RUN, RUN)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void other_projects_see_nothing() {
        link(DATASET, RUN);
        assertThat(lineage.upstream(newProject(), RUN).nodes()).containsExactly(RUN);
    }

    private void link(LineageNode from, LineageNode to) {
        lineage.link(project, from, to);
    }
}
