/**
 * The curation itself. {@link io.attune.pipeline.curate.Curator#trace} takes one record as far as it goes alone: it may
 * run anywhere, in any order, as often as a restart demands. {@link io.attune.pipeline.curate.Curator#finish} brings the
 * traces together: it puts them in the dataset's order first, so the result does not depend on who traced what when.
 *
 * <pre>{@code
 * Curator curator = new Curator(plan, suites, Decisions.NONE, TokenCounter.cl100k());
 * List<Traced> traces = items.parallelStream().map(item -> curator.trace(source, item)).toList();
 * Curated curated = curator.finish(traces);
 * }</pre>
 */
@NullMarked
package io.attune.pipeline.curate;

import org.jspecify.annotations.NullMarked;
