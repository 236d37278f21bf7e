/**
 * The platform as one executable.
 *
 * <p>The modules below depend on each other in one direction only: kernel, platform, registry, then dataset and
 * retrieval, then the orchestrator, then this. A test verifies it across their jars.
 */
@NullMarked
package io.attune;

import org.jspecify.annotations.NullMarked;
