/**
 * What was withdrawn from a project's datasets and may not come back, known by keyed hashes alone: HMAC-SHA-256 (RFC 2104)
 * under a random key that each project has for itself, so that nobody finds a person by hashing guesses.
 *
 * <p>Later curations drop a record whose content or identifiers were withdrawn, and refuse a file that was destroyed.
 */
@NullMarked
package io.attune.dataset.suppress;

import org.jspecify.annotations.NullMarked;
