/**
 * The language of generated records: a support desk for products that do not exist.
 *
 * <p>A record is built from sentences; a sentence from a template and the words put into its places; both are drawn from a
 * {@link io.attune.pipeline.generate.text.Chance}. The words that a record is about (product, component, error code,
 * setting, value) are drawn once for the record, so that question and answer speak of the same thing. Which templates are
 * used and which words go into them are drawn from two independent chances, so that a text can be written again with the
 * same templates and other words.
 *
 * <p>Two records written from different chances share phrases, as real desks' records do, but never most of their words:
 * at a similarity of .7 nearly all sentences would have to agree in template and in every word.
 */
@NullMarked
package io.attune.pipeline.generate.text;

import org.jspecify.annotations.NullMarked;
