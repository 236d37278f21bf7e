/**
 * Withdrawal: which versions hold a person's or a document's data, and its destruction.
 *
 * <p>A withdrawal is a row that is taken up again wherever it stood. Each pass looks through everything the project's
 * datasets keep: versions, drop ledgers, uploaded files, people's decisions, requests, and what unfinished work has left
 * behind. What may not come back is noted first, as keyed hashes. Then, version by version, the <em>successor</em> with the
 * remaining records is written and recorded, the version is marked withdrawn and names it, and only then the old bytes are
 * destroyed: whole, for records share frames. The uploaded files go last, because they tell which records are the
 * subject's even where a step has changed their words. A pass that finds nothing ends the withdrawal, and its subject, kept
 * sealed until then, is forgotten.
 */
@NullMarked
package io.attune.dataset.withdraw;

import org.jspecify.annotations.NullMarked;
