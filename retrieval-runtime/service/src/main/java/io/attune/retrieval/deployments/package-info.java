/** Where this module meets the registry: deployments as answer targets. */
@NullMarked
package io.attune.retrieval.deployments;

import org.jspecify.annotations.NullMarked;
