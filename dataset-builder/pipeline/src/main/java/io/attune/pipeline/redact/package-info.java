/**
 * Finding personal data and secrets. A scan finds candidates by what they cannot do without (an {@code @}, a digit, a
 * known prefix); a validator decides (Luhn, a plausible domain, the numbering plan). No regular expression runs over the
 * whole text: the work is linear in its length, whatever the text.
 */
@NullMarked
package io.attune.pipeline.redact;

import org.jspecify.annotations.NullMarked;
