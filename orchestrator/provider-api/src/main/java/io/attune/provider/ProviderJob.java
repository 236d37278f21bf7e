package io.attune.provider;

import java.time.Instant;

import io.attune.kernel.TokenCount;
import org.jspecify.annotations.Nullable;

/**
 * A job as the provider describes it now.
 *
 * @param id the provider's name for it
 * @param key the run key it carries, or null when it carries none of ours
 * @param state ours, or null when {@code rawState} is a value this adapter does not know: never guessed
 * @param phase what it does within that state, or null when the provider does not tell
 * @param rawState the provider's own word
 * @param tunedModel the result, null until there is one
 * @param trainedTokens what will be billed, null until the provider says
 * @param failure why it failed, null unless it did
 * @param createdAt when the provider took it
 * @param finishedAt when it ended, null until it has
 * @param estimatedFinish when the provider expects it to end, null when it does not say
 */
public record ProviderJob(ProviderJobId id, @Nullable RunKey key, @Nullable JobState state, @Nullable JobPhase phase,
        String rawState, @Nullable ProviderModelId tunedModel, @Nullable TokenCount trainedTokens,
        @Nullable JobFailure failure, Instant createdAt, @Nullable Instant finishedAt,
        @Nullable Instant estimatedFinish) {

    /** Why a job failed, in the provider's words. */
    public record JobFailure(String code, String message) {}
}
