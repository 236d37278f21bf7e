/**
 * What may leave, and what has left.
 *
 * <p>No byte of a project's data goes to a vendor before {@link io.attune.orchestrator.egress.Egress} has allowed it: the
 * recipe says what kind of data it is and where it may lie, the connection says where it leads and on what terms, and the
 * project's rules say which of these go together. Public data may go anywhere and nothing leaves with a local trainer;
 * all else is denied unless a rule allows it, and the refusal names the rule.
 *
 * <p>Every copy that was sent is a row of {@link io.attune.orchestrator.egress.Copies}, written before it is sent, with the
 * day it is to be gone and the proof that it is.
 */
@NullMarked
package io.attune.orchestrator.egress;

import org.jspecify.annotations.NullMarked;
