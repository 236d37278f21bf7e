/**
 * Taking personal data and secrets out of texts. One forward scan finds candidates by what they cannot do without (an
 * {@code @}, a group of digits, a published prefix, a context word); a validator decides (a check digit, a numbering plan,
 * a decodable header); the policy says what becomes of a match. No regular expression of ours runs over a text, and those
 * of users run on an engine without backtracking: the work is linear in the length of the text, whatever the text.
 *
 * <pre>{@code
 * Redactor redactor = Redactor.ofDefaults();
 * redactor.redact("Write to ann@example.org").text();   // Write to [EMAIL]
 * redactor.preview("Write to ann@example.org");         // 9–24, email, a…g
 * }</pre>
 *
 * <p>What holds: redacting twice is redacting once; a replacement is never valid itself; equal values with equal seeds
 * have equal replacements; no value stands in a finding, a count or a ledger. The seed is no secret: a replacement is a
 * pseudonym within a dataset, not an encryption.
 */
@NullMarked
package io.attune.pipeline.redact;

import org.jspecify.annotations.NullMarked;
