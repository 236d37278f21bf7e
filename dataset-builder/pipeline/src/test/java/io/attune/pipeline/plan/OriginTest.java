package io.attune.pipeline.plan;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class OriginTest {
    private static final Map<String, Object> ROWS = Map.of("name", "tickets", "type", "jdbc", "connection", "desk",
            "query", "select id, q, a from t where at >= :watermark order by at", "watermark", "at", "columns",
            Map.of("prompt", "q", "answer", "a", "id", "id"), "license", "internal", "personalData", "redacted");

    @Test
    void a_path_says_where_its_files_come_from() {
        assertThat(Origin.of("voice.jsonl")).isEqualTo(new Origin.Beside("voice.jsonl"));
        assertThat(Origin.of("voice/*.jsonl.zst")).isEqualTo(new Origin.Folder(new Glob("voice/*.jsonl.zst")));
        assertThat(Origin.of("voice/")).isEqualTo(new Origin.Folder(new Glob("voice/")));
        assertThat(Origin.of("upload:tickets-2026.jsonl")).isEqualTo(new Origin.Upload("tickets-2026.jsonl"));
        assertThat(Origin.of("s3://support/ranked/*.zst")).isEqualTo(new Origin.S3("support", new Glob(
                "ranked/*.zst")));
        assertThat(Origin.of("https://example.org/a.jsonl?v=2")).isEqualTo(new Origin.Web(URI.create(
                "https://example.org/a.jsonl?v=2")));
    }

    @Test
    void an_address_is_shown_without_its_query() {
        assertThat(((Origin.Web) Origin.of("https://example.org:8443/a.jsonl?token=x")).shown()).isEqualTo(
                "https://example.org:8443/a.jsonl");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../up.jsonl", "a/../../b", "./a.jsonl", "upload:", "upload:../x", "s3:",
            "s3://", "s3://support", "s3://support/", "s3://Support/a", "ftp://host/a", "file:///etc/passwd",
            "https://user:word@host/a.jsonl", "https://host", "http:///a", "https://host/a b"})
    void what_names_no_place_is_refused_with_the_next_step(String path) {
        Map<String, Object> source = Map.of("name", "v", "type", "jsonl", "path", path, "license", "CC0-1.0",
                "personalData", "none");
        assertThat(problems(source)).singleElement().satisfies(problem -> {
            assertThat(problem.place()).isEqualTo("/sources/0/path");
            assertThat(problem.nextStep()).isNotBlank();
            assertThat(problem.toString()).doesNotContain("word@");
        });
    }

    @ParameterizedTest
    @CsvSource({"*.jsonl, a.jsonl, true", "*.jsonl, b/a.jsonl, false", "**.jsonl, b/a.jsonl, true",
            "v/**/a.*, v/a.b, true", "v/**/a.*, v/x/y/a.b, true", "v/**/a.*, vx/a.b, false", "v/, v/x/y, true",
            "v/, w/x, false", "a?c, abc, true", "a?c, a/c, false", "a.c, abc, false", "v/[1]*, v/[1]x, true",
            "'', a, false"})
    void a_pattern_stands_for_paths(String pattern, String path, boolean expected) {
        assertThat(new Glob(pattern).matches(path)).isEqualTo(expected);
    }

    @Test
    void a_hostile_pattern_costs_no_more_than_its_length() {
        assertThat(new Glob("**a".repeat(300)).matches("a".repeat(900) + "b")).isFalse();
    }

    @Test
    void a_plan_names_the_files_beside_the_recipe_alone() {
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(file("a", "a.jsonl"), file("b", "b/*.jsonl"),
                file("c", "upload:c"), file("d", "s3://place/d/"), file("e", "https://example.org/e.jsonl"), ROWS)));
        assertThat(plan.files()).containsExactly("a.jsonl");
        assertThat(List.of("a.jsonl", "b/x.jsonl", "b/x/y.jsonl", "c")).filteredOn(plan::isNamed).containsExactly(
                "a.jsonl", "b/x.jsonl");
        assertThat(CurationPlan.ofMap(plan.toMap()).sources()).isEqualTo(plan.sources());
    }

    @Test
    void everything_wrong_with_a_query_is_said_at_once() {
        Map<String, Object> wrong = new TreeMap<>(ROWS);
        wrong.put("connection", "jdbc:postgresql://host/db");
        wrong.put("query", "delete from t; select 1");
        wrong.remove("watermark");
        assertThat(problems(wrong)).extracting(Problem::place).containsExactlyInAnyOrder("/sources/0/connection",
                "/sources/0/query", "/sources/0/query", "/sources/0/watermark");
    }

    private static Map<String, Object> file(String name, String path) {
        return Map.of("name", name, "type", "jsonl", "path", path, "license", "CC0-1.0", "personalData", "none");
    }

    private static List<Problem> problems(Map<String, ?> source) {
        Problems problems = new Problems();
        CurationPlan.parse(Map.of("sources", List.of(source)), problems);
        return problems.toList();
    }
}
