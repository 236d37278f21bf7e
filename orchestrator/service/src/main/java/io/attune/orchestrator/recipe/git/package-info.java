/**
 * Who keeps a thing: a folder of a Git repository, when {@code attune apply} made it, or people.
 *
 * <p>What a folder owns is changed there and nowhere else, so that the files say what is in force. Ownership is a row for
 * each thing; the commit it was last applied from stands beside it.
 */
@NullMarked
package io.attune.orchestrator.recipe.git;

import org.jspecify.annotations.NullMarked;
