package io.attune.orchestrator.evaluation;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.measure.Served.Outcome;
import io.attune.orchestrator.evaluation.people.Line;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What every arm gave for every example of an evaluation, with what it cost. */
@Repository
class PeopleLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Double>> MEASURES = new TypeReference<>() {
    };
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {
    };
    /** What a served answer cost, else what the model's own did; asking for probabilities is no answer. */
    private static final String LINES = """
            select r.arm, r.suite, r.item, r.attributes, r.outcome, r.measures, o.cost, o.currency
            from orchestrator.evaluation_result r left join lateral (select cost, currency
                from orchestrator.evaluation_output where project = r.project and arm = r.arm_digest and item = r.digest
                and way <> 'score' order by way desc limit 1) o on true
            where r.evaluation = ? and r.project = ? and r.measures is not null""";

    private final JdbcClient jdbc;

    PeopleLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Line> of(ProjectId project, EvaluationId evaluation) {
        return jdbc.sql(LINES).params(evaluation.value(), project.value()).query((row, n) -> line(row)).list();
    }

    private static Line line(ResultSet row) throws SQLException {
        String outcome = row.getString("outcome");
        BigDecimal cost = row.getBigDecimal("cost");
        return new Line(row.getString("arm"), row.getString("suite"), row.getString("item"), outcome == null
                ? null
                : Outcome.valueOf(outcome), measures(row.getString("measures")), cost == null
                        ? null
                        : new Money(cost, Currency.getInstance(row.getString("currency"))), JSON.readValue(
                                row.getString(
                                        "attributes"), ATTRIBUTES));
    }

    private static Map<Measure, Double> measures(String json) {
        Map<String, Double> named = JSON.readValue(json, MEASURES);
        EnumMap<Measure, Double> measures = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            Double value = named.get(measure.toString());
            if (value != null) {
                measures.put(measure, value);
            }
        }
        return measures;
    }
}
