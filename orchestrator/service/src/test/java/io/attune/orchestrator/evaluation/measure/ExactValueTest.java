package io.attune.orchestrator.evaluation.measure;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExactValueTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            8080     | It defaults to 8080.
            30s      | The timeout is `30s`, unless set.
            false    | `spring.x` is false
            1.5      | It is 1.5.
            graceful | "graceful" [1]
            /tmp/a   | The path /tmp/a is used.
            """)
    void a_value_that_stands_alone_is_found(String value, String answer) {
        assertThat(ExactValue.standsIn(value, answer)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            80       | It defaults to 8080.
            30s      | It is 130s.
            1        | It is 1.5.
            false    | falsehood
            5        | 1,5
            graceful | ungraceful
            """)
    void a_value_inside_a_longer_one_is_not_found(String value, String answer) {
        assertThat(ExactValue.standsIn(value, answer)).isFalse();
    }
}
