/** Promotions: a request with its gates' results, the decisions of people, and the move of the alias in the same transaction. */
@NullMarked
package io.attune.registry.promotions;

import org.jspecify.annotations.NullMarked;
