package io.attune.registry;

import java.util.List;

import io.attune.registry.PromotionPolicy.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class PromotionPolicyTest {
    @ParameterizedTest
    @CsvSource({"champion, champion, true", "champion, champions, false", "prod-*, prod-eu, true",
            "prod-*, preprod-eu, false", "*, anything.at-all, true", "*-eu, prod-eu, true", "a.c, abc, false",
            "p*-*u, prod-eu, true"})
    void a_rule_names_an_alias_or_a_pattern_of_them(String pattern, String alias, boolean named) {
        assertThat(new PromotionPolicy(List.of(new Rule(pattern, 1, false))).of(alias).isPresent()).isEqualTo(named);
    }

    @Test
    void all_rules_that_name_an_alias_hold_together() {
        PromotionPolicy policy = new PromotionPolicy(List.of(new Rule("*", 0, true), new Rule("prod-*", 2, false)));
        assertThat(policy.of("prod-eu")).hasValueSatisfying(rule -> {
            assertThat(rule.approvals()).isEqualTo(2);
            assertThat(rule.gates()).isTrue();
        });
        assertThat(policy.approvals("prod-eu", 1)).isEqualTo(2);
        assertThat(policy.approvals("other", 1)).isEqualTo(1);
        assertThat(PromotionPolicy.NONE.approvals("champion", 0)).isZero();
    }

    @Test
    void the_order_in_which_rules_are_written_means_nothing() {
        Rule one = new Rule("a", 1, false);
        Rule other = new Rule("b", 2, true);
        assertThat(new PromotionPolicy(List.of(one, other))).isEqualTo(new PromotionPolicy(List.of(other, one)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "latest", "v3", "a'b"})
    void what_can_be_no_alias_is_refused(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rule(pattern, 1, false));
    }

    @Test
    void approvals_are_at_most_two_and_an_alias_has_one_rule() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Rule("a", 3, false)).withMessageContaining("not 3");
        assertThatIllegalArgumentException().isThrownBy(() -> new PromotionPolicy(List.of(new Rule("a", 1, false),
                new Rule("a", 2, false)))).withMessageContaining("two rules for 'a'");
    }
}
