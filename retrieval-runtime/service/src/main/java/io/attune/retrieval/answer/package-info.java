/**
 * From a question to an answer that is true of the stored revisions, or to an abstention.
 *
 * <p>The order is fixed. Names that stand in the question are looked up exactly; a name the knowledge base does not hold
 * is never answered with a similar one. Otherwise passages are searched, and a calibrated rule decides whether the best
 * of them speaks of the question at all. What is said is taken out of the newest revisions as the database has them, not
 * as the index remembers them, so an answer is never older than the last committed change.
 *
 * <p>A capable model may write the words. It gets the passages as data; each of its sentences must then be found again in
 * what it cites, or the extracted answer stands in for it.
 */
@NullMarked
package io.attune.retrieval.answer;

import org.jspecify.annotations.NullMarked;
