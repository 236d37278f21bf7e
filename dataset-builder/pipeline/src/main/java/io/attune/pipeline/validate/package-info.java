/**
 * What is wrong with an example whose bytes were fine: the seven checks of OpenAI's guide (Data preparation and analysis
 * for chat model fine-tuning) under their own names, and what those miss: tools, calls and their answers, turns, echoed
 * answers, weights, pictures, both sides of a preference, and length. A reader refuses only what an example cannot hold;
 * everything else is found here, so that a broken line and an invalid example are two different things.
 *
 * <pre>{@code
 * List<Finding> findings = new Validation(TokenCounter.cl100k(), 16_385, true).check(example);
 * }</pre>
 */
@NullMarked
package io.attune.pipeline.validate;

import org.jspecify.annotations.NullMarked;
