/**
 * A server of the OpenAI dialect: files, fine-tuning jobs with events and checkpoints, models, chat completions.
 *
 * <p>{@link io.attune.provider.testkit.openai.OpenAiServer} keeps the books; an
 * {@link io.attune.provider.testkit.openai.Engine} does the arithmetic. Exams use the
 * {@link io.attune.provider.testkit.openai.SimulatedEngine}; the sandbox uses a real trainer.
 *
 * <p>Everything is kept in one folder and survives a kill: a job is on disk before its creation is answered, and a job
 * that was interrupted goes on after a restart as the same job, with one bill. {@code trained_tokens} is what is billed:
 * the tokens of the training file times the epochs on success, the share of the steps made when cancelled, nothing when
 * failed.
 *
 * <p>Files are checked twice, as the vendor does it. The upload refuses with status 400 what is no UTF-8 or no JSON
 * object per line with a {@code messages} list, and names the lines. Everything else (roles, weights, the last speaker,
 * the number of examples, rows shared by training and validation) is checked when a job begins: it goes from
 * {@code validating_files} to {@code failed} with {@code invalid_training_file} or {@code invalid_validation_file}.
 *
 * <p>Extensions to the dialect, all optional for clients: {@code error.details} with a line and a message each;
 * {@code prompt_logprobs} and {@code add_generation_prompt} of a chat completion and {@code POST /tokenize}, as vLLM has
 * them; {@code status} of a base model.
 */
@NullMarked
package io.attune.provider.testkit.openai;

import org.jspecify.annotations.NullMarked;
