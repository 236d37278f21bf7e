/**
 * What is worth telling: turns of runs, notices about money, ends of base models; and the same runs as OpenLineage events
 * (specification 2-0-2) for lineage stores.
 *
 * <p>A run's turn is kept by the statement that makes it; a node takes it, puts it into words and hands it to
 * {@link io.attune.orchestrator.notify.Notices}, which delivers. So none is lost and none told twice, whatever dies.
 */
@NullMarked
package io.attune.orchestrator.news;

import org.jspecify.annotations.NullMarked;
