package io.attune.pipeline.plan;

import java.util.List;
import java.util.Map;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TokensSpecTest {
    private static final Map<String, Object> SOURCE = Map.of("name", "a", "type", "jsonl", "path", "a.jsonl", "license",
            "MIT", "personalData", "none");

    @Test
    void a_plan_without_tokens_says_and_digests_what_it_always_did() {
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(SOURCE)));
        assertThat(plan.tokens()).isEqualTo(TokensSpec.DEFAULT);
        assertThat(plan.toMap()).doesNotContainKey("tokens");
        assertThat(CurationPlan.ofMap(Map.of("sources", List.of(SOURCE), "tokens", Map.of("encoding",
                "cl100k_base"))).digest()).isEqualTo(plan.digest());
    }

    @Test
    void another_vocabulary_is_part_of_the_plan_and_of_its_digest() {
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(SOURCE), "tokens", Map.of("encoding",
                "o200k_base")));
        assertThat(CurationPlan.ofMap(plan.toMap()).digest()).isEqualTo(plan.digest());
        assertThat(CurationPlan.ofMap(plan.toMap()).tokens()).isEqualTo(new TokensSpec.Encoding("o200k_base"));
        assertThat(plan.digest()).isNotEqualTo(CurationPlan.ofMap(Map.of("sources", List.of(SOURCE))).digest());
    }

    @Test
    void a_tokenizer_is_a_file_of_the_recipe() {
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(SOURCE), "tokens", Map.of("tokenizer",
                "llama/tokenizer.json")));
        assertThat(plan.files()).containsExactly("a.jsonl", "llama/tokenizer.json");
        assertThat(plan.isNamed("llama/tokenizer.json")).isTrue();
        assertThat(plan.isNamed("llama/other.json")).isFalse();
    }

    @Test
    void everything_wrong_is_said_with_its_place() {
        assertThat(problems("o200k_base")).containsExactly("/tokens");
        assertThat(problems(Map.of())).containsExactly("/tokens");
        assertThat(problems(Map.of("encoding", "o200k_base", "tokenizer", "a.json"))).containsExactly("/tokens");
        assertThat(problems(Map.of("encoding", "latin", "other", "x"))).containsExactlyInAnyOrder("/tokens/encoding",
                "/tokens/other");
        assertThat(problems(Map.of("tokenizer", "../a.json"))).containsExactly("/tokens/tokenizer");
        assertThat(problems(Map.of("encoding", 3))).containsExactly("/tokens/encoding");
    }

    private static List<String> problems(Object value) {
        Problems problems = new Problems();
        TokensSpec.parse(value, problems);
        return problems.toList().stream().map(Problem::place).toList();
    }
}
