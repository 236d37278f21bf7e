package io.attune.registry.deployments;

import java.util.List;

import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Aliases;
import io.attune.registry.AnswerPolicy;
import io.attune.registry.AnswerPolicy.Fallback;
import io.attune.registry.AnswerPolicy.Grounding;
import io.attune.registry.AnswerPolicy.WithoutSupport;
import io.attune.registry.Deployment;
import io.attune.registry.Deployments;
import io.attune.registry.Knowledge;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.Models;
import io.attune.registry.NewDeployment;
import io.attune.registry.NewModelVersion;
import io.attune.registry.ProviderModel;
import io.attune.registry.RegistryTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

import static io.attune.registry.Samples.approver;
import static io.attune.registry.Samples.champion;
import static io.attune.registry.Samples.newProject;
import static io.attune.registry.Samples.register;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@RegistryTest
class DeploymentsIT {
    private static final AnswerPolicy POLICY = new AnswerPolicy("Answer from the passages.", "I do not know.",
            Grounding.EXTRACTED, WithoutSupport.ABSTAIN, List.of(Fallback.EXTRACT), 300);
    private static final Knowledge PAIRED = new Knowledge.Paired("docs");

    @Autowired
    Deployments deployments;
    @Autowired
    Aliases aliases;
    @Autowired
    Models models;
    @Autowired
    Lineage lineage;

    private final ProjectId project = newProject();

    @BeforeEach
    void two_versions() {
        register(models, project, "m", 2);
    }

    @Test
    void a_deployment_serves_what_its_alias_points_at_now() {
        assertThat(deploy(PAIRED).serving()).isNull();
        aliases.move(champion(project, "m", 1));
        assertThat(serving()).isEqualTo(1);
        aliases.move(champion(project, "m", 2));
        assertThat(serving()).isEqualTo(2);
        assertThat(deployments.find(project, "bot").orElseThrow().knowledgeBase()).isEqualTo("docs");
        assertThat(deployments.find(newProject(), "bot")).isEmpty();
    }

    @Test
    void the_same_settings_are_no_new_revision_and_others_are() {
        Deployment first = deploy(PAIRED);
        assertThat(deploy(PAIRED)).isEqualTo(first);
        deploy(new Knowledge.None("rewrites tone, states no facts"));
        assertThat(deployments.history(project, "bot")).extracting(
                revision -> revision.settings().knowledge()).containsExactly(new Knowledge.None(
                        "rewrites tone, states no facts"), PAIRED);
        assertThat(deployments.list(project)).hasSize(1);
    }

    @Test
    void what_was_deployed_is_found_as_it_was() {
        deploy(PAIRED);
        assertThat(deployments.find(project, "bot").orElseThrow().current().settings()).isEqualTo(settings(PAIRED));
    }

    @Test
    void a_base_model_is_deployed_with_knowledge_alone() {
        models.register(NewModelVersion.base(project, "base", new ProviderModel("sandbox", "attune-mini", false),
                List.of()));
        aliases.move(champion(project, "base", 1));
        Deployment deployment = deployments.deploy(
                new NewDeployment(project, "base", "base", "champion", PAIRED, POLICY, "ann"));
        assertThat(deployment.serving()).isNotNull().extracting(
                version -> version.content().served().modelId()).isEqualTo("attune-mini");
    }

    @Test
    void rolling_back_serves_the_version_before() {
        deploy(PAIRED);
        aliases.move(champion(project, "m", 1));
        aliases.move(champion(project, "m", 2));
        deployments.rollback(approver(project, "bob"), "bot", 2, "abstains too often");
        deployments.rollback(approver(project, "bob"), "bot", 2, "abstains too often");
        assertThat(serving()).isEqualTo(1);
        assertThatThrownBy(() -> deployments.rollback(new Caller(project, "eve", Permission.EDITOR), "bot", 1,
                "")).hasMessageContaining("approver");
    }

    @Test
    void every_version_it_served_and_its_knowledge_stand_in_the_lineage() {
        aliases.move(champion(project, "m", 1));
        deploy(PAIRED);
        aliases.move(champion(project, "m", 2));
        assertThat(lineage.upstream(project, LineageNode.deployment("bot")).nodes()).contains(
                LineageNode.knowledge("docs"), LineageNode.parse("version:m@1"), LineageNode.parse("version:m@2"));
        assertThat(lineage.downstream(project, LineageNode.parse("dataset:m@1")).nodes()).contains(
                LineageNode.deployment("bot"));
    }

    @Test
    void an_unknown_model_cannot_be_deployed() {
        assertThatThrownBy(() -> deployments.deploy(
                new NewDeployment(project, "x", "nothing", "champion", PAIRED, POLICY, "ann"))).hasMessageContaining(
                        "'nothing'");
    }

    private int serving() {
        return java.util.Objects.requireNonNull(deployments.find(project,
                "bot").orElseThrow().serving()).ref().number();
    }

    private Deployment deploy(Knowledge knowledge) {
        return deployments.deploy(settings(knowledge));
    }

    private NewDeployment settings(Knowledge knowledge) {
        return new NewDeployment(project, "bot", "m", "champion", knowledge, POLICY, "ann");
    }
}
