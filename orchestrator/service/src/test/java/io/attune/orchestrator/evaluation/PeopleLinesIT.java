package io.attune.orchestrator.evaluation;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.people.PeopleReport;
import io.attune.orchestrator.evaluation.people.PeopleReports;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The report for people, from what a real engine kept of a simulated vendor. */
class PeopleLinesIT {
    @TempDir
    static Path folder;

    @Test
    void the_better_arm_wins_in_every_group_and_what_was_cut_off_is_counted() {
        try (EnginePlatform platform = new EnginePlatform(folder, new TestClock(Instant.parse(
                "2026-03-01T10:00:00Z")))) {
            EvaluatedArm whole = platform.arm("whole", "reported");
            EvaluatedArm cut = new EvaluatedArm("cut", whole.connection(), whole.model(), whole.asked(),
                    whole.baseModel(), true, null, 0, new EvaluatedArm.Policy("reported", "I don't know.", 2, 0));
            Engine.Job job = platform.job("reported", 60, whole, cut);
            platform.complete(platform.engine(8), job);

            PeopleReport report = PeopleReports.of(List.of("cut", "whole"), List.of(new Recipe.Suite("suite",
                    new Recipe.Questions.Held("test", Map.of(), 60), List.of(Recipe.Measure.FORM), List.of("half"))),
                    new PeopleLines(platform.jdbc).of(ProjectId.DEFAULT, job.evaluation()), Map.of(), 30);

            PeopleReport.SuiteReport suite = report.suites().getFirst();
            assertThat(suite.questions()).isEqualTo(60);
            assertThat(suite.arms()).extracting(PeopleReport.ArmReport::arm).containsExactly("cut", "whole");
            assertThat(suite.arms().getFirst().noAnswer().values().stream().mapToInt(count -> count).sum()).isEqualTo(
                    60);
            assertThat(suite.measures().getFirst().verdict().winner()).isEqualTo("whole");
            assertThat(suite.measures().getFirst().groups()).extracting(PeopleReport.Group::value).containsExactly(
                    "even", "odd");
            assertThat(suite.measures().getFirst().groups()).allSatisfy(group -> assertThat(
                    group.verdict().winner()).isEqualTo("whole"));
        }
    }
}
