/**
 * A small language model that is really trained and really answers, so that everything around it can be tried without
 * money or a graphics card.
 *
 * <p>The model is a decoder-only transformer of about a million numbers. It is no simulation: tokens are byte pairs
 * learnt from a corpus, weights are found by gradient descent, and whatever a fine-tuned model says, it says because of
 * the examples it was given. All arithmetic runs in a child process, so that its memory, its native library and its
 * crashes stay away from the caller.
 *
 * <p>{@link io.attune.sandbox.trainer.Trainer} is the whole promise. A training reports
 * {@link io.attune.sandbox.trainer.TrainingEvent}s and ends in a {@link io.attune.sandbox.trainer.TrainingOutcome};
 * answers and scores come back as futures:
 *
 * <pre>{@code
 * BaseModel base = trainer.base(progress -> {}).join();
 * TrainingJob job = new TrainingJob(ModelSource.base(), file, null, Hyperparameters.auto(), 42, null);
 * TrainingOutcome outcome = trainer.train(job, listener).outcome().join();
 * Completion answer = trainer.chat(new ChatRequest(tuned, List.of(ChatMessage.user("Hello")), Sampling.greedy(40))).join();
 * }</pre>
 *
 * <p>Invariants: the same job gives the same weights, byte for byte, on the same machine with the same number of
 * threads, whether or not it was interrupted and resumed. Only assistant tokens are learnt from. The child never
 * outlives its parent. What callers must not rely on: how the trainer lays out its data folder, and that answers to
 * concurrent requests agree with single ones in the last digits of their probabilities.
 */
@NullMarked
package io.attune.sandbox.trainer;

import org.jspecify.annotations.NullMarked;
