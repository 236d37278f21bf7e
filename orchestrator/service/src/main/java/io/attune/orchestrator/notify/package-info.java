/**
 * Tells people and programs outside what happened.
 *
 * <p>A {@link io.attune.orchestrator.notify.Notice} becomes, in the transaction of what it is about, one row for each target
 * that the operator configured for its event; a node then delivers it, again and again with growing pauses until it is
 * taken, and keeps every attempt with its answer. Webhooks carry a CloudEvents 1.0 envelope signed by Standard Webhooks 1.0;
 * the id stays the same whenever it is delivered again, so receivers can tell a repetition.
 */
@NullMarked
package io.attune.orchestrator.notify;

import org.jspecify.annotations.NullMarked;
