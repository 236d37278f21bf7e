/** MLflow's filters and orders: conditions joined by AND, parsed whole before anything is looked up, and written as SQL with parameters. */
@NullMarked
package io.attune.registry.mlflow.search;

import org.jspecify.annotations.NullMarked;
