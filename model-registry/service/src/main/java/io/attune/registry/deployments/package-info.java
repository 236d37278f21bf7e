/** Deployments as append-only revisions; what one serves is looked up through its alias whenever it is read. */
@NullMarked
package io.attune.registry.deployments;

import org.jspecify.annotations.NullMarked;
