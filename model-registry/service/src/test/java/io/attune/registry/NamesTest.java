package io.attune.registry;

import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.Money;
import io.attune.registry.ReservationOutcome.BudgetExceeded;
import io.attune.registry.ReservationRequest.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.newRun;
import static io.attune.registry.Samples.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class NamesTest {

    @Test
    void a_version_reads_what_it_writes() {
        VersionRef ref = new VersionRef("config-assistant", 12);
        assertThat(VersionRef.parse(ref.toString())).isEqualTo(ref);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "a", "a@", "@1", "a@0", "a@x", " a@1", "a:b@1", "a/b@1"})
    void what_is_no_version_is_named_in_the_message(String text) {
        assertThatThrownBy(() -> VersionRef.parse(text)).isInstanceOf(
                IllegalArgumentException.class).hasMessageContaining("'" + text + "'").hasMessageContaining(
                        "config-assistant@3");
    }

    @Test
    void a_lineage_node_reads_what_it_writes() {
        for (LineageNode node : List.of(LineageNode.source("a:b", Digest.of("x")), LineageNode.run(newRun()),
                LineageNode.dataset(new VersionRef("d", 1)), LineageNode.version(new VersionRef("m", 2)),
                LineageNode.knowledge("k"), LineageNode.deployment("e"))) {
            assertThat(LineageNode.parse(node.toString())).isEqualTo(node);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "run", "run:", ":x", "walk:x", "RUN:x"})
    void what_is_no_lineage_node_is_refused(String text) {
        assertThatThrownBy(() -> LineageNode.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_refusal_says_what_is_left_and_never_less_than_nothing() {
        BudgetExceeded overdrawn = new BudgetExceeded("recipe in 2026-11", usd("10"), usd("11"), usd("2"), usd("1"),
                "Raise it.");
        assertThat(overdrawn.remaining()).isEqualTo(usd("0"));
        assertThat(overdrawn.message()).isEqualTo("The budget of recipe in 2026-11 does not suffice: 1.00 USD asked,"
                + " 0.00 USD left of 10.00 USD (11.00 USD spent, 2.00 USD reserved)");
    }

    @Test
    void a_limit_in_another_currency_is_refused_when_it_is_asked() {
        assertThatThrownBy(() -> new ReservationRequest(newProject(), newRun(), "training", "recipe", usd("1"),
                new Limits(Money.of("5", "EUR"), null))).hasMessageContaining("currencies differ");
    }

    @Test
    void declining_the_pairing_needs_a_reason() {
        assertThatThrownBy(() -> new Knowledge.None(" ")).hasMessageContaining("needs a reason");
    }
}
