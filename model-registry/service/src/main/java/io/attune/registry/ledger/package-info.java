/**
 * The ledger in PostgreSQL, in plain JDBC.
 *
 * <p>A {@code balance} row holds what is spent and held of an account: a project, team, recipe, deployment or run in a
 * period and a currency. Holding money is one conditional update of each account that a limit concerns
 * ({@code spent + reserved + asked <= limit}); billing moves a part from reserved to spent. Every movement is a row as
 * well: a {@code hold} for each reservation and account, a {@code posting} for each charge and account; they are written
 * in the same transaction, so balances always equal the sums of those rows.
 *
 * <p>A budget that a person sets is a limit on a line of accounts, one for each day, month or for all time. One that is
 * set later counts what is held and what was billed in the running period; one in another currency counts at the rate of
 * the day, and says which charges it cannot count.
 *
 * <p>Charges are rows that never change. A later stage or a correction is a further row of the same key, and what counts
 * is the difference; a row of a closed month is refused by the database, so what comes late counts now.
 *
 * <p>Locks are taken in one order, so no two calls wait for each other: the project's ledger (shared by movements, alone
 * for what every movement must see), a run's reservations by identifier, a charge's key, then balances by level, name,
 * period and currency.
 */
@NullMarked
package io.attune.registry.ledger;

import org.jspecify.annotations.NullMarked;
