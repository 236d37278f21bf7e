package io.attune.retrieval.deployments;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.registry.Deployment;
import io.attune.registry.Deployments;
import io.attune.registry.ModelVersion;
import io.attune.registry.NewModelVersion;
import io.attune.registry.ProviderModel;
import io.attune.retrieval.AnswerTarget;
import io.attune.retrieval.AnswerTargets;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The registry's deployments. Without a registry in the process there are none. */
@Component
class DeployedTargets implements AnswerTargets {
    private final ObjectProvider<Deployments> deployments;

    DeployedTargets(ObjectProvider<Deployments> deployments) {
        this.deployments = deployments;
    }

    @Override
    public Optional<AnswerTarget> find(ProjectId project, String name) {
        Deployments registry = deployments.getIfAvailable();
        return registry == null ? Optional.empty() : registry.find(project, name).map(DeployedTargets::target);
    }

    @Override
    public List<AnswerTarget> list(ProjectId project) {
        Deployments registry = deployments.getIfAvailable();
        return registry == null ? List.of() : registry.list(project).stream().map(DeployedTargets::target).toList();
    }

    private static AnswerTarget target(Deployment deployment) {
        ModelVersion serving = deployment.serving();
        if (serving == null) {
            return new AnswerTarget(deployment.name(), deployment.knowledgeBase(), null, null,
                    deployment.current().settings().answers());
        }
        NewModelVersion content = serving.content();
        ProviderModel served = content.served();
        ProviderModel base = new ProviderModel(served.connection(), content.baseModel(), served.capable());
        return new AnswerTarget(deployment.name(), deployment.knowledgeBase(), served,
                content.baseModel().equals(served.modelId()) ? null : base,
                deployment.current().settings().answers());
    }
}
