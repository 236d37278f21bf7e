/**
 * A generator of training data with known defects, and the truth about them, to examine whatever finds defects.
 *
 * <p>It is an examiner and knows nothing of those it examines: no class, pattern or constant is shared with the rest of the
 * pipeline, in either direction, and a test fails when one is. Its own similarity, check digits and words are in
 * {@link io.attune.pipeline.generate.text} and {@link io.attune.pipeline.generate.value}.
 *
 * <pre>{@code
 * Generator generator = Generator.conversations(42, 1_000_000, PlantPlan.of(PlantKind.NEAR_DUPLICATE, 0.02));
 * Generated record = generator.record(17);    // the same whenever and wherever it is asked for
 * }</pre>
 *
 * <h2>Records</h2> OpenAI's chat or preference format, one JSON object a line, about the support of invented products, with
 * system messages, second questions and tool calls in some. {@code metadata.key} names the record ({@code r-00000017});
 * {@code metadata.customer} groups about three: a customer's records share product, release and plan, so a split that tears
 * a customer apart leaks. A record that nothing is planted in holds no personal data and no secret, and no two of those are
 * similar at .7 or above.
 *
 * <h2>Plants</h2> {@link io.attune.pipeline.generate.PlantKind} lists them. A record carries at most one kind; exactly
 * {@code floor(rate × count)} carry each. Which ones is a keyed shuffling of the numbers, and a record that is made from
 * another has that other, a clean one, for itself. It may stand before or after it. Near-duplicates have similarities
 * uniform on .80 to 1, rounded up to the next that the number of words allows; personal data and secrets are valid by the
 * check digits of their kind. Offenders of similarity are told even where the kind is another: a contradiction may be so
 * similar to its twin that removing it as a near-duplicate is right, and its similarity says so.
 *
 * <h2>Files</h2> {@link io.attune.pipeline.generate.GeneratedFolder} writes {@code records.jsonl}, the records in order;
 * {@code truth.jsonl}, what is planted; where leaks or template mates are, {@code suite.jsonl}, the evaluation suite that
 * must not be in the records; and {@code generated.json}, the parameters and counts. A line of the truth:
 * <ul>
 * <li>{@code record} (from 0; the line is one more), {@code key}, {@code kind}: always;
 * <li>{@code class}: within the kind, such as {@code iban}, {@code last-not-assistant}, {@code near-copy} or {@code de};
 * {@code variant}: a form of the class, such as a country;
 * <li>{@code message}, {@code start}, {@code end}: the planted value, or the damaged answer, in the decoded text of message
 * N from 0, in UTF-16 units, {@code end} exclusive. In a preference pair the preferred answer is the message behind those
 * of the input. {@code value}: the text there; for a damaged answer the right one; for a contradiction its fact;
 * <li>{@code twin}: the key of the record or suite item it was made from; {@code twinValue}: that one's fact;
 * <li>{@code similarity}: Jaccard of the sets of five consecutive words (longest runs of letters and digits, in lower case)
 * of the last question, a line break and the answer, to the twin's; {@code similarityWhole}: of all messages.
 * </ul>
 */
@NullMarked
package io.attune.pipeline.generate;

import org.jspecify.annotations.NullMarked;
