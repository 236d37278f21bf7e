package io.attune.provider.testkit.openai;

import java.util.Map;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a job is: fixed when it is created. Null means the caller left it open.
 *
 * @param sequence orders jobs created in the same second
 * @param model the name the caller gave: a base model or a tuned one
 * @param start what that name stood for
 * @param method {@code supervised}, {@code dpo} or {@code reinforcement}; null in books of before there were others
 * @param methodDetails what the method was given beyond the common settings, such as {@code beta} or {@code grader}
 * @param trainingType Azure's tier
 */
record JobSpec(String id, long sequence, long createdAt, String model, Engine.Model start, String trainingFile,
        @Nullable String validationFile, @Nullable String suffix, @Nullable Map<String, String> metadata, int seed,
        @Nullable Integer epochs, @Nullable Integer batchSize, @Nullable Double learningRateMultiplier,
        @Nullable String method, @Nullable Map<String, JsonNode> methodDetails, @Nullable String trainingType) {

    String methodName() {
        return method == null ? Methods.SUPERVISED : method;
    }
}
