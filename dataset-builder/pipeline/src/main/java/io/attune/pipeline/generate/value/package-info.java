/**
 * What is planted as a single value: personal data, secrets, and decoys that only look like either.
 *
 * <p>Every value is made when it is asked for, from a chance, and is right by the rule of its kind: check digits are
 * computed here, by code of this package's own, from the public standard named beside it. Telephone numbers are taken from
 * the ranges that regulators keep for fiction where a country has such a range; mail addresses and hosts lie under the
 * domains that RFC 2606 reserves. No secret-looking text stands in these sources whole.
 */
@NullMarked
package io.attune.pipeline.generate.value;

import org.jspecify.annotations.NullMarked;
