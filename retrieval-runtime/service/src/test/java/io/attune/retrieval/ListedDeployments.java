package io.attune.retrieval;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.registry.Deployment;
import io.attune.registry.DeploymentRevision;
import io.attune.registry.Deployments;
import io.attune.registry.ModelVersion;
import io.attune.registry.NewDeployment;
import io.attune.registry.NewModelVersion;
import io.attune.registry.ProviderModel;
import io.attune.registry.VersionRef;

/** Deployments in memory, all serving one model. */
final class ListedDeployments implements Deployments {
    private record Key(ProjectId project, String name) {
    }

    private final Map<Key, Deployment> all = new ConcurrentHashMap<>();

    /** Deploys and says which model serves it. */
    void serve(NewDeployment deployment, ProviderModel model) {
        ModelVersion version = new ModelVersion(new VersionRef(deployment.model(), 1),
                NewModelVersion.base(deployment.project(), deployment.model(), model, List.of()), Instant.EPOCH,
                Instant.EPOCH);
        all.put(new Key(deployment.project(), deployment.name()),
                new Deployment(new DeploymentRevision(1, deployment, Instant.EPOCH), version));
    }

    @Override
    public Deployment deploy(NewDeployment deployment) {
        Deployment deployed = new Deployment(new DeploymentRevision(1, deployment, Instant.EPOCH), null);
        all.put(new Key(deployment.project(), deployment.name()), deployed);
        return deployed;
    }

    @Override
    public Optional<Deployment> find(ProjectId project, String name) {
        return Optional.ofNullable(all.get(new Key(project, name)));
    }

    @Override
    public List<Deployment> list(ProjectId project) {
        return all.entrySet().stream().filter(entry -> entry.getKey().project().equals(project)).map(
                Map.Entry::getValue).toList();
    }

    @Override
    public List<DeploymentRevision> history(ProjectId project, String name) {
        return find(project, name).map(deployment -> List.of(deployment.current())).orElse(List.of());
    }

    @Override
    public Deployment rollback(Caller caller, String name, int from, String reason) {
        throw new IllegalStateException("Deployment " + name + " has one revision only");
    }
}
