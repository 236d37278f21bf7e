/**
 * Registered models and their versions as MLflow's clients know them: the registry's own models, in MLflow's words. Versions
 * that these clients register are imported ones; versions of runs are shown beside them.
 */
@NullMarked
package io.attune.registry.mlflow.models;

import org.jspecify.annotations.NullMarked;
