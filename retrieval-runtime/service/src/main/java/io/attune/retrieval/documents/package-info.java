/**
 * Documents and their revisions: what is said, since which change, and where its text lies.
 *
 * <p>A revision is immutable. Its text lies in the object store under its SHA-256 and is read back against it, so what a
 * citation is compared with is what was written. The newest change of every document is in the log; a reader that holds
 * all changes up to a number has seen everything committed before it.
 */
@NullMarked
package io.attune.retrieval.documents;

import org.jspecify.annotations.NullMarked;
