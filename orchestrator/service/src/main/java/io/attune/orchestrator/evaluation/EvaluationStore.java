package io.attune.orchestrator.evaluation;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Every measured answer. */
@Repository
class EvaluationStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Double>> MEASURES = new TypeReference<>() {
    };

    private final JdbcClient jdbc;

    EvaluationStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One stored answer's measures. */
    record Row(String arm, String suite, String item, Map<Measure, Double> measures) {}

    /** Tokens that a provider billed for one arm. */
    record Usage(String arm, long inputTokens, long outputTokens) {}

    /** One stored answer as people browse it; the JSON texts as stored. */
    record Shown(String arm, String suite, String item, String question, String reference, String answer,
            String measures) {}

    void add(ProjectId project, RunId run, String arm, String suite, Item item, Measured measured) {
        Map<String, Double> measures = measured.measures().entrySet().stream().collect(Collectors.toMap(
                e -> e.getKey().toString(), Map.Entry::getValue));
        jdbc.sql(
                """
                insert into orchestrator.evaluation_answer values (:run, :project, :arm, :suite, :item, :question,
                    :reference, cast(:answer as jsonb), cast(:measures as jsonb), :input, :output) on conflict do nothing""").param(
                        "run", run.value()).param("project", project.value()).param("arm", arm).param("suite",
                                suite).param("item", item.id()).param("question", item.question()).param("reference",
                                        item.reference()).param("answer", JSON.writeValueAsString(
                                                measured.answer())).param("measures", JSON.writeValueAsString(
                                                        measures)).param("input", measured.inputTokens()).param(
                                                                "output", measured.outputTokens()).update();
    }

    Set<String> done(RunId run, String arm, String suite) {
        return Set.copyOf(jdbc.sql(
                "select item from orchestrator.evaluation_answer where run = ? and arm = ? and suite = ?").params(
                        run.value(), arm, suite).query((rs, i) -> rs.getString(1)).list());
    }

    List<Row> rows(RunId run) {
        return jdbc.sql("select arm, suite, item, measures from orchestrator.evaluation_answer where run = ?").param(
                run.value()).query((rs, i) -> new Row(rs.getString(1), rs.getString(2), rs.getString(3), measures(
                        rs.getString(4)))).list().stream().sorted(Comparator.comparing(Row::item)).toList();
    }

    List<Usage> usage(RunId run) {
        return jdbc.sql("select arm, sum(input_tokens), sum(output_tokens) from orchestrator.evaluation_answer"
                + " where run = ? group by arm order by arm").param(run.value()).query((rs, i) -> new Usage(
                        rs.getString(1), rs.getLong(2), rs.getLong(3))).list();
    }

    List<Shown> browse(ProjectId project, RunId run, String arm, String suite, int limit) {
        return jdbc.sql(
                "select arm, suite, item, question, reference, answer, measures from orchestrator.evaluation_answer"
                        + " where project = ? and run = ? and arm = ? and suite = ? order by item limit ?").params(
                                project.value(), run.value(), arm, suite, limit).query((rs, i) -> new Shown(
                                        rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4),
                                        rs.getString(5), rs.getString(6), rs.getString(7))).list();
    }

    private static Map<Measure, Double> measures(String json) {
        EnumMap<Measure, Double> result = new EnumMap<>(Measure.class);
        JSON.readValue(json, MEASURES).forEach((name, value) -> {
            for (Measure measure : Measure.values()) {
                if (measure.toString().equals(name)) {
                    result.put(measure, value);
                }
            }
        });
        return result;
    }
}
