package io.attune.orchestrator.evaluation.measure;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.orchestrator.evaluation.measure.Served.Outcome;
import io.attune.orchestrator.evaluation.measure.Served.ToolCall;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExpectedAnswersTest {
    private static final String SCHEMA = """
            {"type": "object", "required": ["port"], "additionalProperties": false,
             "properties": {"port": {"type": "integer", "maximum": 65535}, "host": {"pattern": "^[a-z]+$"}}}""";
    private static final String CALL = """
            {"name": "weather", "arguments": {"city": "Bonn", "days": 2}}""";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            45 s   | 0     | The timeout is 45 seconds [1].           | true
            45 s   | 0     | It is 45000 ms                           | true
            45 s   | 0     | About 30 s                               | false
            45 s   | 0     | It is 45.                                | false
            45 s   | 0     | It was 30 s and is 45 s now              | false
            45 s   | 0     | It is 45 MB                              | false
            45 s   | 1 s   | It is 44.2s                              | true
            45 s   | 10%   | about 49 s                               | true
            45 s   | 10%   | about 50 s                               | false
            1 KiB  | 0     | 1024 bytes                               | true
            1 kB   | 0     | 1024 bytes                               | false
            8080   | 0     | It defaults to 8080 since version 2.7.   | true
            8080   | 0     | It defaults to 80.                       | false
            1234.5 | 0     | it comes to 1,234.5 in all               | true
            -3     | 0     | minus is written -3                      | true
            3      | 0     | it is -3                                 | false
            0.1    | 0.05  | 0.14                                     | true
            5%     | 0     | five, that is 5 %                        | true
            3      | 0     | [3]                                      | false
            """)
    void numbers_are_compared_in_their_units_and_tolerance(String value, String tolerance, String answer,
            boolean right) {
        assertThat(NumericAnswer.problem(value, tolerance)).isEmpty();
        assertThat(NumericAnswer.isRight(value, tolerance, answer)).isEqualTo(right);
    }

    @ParameterizedTest
    @CsvSource({"graceful, 0", "5 s, 1 MB", "5 s, -1", "5 fathoms, 0", "5 s, much"})
    void what_is_no_number_or_no_tolerance_of_it_is_said(String value, String tolerance) {
        assertThat(NumericAnswer.problem(value, tolerance)).isPresent();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"port": 8080}                        | true
            {"host": "a", "port": 1}              | true
            {"port": "8080"}                      | false
            {"port": 70000}                       | false
            {"port": 1, "more": 1}                | false
            {"host": "A", "port": 1}              | false
            {"port": 1} and so on                 | false
            {"port": 1, "port": 2}                | false
            Here you are                          | false
            """)
    void json_is_valid_against_its_schema_or_it_is_not(String answer, boolean valid) {
        assertThat(JsonAnswer.isValid(SCHEMA, answer)).isEqualTo(valid);
    }

    @Test
    void json_may_stand_in_a_fence() {
        assertThat(JsonAnswer.isValid(SCHEMA, "```json\n{\"port\": 1}\n```")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "[]", "{\"$ref\": \"https://example.invalid/schema.json\"}",
            "{\"$ref\": \"classpath:/secret.json\"}"})
    void a_schema_that_does_not_stand_alone_is_a_problem(String schema) {
        assertThat(JsonAnswer.problem(schema)).isPresent();
        assertThat(Measures.of(Measure.JSON_SCHEMA, new Item("0a", List.of(), "q", "r", Map.of("schema", schema)),
                Served.answer("{}"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            weather | {"days": 2.0, "city": "Bonn"}               | true
            weather | {"days": 3, "city": "Bonn"}                 | false
            weather | {"days": 2, "city": "Bonn", "unit": "c"}    | false
            climate | {"days": 2, "city": "Bonn"}                 | false
            weather | {"days": 2, "city"                          | false
            """)
    void a_call_is_right_with_its_name_and_its_arguments_in_any_order(String name, String arguments, boolean right) {
        assertThat(ToolCalls.areRight(CALL, calling(new ToolCall(name, arguments)))).isEqualTo(right);
    }

    @Test
    void a_call_more_or_a_call_less_is_wrong() {
        ToolCall call = new ToolCall("weather", "{\"city\": \"Bonn\", \"days\": 2}");
        assertThat(ToolCalls.areRight("[" + CALL + "," + CALL + "]", calling(call, call))).isTrue();
        assertThat(ToolCalls.areRight(CALL, calling(call, call))).isFalse();
        assertThat(ToolCalls.areRight("[" + CALL + "," + CALL + "]", calling(call))).isFalse();
        assertThat(ToolCalls.areRight("[]", Served.answer("No tool is needed."))).isTrue();
    }

    @Test
    void a_server_without_an_interface_for_tools_may_write_the_call() {
        assertThat(ToolCalls.areRight(CALL, Served.answer(CALL))).isTrue();
        assertThat(ToolCalls.areRight(CALL, Served.answer("I would ask for the weather."))).isFalse();
    }

    @Test
    void what_is_no_call_is_said() {
        assertThat(List.of("{}", "weather", "[1]", "{\"name\": \"a\", \"arguments\": 1}")).map(
                ToolCalls::problem).allMatch(Optional::isPresent);
    }

    private static Served calling(ToolCall... calls) {
        return new Served(Outcome.ANSWERED, "", List.of(calls), List.of(), List.of(), null, java.time.Duration.ZERO, 1,
                1, null);
    }
}
