package io.attune.registry;

import java.time.Instant;

/**
 * What was deployed under a name from one moment to the next revision.
 *
 * @param revision from 1
 */
public record DeploymentRevision(int revision, NewDeployment settings, Instant deployedAt) {
}
