package io.attune.registry.promotions;

import java.util.List;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.AliasMove;
import io.attune.registry.Aliases;
import io.attune.registry.Models;
import io.attune.registry.Promotion;
import io.attune.registry.PromotionId;
import io.attune.registry.PromotionOutcome;
import io.attune.registry.PromotionOutcome.Promoted;
import io.attune.registry.PromotionOutcome.Refused;
import io.attune.registry.PromotionOutcome.Rejected;
import io.attune.registry.PromotionOutcome.Waiting;
import io.attune.registry.PromotionRequest;
import io.attune.registry.PromotionRequest.GateResult;
import io.attune.registry.Promotions;
import io.attune.registry.RegistryTest;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static io.attune.registry.Samples.approver;
import static io.attune.registry.Samples.champion;
import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.newRun;
import static io.attune.registry.Samples.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class PromotionsIT {
    private static final GateResult PASSED = new GateResult("defaults exact-value atLeast 0.99", true, "1.0");
    private static final GateResult FAILED = new GateResult("removed right-refusal atLeast 0.75", false, "0.5");

    @Autowired
    Promotions promotions;
    @Autowired
    Aliases aliases;
    @Autowired
    Models models;

    private final ProjectId project = newProject();

    @BeforeEach
    void two_versions() {
        register(models, project, "m", 2);
    }

    @Test
    void passed_gates_promote_at_once_where_no_approval_is_wanted() {
        Promoted done = (Promoted) request(1, 0, PASSED);
        assertThat(done.move().to()).isEqualTo(1);
        assertThat(done.move().evidence()).isEqualTo(done.promotion().id().value());
        assertThat(servedVersion()).isEqualTo(1);
    }

    @Test
    void a_failed_gate_refuses_whatever_the_policy() {
        Refused refused = (Refused) request(1, 0, PASSED, FAILED);
        assertThat(refused.failed()).containsExactly(FAILED);
        assertThat(aliases.find(project, "m", "champion")).isEmpty();
    }

    @Test
    void the_same_request_again_has_the_same_answer_even_after_the_alias_moved_on() {
        PromotionOutcome first = request(1, 0, PASSED);
        aliases.move(champion(project, "m", 2));
        assertThat(request(1, 0, PASSED)).isEqualTo(first);
        assertThat(servedVersion()).isEqualTo(2);
        assertThat(promotions.list(project)).hasSize(1);
    }

    @Test
    void new_evidence_is_a_new_promotion_unless_one_waits() {
        request(1, 0, FAILED);
        Waiting waiting = (Waiting) request(1, 1, PASSED);
        assertThat(request(1, 1, PASSED, PASSED)).isEqualTo(waiting);
        assertThat(promotions.list(project)).hasSize(2);
    }

    @Test
    void another_run_with_the_same_results_promotes_anew() {
        promotions.request(new PromotionRequest(project, new VersionRef("m", 1), "champion", 0, "ann", newRun(),
                List.of(PASSED)));
        aliases.move(champion(project, "m", 2));
        promotions.request(new PromotionRequest(project, new VersionRef("m", 1), "champion", 0, "ann", newRun(),
                List.of(PASSED)));
        assertThat(servedVersion()).isEqualTo(1);
    }

    @Test
    void two_approvals_are_of_two_people_and_not_of_the_one_who_asked() {
        PromotionId id = request(1, 2, PASSED).promotion().id();
        assertThatThrownBy(() -> promotions.approve(approver(project, "ann"), id, "mine")).isInstanceOf(
                PlatformException.class).hasMessageContaining("cannot approve");
        assertThat(promotions.approve(approver(project, "bob"), id, "good")).isInstanceOf(Waiting.class);
        assertThat(promotions.approve(approver(project, "bob"), id, "good")).extracting(
                outcome -> ((Waiting) outcome).missing()).isEqualTo(1);
        assertThat(promotions.waiting(project)).extracting(Promotion::id).containsExactly(id);

        Promoted done = (Promoted) promotions.approve(approver(project, "eve"), id, "yes");
        assertThat(done.move().actor()).isEqualTo("eve");
        assertThat(servedVersion()).isEqualTo(1);
        assertThat(promotions.approve(approver(project, "eve"), id, "yes")).isEqualTo(done);
        assertThat(promotions.waiting(project)).isEmpty();
    }

    @Test
    void a_rejection_is_final() {
        PromotionId id = request(1, 1, PASSED).promotion().id();
        Rejected rejected = (Rejected) promotions.reject(approver(project, "bob"), id, "tone");
        assertThat(rejected.decision().comment()).isEqualTo("tone");
        assertThat(promotions.reject(approver(project, "bob"), id, "tone")).isEqualTo(rejected);
        assertThatThrownBy(() -> promotions.approve(approver(project, "eve"), id, "")).hasMessageContaining(
                "rejected");
        assertThat(aliases.find(project, "m", "champion")).isEmpty();
    }

    @Test
    void only_an_approver_of_the_project_decides() {
        PromotionId id = request(1, 1, PASSED).promotion().id();
        assertThatThrownBy(() -> promotions.approve(new Caller(project, "bob", Permission.EDITOR), id,
                "")).hasMessageContaining("approver");
        assertThatThrownBy(() -> promotions.approve(approver(newProject(), "bob"), id, "")).hasMessageContaining(
                "There is no promotion");
    }

    @Test
    void an_unknown_version_cannot_be_promoted() {
        assertThatThrownBy(() -> request(7, 0, PASSED)).hasMessageContaining("m@7");
    }

    private PromotionOutcome request(int version, int approvals, GateResult... gates) {
        return promotions.request(new PromotionRequest(project, new VersionRef("m", version), "champion", approvals,
                "ann", null, List.of(gates)));
    }

    private int servedVersion() {
        return aliases.find(project, "m", "champion").map(AliasMove::to).orElseThrow();
    }
}
