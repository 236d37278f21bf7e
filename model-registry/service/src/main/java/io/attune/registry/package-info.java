/**
 * What there is and what it cost: dataset versions, models and their numbered versions, aliases, promotions,
 * deployments, the lineage that joins them, and one ledger of budgets, reservations and charges.
 *
 * <p>The types of this package are the whole promise; the packages below hold tables, rules and web endpoints and are
 * nobody else's business. Everything belongs to a project, and nothing of one project is ever seen from another.
 *
 * <p><b>Every change may be repeated.</b> Callers are state machines that are killed at any moment and then do their
 * last step again, so each changing method says by which key it recognises a repetition and then returns what the first
 * call returned. Methods join the caller's transaction where there is one.
 *
 * <pre>{@code
 * switch (ledger.reserve(request)) {
 *     case ReservationOutcome.Reserved(var reservation) -> submit(reservation);
 *     case ReservationOutcome.Refused refusal -> stop(refusal.message());
 * }
 * }</pre>
 */
@NullMarked
package io.attune.registry;

import org.jspecify.annotations.NullMarked;
