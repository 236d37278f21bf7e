/** Aliases as their moves, one append-only row each; where an alias points is its newest move. */
@NullMarked
package io.attune.registry.aliases;

import org.jspecify.annotations.NullMarked;
