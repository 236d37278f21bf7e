/**
 * Experiments and runs as MLflow has them. A parameter is written once; a metric's point sent again is the same point; what is deleted
 * can be restored.
 */
@NullMarked
package io.attune.registry.mlflow.tracking;

import org.jspecify.annotations.NullMarked;
