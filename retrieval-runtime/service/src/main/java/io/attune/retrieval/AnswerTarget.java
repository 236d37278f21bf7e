package io.attune.retrieval;

import io.attune.registry.AnswerPolicy;
import io.attune.registry.ProviderModel;
import org.jspecify.annotations.Nullable;

/**
 * Who answers, from what and how. A deployment is one; an arm of an evaluation is one without a deployment.
 *
 * @param name what callers call it
 * @param knowledgeBase null: the model answers alone
 * @param model null: answers are extracted from cited text
 * @param baseModel the base of the model, to fall back to; null when there is none
 */
public record AnswerTarget(String name, @Nullable String knowledgeBase, @Nullable ProviderModel model,
        @Nullable ProviderModel baseModel, AnswerPolicy policy) {
}
