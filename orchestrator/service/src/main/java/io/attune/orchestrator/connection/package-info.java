/**
 * Connections: the accounts at vendors by which recipes train, as people name and look after them.
 *
 * <p>A connection is configured by the operator, for every project, or added to one project over the API. Either way only
 * a reference to its credential is kept: where it lies, never what it is.
 */
@NullMarked
package io.attune.orchestrator.connection;

import org.jspecify.annotations.NullMarked;
