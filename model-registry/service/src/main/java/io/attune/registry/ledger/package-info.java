/**
 * The ledger in PostgreSQL, in plain JDBC.
 *
 * <p>A {@code budget} row holds the balances of a scope's month or of one run. Holding money is one conditional update of
 * each budget concerned ({@code spent + reserved + asked <= limit}); billing moves a part from reserved to spent; both
 * happen in the transaction that writes the reservation or charge, so balances always equal the sums of those rows.
 *
 * <p>Locks are taken in one order, so no two calls wait for each other: a run's reservations by identifier, then budgets
 * by scope, period and currency.
 */
@NullMarked
package io.attune.registry.ledger;

import org.jspecify.annotations.NullMarked;
