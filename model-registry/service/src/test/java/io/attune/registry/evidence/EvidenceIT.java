package io.attune.registry.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.TokenCount;
import io.attune.platform.Caller;
import io.attune.platform.Signer;
import io.attune.registry.Aliases;
import io.attune.registry.AnswerPolicy;
import io.attune.registry.AnswerPolicy.Grounding;
import io.attune.registry.AnswerPolicy.WithoutSupport;
import io.attune.registry.DatasetRecords;
import io.attune.registry.Deployments;
import io.attune.registry.Knowledge;
import io.attune.registry.Ledger;
import io.attune.registry.LineageNode;
import io.attune.registry.Models;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.NewDeployment;
import io.attune.registry.PromotionPolicies;
import io.attune.registry.PromotionPolicy;
import io.attune.registry.PromotionRequest;
import io.attune.registry.PromotionRequest.GateResult;
import io.attune.registry.Promotions;
import io.attune.registry.Quarantines;
import io.attune.registry.RegistryTest;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static io.attune.registry.Samples.approver;
import static io.attune.registry.Samples.bill;
import static io.attune.registry.Samples.champion;
import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.newRun;
import static io.attune.registry.Samples.tuned;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class EvidenceIT {
    private static final VersionRef FIRST = new VersionRef("m", 1);

    @Autowired
    EvidenceCollector collector;
    @Autowired
    EvidenceSeal seal;
    @Autowired
    Signer signer;
    @Autowired
    Models models;
    @Autowired
    DatasetRecords datasets;
    @Autowired
    Promotions promotions;
    @Autowired
    PromotionPolicies policies;
    @Autowired
    Aliases aliases;
    @Autowired
    Deployments deployments;
    @Autowired
    Quarantines quarantines;
    @Autowired
    Ledger ledger;

    private final ProjectId project = newProject();
    private final Caller ann = approver(project, "ann");
    private final RunId run = newRun();

    @BeforeEach
    void a_version_that_was_promoted_deployed_left_and_quarantined() {
        datasets.record(new NewDatasetVersion(project, "m", Digest.of("all"), "datasets/m/1.json", Map.of("train",
                90L), new TokenCount(1234), "m",
                List.of(new NewDatasetVersion.Input("voice", Digest.of("voice"), "Apache-2.0")), Instant.EPOCH));
        models.register(tuned(project, "m", run));
        models.register(tuned(project, "m", newRun()));
        ledger.charge(bill(project, run, "m", "1.25", Instant.parse("2026-01-05T00:00:00Z")));
        policies.set(ann, new PromotionPolicy(List.of(new PromotionPolicy.Rule("champion", 1, true))), 0);
        var asked = promotions.request(new PromotionRequest(project, FIRST, "champion", 0, "eve", run,
                List.of(new GateResult("g", true, "0.4; waived by bob: known"))));
        promotions.approve(ann, asked.promotion().id(), "looks right");
        deployments.deploy(new NewDeployment(project, "bot", "m", "champion", new Knowledge.Paired("docs"),
                new AnswerPolicy("", "I do not know.", Grounding.EXTRACTED, WithoutSupport.ABSTAIN, List.of(), 100),
                "ann"));
        aliases.move(champion(project, "m", 2));
        quarantines.place(ann, LineageNode.version(FIRST), "leaks");
    }

    @Test
    void all_that_is_asked_of_a_version_stands_in_its_evidence() {
        Evidence evidence = collector.collect(project, FIRST);

        assertThat(evidence.version().run()).isEqualTo(run.value());
        assertThat(evidence.dataset()).isNotNull().satisfies(dataset -> {
            assertThat(dataset.digest()).isEqualTo(Digest.of("all").toString());
            assertThat(dataset.sources()).extracting(Evidence.Source::license).containsExactly("Apache-2.0");
        });
        assertThat(evidence.metrics()).hasSize(1);
        assertThat(evidence.promotions()).singleElement().satisfies(promotion -> {
            assertThat(promotion.state()).isEqualTo("promoted");
            assertThat(promotion.gates()).extracting(GateResult::observed).containsExactly(
                    "0.4; waived by bob: known");
            assertThat(promotion.decisions()).extracting(decision -> decision.approver()).containsExactly("ann");
            assertThat(promotion.policy()).isNotNull().extracting(Evidence.Policy::version).isEqualTo(1);
        });
        assertThat(evidence.aliases()).extracting(move -> move.from() + ">" + move.to()).containsExactly("null>1",
                "1>2");
        assertThat(evidence.deployments()).singleElement().satisfies(deployed -> {
            assertThat(deployed.name()).isEqualTo("bot");
            assertThat(deployed.serving()).isFalse();
        });
        assertThat(evidence.quarantines()).extracting(Evidence.Quarantined::reason).containsExactly("leaks");
        assertThat(evidence.cost()).hasSize(1);
        assertThat(evidence.madeFrom().nodes()).contains("source:voice@" + Digest.of("voice"));
        assertThat(evidence.audit()).extracting(Evidence.AuditEntry::action).contains("promotion.request",
                "promotion.approve", "alias.move", "deployment.deploy", "quarantine.place");
    }

    @Test
    void the_version_after_it_shows_what_it_serves() {
        assertThat(collector.collect(project, new VersionRef("m", 2)).deployments()).singleElement().extracting(
                Evidence.Deployed::serving).isEqualTo(true);
    }

    @Test
    void the_same_facts_have_the_same_digest_and_another_fact_another() {
        EvidenceBundle first = seal.seal(collector.collect(project, FIRST));
        assertThat(seal.seal(collector.collect(project, FIRST)).digest()).isEqualTo(first.digest());
        quarantines.lift(ann, LineageNode.version(FIRST), "fine");
        assertThat(seal.seal(collector.collect(project, FIRST)).digest()).isNotEqualTo(first.digest());
    }

    @Test
    void the_signature_is_over_the_very_facts() {
        EvidenceBundle bundle = seal.seal(collector.collect(project, FIRST));
        assertThat(signer.verify(bundle.signature())).isTrue();
        assertThat(Digest.of(bundle.signature().content()).toString()).isEqualTo(bundle.digest());
        assertThat(CanonicalJson.digest(bundle.evidence()).toString()).isEqualTo(bundle.digest());
    }

    @Test
    void there_is_no_evidence_of_what_is_not_there() {
        assertThatThrownBy(() -> collector.collect(project, new VersionRef("m", 9))).hasMessageContaining("m@9");
        assertThatThrownBy(() -> collector.collect(newProject(), FIRST)).hasMessageContaining("m@1");
    }
}
