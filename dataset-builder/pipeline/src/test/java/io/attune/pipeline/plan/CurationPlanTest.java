package io.attune.pipeline.plan;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.pipeline.step.StepSpec;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CurationPlanTest {
    private static final Map<String, Object> VOICE = Map.of("name", "voice", "type", "jsonl", "path", "voice.jsonl",
            "license", "CC0-1.0", "personalData", "none");

    @Test
    void the_shortest_plan_is_safe() {
        CurationPlan plan = parse(Map.of("sources", List.of(VOICE)));
        assertThat(plan.steps()).extracting(StepSpec::name).containsExactly("normalize", "validate", "redact",
                "exact-duplicates");
        assertThat(plan.split()).isEqualTo(SplitSpec.DEFAULT);
        assertThat(plan.files()).containsExactly("voice.jsonl");
    }

    @Test
    void a_plan_with_its_defaults_written_out_has_the_same_digest() {
        CurationPlan plan = parse(Map.of("sources", List.of(VOICE), "steps", List.of("normalize", "redact"), "split",
                Map.of("validation", "2.5%", "test", "10%", "groupBy", "user", "seed", 7)));
        CurationPlan again = CurationPlan.ofMap(plan.toMap());
        assertThat(again.digest()).isEqualTo(plan.digest());
        assertThat(again.toMap()).isEqualTo(plan.toMap());
        assertThat(again.split().validation()).isEqualByComparingTo(new BigDecimal("0.025"));
    }

    @Test
    void another_seed_is_another_plan() {
        assertThat(parse(Map.of("sources", List.of(VOICE), "split", Map.of("seed", 1))).digest()).isNotEqualTo(
                parse(Map.of("sources", List.of(VOICE), "split", Map.of("seed", 2))).digest());
    }

    @Test
    void everything_wrong_is_reported_at_once_with_its_place() {
        List<Problem> problems = problems(Map.of("sources",
                List.of(Map.of("name", "v", "type", "jsonl", "path", "../secret", "personalData", "none", "colour", 1),
                        Map.of("name", "w", "type", "excel"), Map.of("name", "m", "type", "spring-metadata",
                                "artifacts",
                                List.of("a"), "version", 2.7, "license", "Unknown", "personalData", "unknown")),
                "steps", List.of("polish", Map.of("balance", Map.of("by", "question", "most", 3)), "normalize", 5,
                        "normalize"),
                "split", Map.of("validation", 5, "test", "100%")));
        assertThat(problems).extracting(Problem::place).containsExactlyInAnyOrder("/sources/0/path",
                "/sources/0/license", "/sources/0/colour", "/sources/1/type", "/sources/2/version",
                "/sources/2/license", "/sources/2/personalData", "/steps/0", "/steps/1/balance/atMost",
                "/steps/1/balance/most", "/steps/3",
                "/steps/4", "/split/validation", "/split");
    }

    @Test
    void a_problem_says_what_to_write() {
        assertThat(problems(Map.of("sources", List.of(VOICE), "steps", List.of(Map.of("redact", Map.of("classes",
                List.of("emial"))))))).singleElement().satisfies(problem -> {
                    assertThat(problem.place()).isEqualTo("/steps/0/redact/classes/0");
                    assertThat(problem.message()).contains("'emial'");
                    assertThat(problem.nextStep()).startsWith("Write one of email, phone, card, ");
                });
    }

    private static CurationPlan parse(Map<String, Object> recipe) {
        Problems problems = new Problems();
        CurationPlan plan = CurationPlan.parse(recipe, problems);
        problems.throwIfAny("The plan");
        return plan;
    }

    private static List<Problem> problems(Map<String, Object> recipe) {
        Problems problems = new Problems();
        CurationPlan.parse(recipe, problems);
        return problems.toList();
    }
}
