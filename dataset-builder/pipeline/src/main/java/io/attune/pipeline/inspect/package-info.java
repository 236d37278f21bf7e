/**
 * Looks at files of training data before anybody writes a recipe: what they are, what is in them, what is wrong with them,
 * and which steps would mend it.
 *
 * <pre>{@code
 * Inspection seen = new Inspector(Inspector.Settings.DEFAULT).inspect(List.of(Path.of("tickets.jsonl")), Progress.NONE);
 * String recipe = new StarterRecipe("support", seen).write();
 * }</pre>
 *
 * <p>Every line is read and every unreadable one is counted. What costs more, such as tokens, languages, duplicates and
 * personal data, is measured on all records or, of a large file, on a sample that is the same on every run: the records
 * whose places have the smallest digests. {@link io.attune.pipeline.inspect.Inspection} says how many these were.
 *
 * <p>Findings are those of the curation's own steps with their defaults, so that a count here is what a build would do. No
 * value of personal data or of a secret is in any result: only its class, its place and a mask.
 */
@NullMarked
package io.attune.pipeline.inspect;

import org.jspecify.annotations.NullMarked;
