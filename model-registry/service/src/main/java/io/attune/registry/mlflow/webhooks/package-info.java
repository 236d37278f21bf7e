/** Webhooks as MLflow's clients set them up: what changes in the registry is sent to addresses of theirs, signed. */
@NullMarked
package io.attune.registry.mlflow.webhooks;

import org.jspecify.annotations.NullMarked;
