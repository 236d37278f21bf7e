package io.attune.registry.promotions;

import java.util.List;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Aliases;
import io.attune.registry.Models;
import io.attune.registry.PromotionOutcome;
import io.attune.registry.PromotionOutcome.Promoted;
import io.attune.registry.PromotionOutcome.Refused;
import io.attune.registry.PromotionOutcome.Waiting;
import io.attune.registry.PromotionPolicies;
import io.attune.registry.PromotionPolicies.Stored;
import io.attune.registry.PromotionPolicy;
import io.attune.registry.PromotionPolicy.Rule;
import io.attune.registry.PromotionRequest;
import io.attune.registry.PromotionRequest.GateResult;
import io.attune.registry.Promotions;
import io.attune.registry.RegistryTest;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.attune.registry.Samples.approver;
import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class PromotionPoliciesIT {
    private static final GateResult PASSED = new GateResult("defaults exact-value atLeast 0.99", true, "1.0");
    private static final PromotionPolicy TWO = new PromotionPolicy(List.of(new Rule("champion", 2, false)));

    @Autowired
    PromotionPolicies policies;
    @Autowired
    Promotions promotions;
    @Autowired
    Aliases aliases;
    @Autowired
    Models models;
    @Autowired
    JdbcClient jdbc;

    private final ProjectId project = newProject();
    private final Caller ann = approver(project, "ann");

    @BeforeEach
    void a_version() {
        register(models, project, "m", 2);
    }

    @Test
    void a_policy_has_versions_and_the_last_is_in_force() {
        assertThat(policies.current(project)).extracting(Stored::version, Stored::policy).containsExactly(0,
                PromotionPolicy.NONE);
        Stored first = policies.set(ann, TWO, 0);
        assertThat(policies.set(ann, TWO, 1)).isEqualTo(first);
        Stored second = policies.set(approver(project, "bob"), PromotionPolicy.NONE, 1);
        assertThat(policies.current(project)).isEqualTo(second);
        assertThat(policies.history(project)).containsExactly(second, first);
        assertThat(second.setBy()).isEqualTo("bob");
        assertThat(policies.current(newProject()).version()).isZero();
        assertThat(jdbc.sql(
                "select subject from platform.audit_event where project = ? and action = 'policy.promotions'"
                        + " order by sequence").param(project.value()).query(String.class).list()).containsExactly(
                                "promotions@1", "promotions@2");
    }

    @Test
    void only_an_approver_who_saw_what_stands_changes_it() {
        policies.set(ann, TWO, null);
        assertThatThrownBy(() -> policies.set(ann, PromotionPolicy.NONE, 0)).isInstanceOfSatisfying(
                PlatformException.class, refusal -> assertThat(refusal.code().value()).isEqualTo("policy-changed"));
        assertThatThrownBy(() -> policies.set(new Caller(project, "eve", Permission.EDITOR), PromotionPolicy.NONE,
                1)).hasMessageContaining("needs approver");
        assertThat(policies.current(project).policy()).isEqualTo(TWO);
    }

    @Test
    void a_promotion_takes_what_the_policy_asks_and_more_where_the_request_does() {
        policies.set(ann, TWO, 0);
        Waiting waiting = (Waiting) request("champion", 0, PASSED);
        assertThat(waiting.missing()).isEqualTo(2);
        assertThat(aliases.find(project, "m", "champion")).isEmpty();
        promotions.approve(approver(project, "bob"), waiting.promotion().id(), "yes");
        assertThat(promotions.approve(ann, waiting.promotion().id(), "yes")).isInstanceOf(Promoted.class);
        assertThat(request("challenger", 0, PASSED)).isInstanceOf(Promoted.class);
        policies.set(ann, new PromotionPolicy(List.of(new Rule("*", 0, true))), 1);
        assertThat(((Waiting) request("next", 2, PASSED)).missing()).isEqualTo(2);
    }

    @Test
    void what_waits_keeps_what_it_was_asked_under_and_what_was_promoted_stays_so() {
        PromotionOutcome done = request("champion", 0);
        Waiting waiting = (Waiting) request("next", 1, PASSED);
        policies.set(ann, new PromotionPolicy(List.of(new Rule("*", 2, true))), 0);
        assertThat(request("champion", 0)).isEqualTo(done);
        assertThat(promotions.approve(ann, waiting.promotion().id(), "yes")).isInstanceOf(Promoted.class);
    }

    @Test
    void where_gates_must_have_been_judged_their_absence_refuses() {
        policies.set(ann, new PromotionPolicy(List.of(new Rule("champion", 0, true))), 0);
        assertThat(((Refused) request("champion", 0)).failed()).singleElement().satisfies(gate -> assertThat(
                gate.observed()).isEqualTo("no gate was judged"));
        assertThat(request("champion", 0)).isInstanceOf(Refused.class);
        assertThat(promotions.list(project, new VersionRef("m", 1))).hasSize(1);
        assertThat(request("champion", 0, PASSED)).isInstanceOf(Promoted.class);
    }

    private PromotionOutcome request(String alias, int approvals, GateResult... gates) {
        return promotions.request(new PromotionRequest(project, new VersionRef("m", 1), alias, approvals, "eve", null,
                List.of(gates)));
    }
}
