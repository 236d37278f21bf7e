package io.attune.orchestrator.egress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.attune.orchestrator.egress.EgressRule.Effect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EgressPolicyTest {
    private static final Destination ABROAD = to("us-east-1", false, Set.of(), null);
    private static final Destination HERE = to("", true, Set.of(), null);

    @Test
    void public_data_may_go_anywhere() {
        assertThat(decide(List.of(), data(Classification.PUBLIC), ABROAD)).satisfies(decision -> {
            assertThat(decision.allowed()).isTrue();
            assertThat(decision.rule()).isEqualTo("public-anywhere");
        });
    }

    @ParameterizedTest
    @EnumSource(names = "PUBLIC", mode = EnumSource.Mode.EXCLUDE)
    void all_else_is_denied_with_rule_class_region_and_the_command_that_would_allow_it(Classification classification) {
        EgressDecision decision = decide(List.of(), data(classification), ABROAD);
        assertThat(decision.allowed()).isFalse();
        assertThat(decision.rule()).isEqualTo("default-deny");
        assertThat(decision.reason()).contains(classification + " data", "us-east-1", "'account'");
        assertThat(decision.nextStep()).contains("attune connection policy allow NAME --class " + classification
                + " --region us-east-1");
    }

    @ParameterizedTest
    @EnumSource
    void nothing_leaves_with_a_local_trainer_whatever_the_class(Classification classification) {
        assertThat(decide(List.of(), data(classification), HERE).allowed()).isTrue();
    }

    @Test
    void a_rule_allows_what_it_names_and_nothing_beside_it() {
        List<EgressRule> rules = List.of(rule("eu-internal", Effect.ALLOW, Set.of(Classification.INTERNAL), "eu",
                null));
        assertThat(decide(rules, data(Classification.INTERNAL), to("eu-central-1", false, Set.of(),
                null)).rule()).isEqualTo(
                        "eu-internal");
        assertThat(decide(rules, data(Classification.INTERNAL), ABROAD).allowed()).isFalse();
        assertThat(decide(rules, data(Classification.CONFIDENTIAL), to("eu-central-1", false, Set.of(),
                null)).allowed()).isFalse();
    }

    @Test
    void a_rule_that_denies_wins_over_all_that_allows_even_for_public_data_and_at_home() {
        EgressRule denies = new EgressRule("never-there", Effect.DENY, Set.of(), List.of(), List.of("account"), null,
                "audit pending");
        List<EgressRule> rules = List.of(denies, rule("all", Effect.ALLOW, Set.of(Classification.values()), "us",
                null));
        assertThat(decide(rules, data(Classification.PUBLIC), ABROAD)).satisfies(decision -> {
            assertThat(decision.rule()).isEqualTo("never-there");
            assertThat(decision.reason()).contains("audit pending");
        });
        assertThat(decide(rules, data(Classification.PUBLIC), HERE).allowed()).isFalse();
    }

    @Test
    void the_recipes_regions_bind_whatever_the_rules_allow() {
        List<EgressRule> rules = List.of(rule("us", Effect.ALLOW, Set.of(Classification.PUBLIC), "us", null));
        DataPolicy europe = data(Classification.PUBLIC, "eu");
        assertThat(decide(rules, europe, ABROAD).rule()).isEqualTo("recipe-regions");
        assertThat(decide(rules, europe, to("", false, Set.of(), null)).nextStep()).isEqualTo(
                "Say the connection's region.");
        assertThat(decide(rules, europe, HERE).allowed()).isTrue();
    }

    @Test
    void terms_that_do_not_take_the_class_bind_too() {
        assertThat(decide(List.of(rule("all", Effect.ALLOW, Set.of(Classification.values()), "us", null)), data(
                Classification.CONFIDENTIAL), to("us-east-1", false, Set.of(Classification.PUBLIC,
                        Classification.INTERNAL), null))).satisfies(decision -> {
                            assertThat(decision.rule()).isEqualTo("connection-terms");
                            assertThat(decision.reason()).contains("take only public, internal");
                        });
    }

    @Test
    void terms_that_take_the_class_and_a_recipe_that_names_the_region_suffice_together_but_not_for_restricted_data() {
        Destination account = to("us-east-1", false, Set.of(Classification.values()), null);
        assertThat(decide(List.of(), data(Classification.CONFIDENTIAL, "us"), account).rule()).isEqualTo(
                "terms-and-recipe");
        assertThat(decide(List.of(), data(Classification.CONFIDENTIAL), account).allowed()).isFalse();
        assertThat(decide(List.of(), data(Classification.RESTRICTED, "us"), account).allowed()).isFalse();
    }

    @Test
    void a_rule_on_retention_is_met_only_by_terms_that_say_it() {
        List<EgressRule> rules = List.of(rule("short", Effect.ALLOW, Set.of(Classification.INTERNAL), "us", 30));
        assertThat(decide(rules, data(Classification.INTERNAL), to("us-east-1", false, Set.of(), Duration.ofDays(
                30))).allowed()).isTrue();
        assertThat(decide(rules, data(Classification.INTERNAL), to("us-east-1", false, Set.of(), Duration.ofDays(
                31))).allowed()).isFalse();
        assertThat(decide(rules, data(Classification.INTERNAL), ABROAD).allowed()).isFalse();
    }

    @Test
    void the_order_of_the_rules_means_nothing() {
        List<EgressRule> rules = new ArrayList<>();
        for (Classification classification : Classification.values()) {
            rules.add(rule("a-" + classification, Effect.ALLOW, Set.of(classification), "us", null));
            rules.add(rule("d-" + classification, Effect.DENY, Set.of(classification), "eu", null));
        }
        for (int seed = 0; seed < 50; seed++) {
            List<EgressRule> shuffled = new ArrayList<>(rules);
            Collections.shuffle(shuffled, new Random(seed));
            for (Classification classification : Classification.values()) {
                assertThat(decide(shuffled, data(classification), ABROAD)).isEqualTo(decide(rules, data(
                        classification), ABROAD));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"us-east-1,us,true", "eastus2,us,true", "us,us,true", "US,us,true", "usual,us,false",
            "swedencentral,eu,true", "eu-central-1,eu,true", "europe-west4,eu,true", "eu-west-2,eu,false",
            "europe-west6,eu,false", "uksouth,eu,false", "'',eu,false", "'','',false", "us-east-1,us-east,true",
            "us-east-1,us-east-1,true", "us-east-1,us-west-2,false"})
    void a_region_lies_within_its_area(String region, String area, boolean within) {
        assertThat(new Region(region).isWithin(area)).isEqualTo(within);
    }

    @ParameterizedTest
    @CsvSource({"keep", "delete-after-run", "expire-after 30d"})
    void what_becomes_of_copies_is_written_as_it_is_read(String text) {
        assertThat(CopyTerms.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @CsvSource({"forever", "expire-after", "expire-after 0d", "expire-after 30", "'expire-after 1h'"})
    void anything_else_is_not_understood(String text) {
        assertThatThrownBy(() -> CopyTerms.parse(text)).hasMessageContaining(text);
    }

    private static EgressDecision decide(List<EgressRule> rules, DataPolicy data, Destination to) {
        return EgressPolicy.decide(rules, data, to);
    }

    private static EgressRule rule(String name, Effect effect, Set<Classification> classes, String region,
            Integer retentionDays) {
        return new EgressRule(name, effect, classes, List.of(region), List.of(), retentionDays, "");
    }

    private static DataPolicy data(Classification classification, String... regions) {
        return new DataPolicy(classification, List.of(regions), new CopyTerms.DeleteAfterRun());
    }

    private static Destination to(String region, boolean local, Set<Classification> classes, Duration retention) {
        return new Destination("account", new Region(region), local, classes, retention);
    }
}
