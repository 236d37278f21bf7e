package io.attune.provider.testkit.openai;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a job is: fixed when it is created. Null means the caller left it open.
 *
 * @param sequence orders jobs created in the same second
 * @param model the name the caller gave: a base model or a tuned one
 * @param start what that name stood for
 */
record JobSpec(String id, long sequence, long createdAt, String model, Engine.Model start, String trainingFile,
        @Nullable String validationFile, @Nullable String suffix, @Nullable Map<String, String> metadata, int seed,
        @Nullable Integer epochs, @Nullable Integer batchSize, @Nullable Double learningRateMultiplier) {
}
