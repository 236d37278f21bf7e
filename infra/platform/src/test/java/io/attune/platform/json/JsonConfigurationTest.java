package io.attune.platform.json;

import io.attune.kernel.Interval;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class JsonConfigurationTest {
    private final JsonMapper json = JsonMapper.builder().addModule(new JsonConfiguration().kernelJson()).build();

    @Test
    void the_end_of_an_interval_of_which_nothing_is_known_is_null_because_json_has_no_infinite_numbers() {
        assertThat(json.writeValueAsString(new Interval(Double.NEGATIVE_INFINITY, 0.3, Double.NaN))).isEqualTo(
                "{\"low\":null,\"estimate\":0.3,\"high\":null}");
        assertThat(json.writeValueAsString(new Interval(0.1, 0.3, 0.5))).isEqualTo(
                "{\"low\":0.1,\"estimate\":0.3,\"high\":0.5}");
    }
}
