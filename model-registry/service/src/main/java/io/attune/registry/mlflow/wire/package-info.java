/**
 * How MLflow's clients speak: fields in the query or in a JSON body, snake case, numbers as protobuf's JSON writes them, errors as a
 * code and a message. Every path is served for clients ({@code /api/2.0}) and for browsers ({@code /ajax-api/2.0}).
 */
@NullMarked
package io.attune.registry.mlflow.wire;

import org.jspecify.annotations.NullMarked;
