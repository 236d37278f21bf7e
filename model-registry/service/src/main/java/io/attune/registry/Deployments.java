package io.attune.registry;

import java.util.List;
import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;

/** Endpoints: an alias of a model, paired with knowledge or with a reason for having none. */
public interface Deployments {

    /**
     * Deploys under a name, or changes what is deployed there; settings equal to the present ones change nothing. Every
     * change is a new revision, and the earlier ones are kept. Links version, knowledge and deployment in the lineage.
     *
     * @throws PlatformException not-found, when there is no such model; quarantined, when the version that its alias points
     *         at, or what that was made from, is
     */
    Deployment deploy(NewDeployment deployment);

    /** A deployment with its alias resolved at this moment. */
    Optional<Deployment> find(ProjectId project, String name);

    /** Every deployment, by name, resolved at this moment. */
    List<Deployment> list(ProjectId project);

    /** What was deployed under a name, newest first. */
    List<DeploymentRevision> history(ProjectId project, String name);

    /**
     * Points the deployment's alias back at the version before {@code from}, which needs the permission of an approver.
     * Repeated, nothing happens.
     *
     * @param from the number of the version to leave
     * @throws PlatformException not-found; permission-denied; conflict, when {@code from} is not what is served or nothing
     *         was before
     */
    Deployment rollback(Caller caller, String name, int from, String reason);
}
