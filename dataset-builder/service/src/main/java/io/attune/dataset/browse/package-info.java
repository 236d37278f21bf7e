/**
 * Looking into a version: paging through its examples from any line, searching texts and the drop ledger, and asking of
 * one record why it is or is not in the dataset.
 *
 * <p>A page reads only the frames its lines stand in. A search looks at a bounded number of lines for each page and hands
 * out a cursor with which it goes on, so no request takes long however large the version is.
 */
@NullMarked
package io.attune.dataset.browse;

import org.jspecify.annotations.NullMarked;
