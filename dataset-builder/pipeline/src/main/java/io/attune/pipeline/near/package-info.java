/**
 * Finding texts that say nearly the same: fast enough to run always, exact in what it reports, and in memory that does
 * not grow with the texts.
 *
 * <p><b>The idea.</b> A text is the set of its {@linkplain io.attune.pipeline.near.Shingler shingles}; two texts are as
 * alike as the {@linkplain io.attune.pipeline.near.Jaccard Jaccard similarity} of their sets. Comparing all with all is
 * out of the question, so each set gets a MinHash {@linkplain io.attune.pipeline.near.SignatureKernel signature} of 128
 * positions, of which 126 form 21 bands of 6 rows. Records that agree in a band are candidates: pairs at 0.8 become
 * candidates with a probability of .998, at 0.85 of .9999. A candidate is only a guess; it counts when the exact
 * similarity of the two sets says so. So nothing is ever merged by chance.
 *
 * <p><b>Memory.</b> One reading of the {@linkplain io.attune.pipeline.near.Texts texts} writes the keys of the bands to
 * disk, column by column. Each column alone is sorted in memory; groups of equal keys go to disk. A second reading
 * writes the shingle sets of those records that stand in any group, and the groups are verified against them, each
 * column after the other. What stays in memory is at most 32 bytes a record at any time: ten million records fit into
 * a heap of half a gigabyte. {@link io.attune.pipeline.near.NearDuplicates#estimate} says it beforehand, and a search
 * that would not fit is refused before it begins.
 *
 * <p><b>Large groups.</b> Texts made from one template agree in many bands without being near-duplicates. Groups are
 * therefore joined by prefix filtering, which goes by what is rare in the group, with a limit to the work for each
 * member; equal sets are represented by one of them.
 *
 * <p><b>Determinism.</b> Permutations and hashes are fixed; a cluster is named by its first record; threads see only
 * what was known when their wave began, and what they find is joined in a fixed order.
 *
 * <pre>{@code
 * NearDuplicates near = new NearDuplicates(NearSettings.of(0.8).withThreads(2));
 * Deduplicated result = near.deduplicate(Texts.of(texts), index -> texts.get((int) index).length()); // the longest stays
 * result.removed().records().forEach(i -> log(i + " resembles " + result.removed().twin(i)));
 * }</pre>
 *
 * <p>Callers must not rely on the hashes, keys or temporary files staying as they are from one
 * {@link io.attune.pipeline.near.NearDuplicates#VERSION} to the next.
 */
@NullMarked
package io.attune.pipeline.near;

import org.jspecify.annotations.NullMarked;
