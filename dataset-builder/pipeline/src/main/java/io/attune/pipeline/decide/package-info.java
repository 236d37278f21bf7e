/**
 * What people decided about single records, as an input of a curation like any source.
 *
 * <p>A {@link io.attune.pipeline.decide.Decision} names a record by source and key and pins the content the person saw. It
 * is applied to the record as it is read, before every step; when the record says something else by now, the decision is
 * stale: it is listed and never applied. A later decision about the same record replaces an earlier one. The digest of all
 * decisions is one of the inputs in a version's digest, so the same decisions replay to the same version.
 *
 * <p>{@link io.attune.pipeline.decide.Ruling.KeepAnyway} overrules steps that judge by taste or statistics. It does not
 * overrule those that protect: a record that no provider takes, personal data and leakage stay out whatever a person says.
 */
@NullMarked
package io.attune.pipeline.decide;

import org.jspecify.annotations.NullMarked;
