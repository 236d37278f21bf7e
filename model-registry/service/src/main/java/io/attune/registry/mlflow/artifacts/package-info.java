/**
 * Artifacts of tracked runs and of imported versions, proxied as MLflow's servers do it ({@code mlflow-artifacts:}): files
 * of any size below the project's own folder of the object store, whole or in parts.
 */
@NullMarked
package io.attune.registry.mlflow.artifacts;

import org.jspecify.annotations.NullMarked;
