package io.attune.registry.quarantine;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.AliasMove;
import io.attune.registry.Aliases;
import io.attune.registry.AnswerPolicy;
import io.attune.registry.AnswerPolicy.Grounding;
import io.attune.registry.AnswerPolicy.WithoutSupport;
import io.attune.registry.DatasetRecords;
import io.attune.registry.DatasetWithdrawal;
import io.attune.registry.Deployment;
import io.attune.registry.Deployments;
import io.attune.registry.Knowledge;
import io.attune.registry.LineageNode;
import io.attune.registry.Models;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.NewDeployment;
import io.attune.registry.PromotionRequest;
import io.attune.registry.PromotionRequest.GateResult;
import io.attune.registry.Promotions;
import io.attune.registry.Quarantine;
import io.attune.registry.Quarantines;
import io.attune.registry.RegistryTest;
import io.attune.registry.VersionRef;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static io.attune.registry.Samples.approver;
import static io.attune.registry.Samples.champion;
import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class QuarantinesIT {
    private static final LineageNode FIRST = LineageNode.version(new VersionRef("m", 1));
    private static final LineageNode SECOND = LineageNode.version(new VersionRef("m", 2));
    private static final LineageNode DATASET = LineageNode.dataset(new VersionRef("m", 1));
    private static final LineageNode SOURCE = LineageNode.source("voice", Digest.of("voice"));

    @Autowired
    Quarantines quarantines;
    @Autowired
    Promotions promotions;
    @Autowired
    Aliases aliases;
    @Autowired
    Deployments deployments;
    @Autowired
    DatasetRecords datasets;
    @Autowired
    Models models;
    @Autowired
    JdbcClient jdbc;

    private final ProjectId project = newProject();
    private final Caller ann = approver(project, "ann");

    @BeforeEach
    void a_dataset_and_two_versions_of_it() {
        record("all of it");
        register(models, project, "m", 2);
    }

    @Test
    void a_quarantine_stands_until_it_is_lifted_and_both_are_kept() {
        Quarantine placed = quarantines.place(ann, FIRST, "leaks");
        assertThat(quarantines.place(approver(project, "bob"), FIRST, "again")).isEqualTo(placed);
        assertThat(quarantines.standing(project)).containsExactly(placed);

        Quarantine lifted = quarantines.lift(approver(project, "bob"), FIRST, "it was another");
        assertThat(lifted.lift()).isNotNull().extracting(Quarantine.Lift::by).isEqualTo("bob");
        assertThat(quarantines.lift(ann, FIRST, "again")).isEqualTo(lifted);
        assertThat(quarantines.standing(project)).isEmpty();
        Quarantine second = quarantines.place(ann, FIRST, "it was not");
        assertThat(quarantines.history(project, FIRST)).containsExactly(second, lifted);
        assertThat(audited()).containsExactly("quarantine.place", "quarantine.lift", "quarantine.place");
    }

    @Test
    void only_an_approver_places_and_lifts_and_says_why() {
        Caller editor = new Caller(project, "eve", Permission.EDITOR);
        assertThatThrownBy(() -> quarantines.place(editor, FIRST, "leaks")).hasMessageContaining("needs approver");
        assertThatThrownBy(() -> quarantines.lift(editor, FIRST, "fine")).hasMessageContaining("needs approver");
        assertThatThrownBy(() -> quarantines.place(ann, FIRST, " ")).hasMessageContaining("reason");
        assertThatThrownBy(() -> quarantines.lift(ann, FIRST, "fine")).hasMessageContaining("is not quarantined");
    }

    @Test
    void what_is_not_there_or_is_no_thing_of_its_own_is_not_quarantined() {
        for (String node : List.of("version:m@9", "dataset:m@9", "source:voice@sha256:00", "version:other@1")) {
            assertThatThrownBy(() -> quarantines.place(ann, LineageNode.parse(node), "x")).as(
                    node).hasMessageContaining(
                            "There is no");
        }
        assertThatThrownBy(() -> quarantines.place(ann, LineageNode.deployment("bot"), "x")).hasMessageContaining(
                "is not quarantined itself");
        assertThat(quarantines.place(ann, SOURCE, "x").stands()).isTrue();
        assertThat(quarantines.standing(newProject())).isEmpty();
    }

    @Test
    void a_quarantined_version_gets_no_alias_and_others_do() {
        quarantines.place(ann, FIRST, "leaks");
        assertQuarantined(() -> aliases.move(champion(project, "m", 1))).hasMessageContainingAll("m@1", "ann", "leaks");
        assertThat(aliases.move(champion(project, "m", 2)).to()).isEqualTo(2);
        quarantines.lift(ann, FIRST, "fine");
        assertThat(aliases.move(champion(project, "m", 1)).to()).isEqualTo(1);
    }

    @Test
    void a_quarantined_version_is_not_promoted_and_one_that_waits_is_not_approved() {
        var waiting = request(1, 1).promotion();
        quarantines.place(ann, FIRST, "leaks");
        assertQuarantined(() -> promotions.approve(ann, waiting.id(), "good"));
        assertThat(promotions.find(project, waiting.id()).orElseThrow().decisions()).isEmpty();
        quarantines.place(ann, SECOND, "leaks");
        assertQuarantined(() -> request(2, 0));
        assertThat(promotions.list(project)).hasSize(1);
        assertThat(aliases.find(project, "m", "champion")).isEmpty();
    }

    @Test
    void a_quarantine_reaches_what_was_made_from_it() {
        quarantines.place(ann, SOURCE, "licence");
        assertQuarantined(() -> aliases.move(champion(project, "m", 1))).hasMessageContainingAll("m@1 was made from",
                SOURCE.toString());
        assertThat(quarantines.refusal(project, DATASET)).isPresent();
        quarantines.place(ann, DATASET, "more of it");
        assertThat(quarantines.reaching(project, DATASET)).extracting(Quarantine::node).containsExactly(DATASET,
                SOURCE);
    }

    @Test
    void the_successor_without_what_was_withdrawn_may_be_trained_on() {
        datasets.record(new NewDatasetVersion(project, "m", Digest.of("rest"), "datasets/m/2.json", Map.of(
                "train", 80L), new TokenCount(1000), "m", List.of(), Instant.EPOCH));
        quarantines.place(ann, DATASET, "one person's data");
        datasets.withdraw(project, new VersionRef("m", 1), new DatasetWithdrawal(Instant.EPOCH, "asked", "ann",
                new VersionRef("m", 2)));
        assertThat(quarantines.refusal(project, LineageNode.dataset(new VersionRef("m", 2)))).isEmpty();
        assertThat(quarantines.refusal(project, DATASET)).isPresent();
    }

    @Test
    void a_deployment_does_not_serve_a_quarantined_version_and_says_so() {
        aliases.move(champion(project, "m", 1));
        aliases.move(champion(project, "m", 2));
        deploy("bot");
        Quarantine placed = quarantines.place(ann, SECOND, "leaks");

        Deployment found = deployments.find(project, "bot").orElseThrow();
        assertThat(found.serving()).isNull();
        assertThat(found.quarantine()).isEqualTo(placed);
        assertThat(deployments.list(project)).containsExactly(found);
        assertThatThrownBy(() -> models.delete(project, new VersionRef("m", 2), "ann")).hasMessageContaining(
                "deployment 'bot'");
        assertThat(deployments.rollback(ann, "bot", 2, "quarantined").serving()).isNotNull().extracting(
                version -> version.ref().number()).isEqualTo(1);
    }

    @Test
    void what_is_served_goes_on_while_only_its_data_is_quarantined() {
        aliases.move(champion(project, "m", 1));
        deploy("bot");
        quarantines.place(ann, DATASET, "to be looked at");
        assertThat(deployments.find(project, "bot").orElseThrow().serving()).isNotNull();
    }

    @Test
    void a_quarantined_version_is_not_deployed_anew() {
        aliases.move(champion(project, "m", 1));
        quarantines.place(ann, FIRST, "leaks");
        assertQuarantined(() -> deploy("bot"));
        assertThat(deployments.list(project)).isEmpty();
    }

    @Test
    void a_rollback_passes_over_what_is_quarantined() {
        register(models, project, "m", 1);
        aliases.move(champion(project, "m", 1));
        aliases.move(champion(project, "m", 2));
        aliases.move(champion(project, "m", 3));
        quarantines.place(ann, SECOND, "leaks");
        AliasMove back = aliases.back(project, new VersionRef("m", 3), "champion", "ann", "worse");
        assertThat(back.to()).isEqualTo(1);
    }

    @Test
    void the_database_keeps_every_quarantine() {
        quarantines.place(ann, FIRST, "leaks");
        assertRefused("delete from registry.quarantine where project = ?");
        assertRefused("update registry.quarantine set reason = '' where project = ?");
        quarantines.lift(ann, FIRST, "fine");
        assertRefused("update registry.quarantine set lift_reason = 'other' where project = ?");
    }

    private void assertRefused(String sql) {
        assertThatThrownBy(() -> jdbc.sql(sql).param(project.value()).update()).isInstanceOf(
                DataAccessException.class).hasMessageContaining("append-only");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> assertQuarantined(ThrowingCallable call) {
        return assertThatThrownBy(call).isInstanceOfSatisfying(PlatformException.class, refusal -> assertThat(
                refusal.code()).isEqualTo(Quarantines.QUARANTINED));
    }

    private io.attune.registry.PromotionOutcome request(int version, int approvals) {
        return promotions.request(new PromotionRequest(project, new VersionRef("m", version), "champion", approvals,
                "eve", null, List.of(new GateResult("g", true, "1.0"))));
    }

    private void deploy(String name) {
        deployments.deploy(new NewDeployment(project, name, "m", "champion", new Knowledge.Paired("docs"),
                new AnswerPolicy("", "I do not know.", Grounding.EXTRACTED, WithoutSupport.ABSTAIN, List.of(), 100),
                "ann"));
    }

    private void record(String text) {
        datasets.record(new NewDatasetVersion(project, "m", Digest.of(text), "datasets/m/1.json", Map.of("train",
                90L), new TokenCount(1234), "m",
                List.of(new NewDatasetVersion.Input("voice", Digest.of("voice"), "Apache-2.0")), Instant.EPOCH));
    }

    private List<String> audited() {
        return jdbc.sql("""
                select action from platform.audit_event where project = ? and action like 'quarantine.%'
                order by sequence
                """).param(project.value()).query(String.class).list();
    }
}
