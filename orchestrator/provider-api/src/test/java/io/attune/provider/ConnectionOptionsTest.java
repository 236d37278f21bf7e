package io.attune.provider;

import java.util.List;
import java.util.Map;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionOptionsTest {

    @Test
    void blank_values_and_secrets_count_as_absent() {
        ConnectionOptions options = new ConnectionOptions(Map.of("region", " ", "tier", " standard "),
                Map.of("webhook", () -> "\n"));

        assertThat(options.value("region")).isEmpty();
        assertThat(options.value("tier")).contains("standard");
        assertThat(options.secret("webhook")).isEmpty();
        assertThat(options.secret("management")).isEmpty();
    }

    @Test
    void names_no_adapter_knows_are_all_reported() {
        ConnectionOptions options = new ConnectionOptions(Map.of("flavor", "azure", "tear", "standard"),
                Map.of("webhok", () -> "x"));
        Problems problems = new Problems();

        options.requireKnown(List.of("flavour", "tier"), List.of("webhook"), problems);

        assertThat(problems.toList()).extracting(Problem::place).containsExactly("flavor", "tear", "webhok");
    }

    @Test
    void secrets_are_never_printed() {
        String secret = "shown-" + "nowhere";
        ConnectionOptions options = new ConnectionOptions(Map.of("flavour", "azure"), Map.of("webhook", () -> secret));

        assertThat(options.toString()).contains("azure").doesNotContain(secret);
    }
}
