package io.attune.registry.lineage;

import io.attune.kernel.ProjectId;
import io.attune.registry.Lineage;
import io.attune.registry.Lineage.Edge;
import io.attune.registry.LineageNode;
import io.attune.registry.RegistryTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

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
    @Autowired
    JdbcClient jdbc;

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
    void what_was_made_is_found_in_a_circle_too() {
        link(DATASET, RUN);
        link(RUN, DATASET);
        assertThat(lineage.madeFrom(project, DATASET, LineageNode.Kind.RUN)).containsExactly(RUN);
        assertThat(lineage.madeFrom(project, DATASET, LineageNode.Kind.DATASET)).isEmpty();
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

    @Test
    void a_walk_ends_at_its_depth() {
        link(SOURCE, DATASET);
        link(DATASET, RUN);
        assertThat(lineage.downstream(project, SOURCE, 1).nodes()).containsExactly(SOURCE, DATASET);
        assertThat(lineage.upstream(project, RUN, 1).edges()).containsExactly(new Edge(DATASET, RUN));
        assertThat(lineage.upstream(project, RUN, 2).nodes()).containsExactly(RUN, DATASET, SOURCE);
    }

    @Test
    void ten_thousand_versions_that_learned_from_one_document_are_found() {
        link(SOURCE, DATASET);
        jdbc.sql("""
                insert into registry.lineage_edge
                select ?, from_node, to_node, now() from generate_series(1, 10000) n, lateral (values
                    ('dataset:d@1', 'run:r' || n), ('run:r' || n, 'version:m@' || n)) as e (from_node, to_node)
                """).param(project.value()).update();
        assertThat(lineage.madeFrom(project, SOURCE, LineageNode.Kind.VERSION)).hasSize(10_000).contains(
                LineageNode.parse("version:m@10000"));
        assertThat(lineage.downstream(project, SOURCE).nodes()).hasSize(20_002);
    }

    private void link(LineageNode from, LineageNode to) {
        lineage.link(project, from, to);
    }
}
