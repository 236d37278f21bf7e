/**
 * The OpenAI dialect on the JDK's HTTP client: OpenAI itself and every server that speaks it, Azure OpenAI, and Bedrock's
 * OpenAI-compatible endpoint. What differs between them stands in {@link io.attune.adapter.openai.Account}.
 *
 * <p>There is no vendor SDK here, on purpose: it retries a create by itself, and so pays twice. Each call is one
 * request, never repeated and never redirected. A create that got no clear answer is in doubt; it is found again by the
 * run key in the job's metadata ({@code run_key}), for which the dialect has a list filter. Azure does not promise to
 * keep metadata, so there the key's digest stands in the suffix too, and every job of the account is looked at. What
 * remains everywhere: no vendor of this dialect takes a key that makes it refuse a second create.
 *
 * <p>Scoring uses vLLM's extensions of the dialect ({@code prompt_logprobs} and {@code /tokenize}), which OpenAI itself
 * does not have; there a score fails with what the server says.
 */
@NullMarked
package io.attune.adapter.openai;

import org.jspecify.annotations.NullMarked;
