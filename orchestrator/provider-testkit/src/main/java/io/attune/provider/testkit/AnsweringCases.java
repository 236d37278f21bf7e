package io.attune.provider.testkit;

import java.util.List;
import java.util.Objects;

import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatMessage;
import io.attune.provider.ChatRequest;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderModelId;
import io.attune.provider.TokenCounting;
import io.attune.provider.TokenScoring;
import io.attune.provider.TokenScoring.TokenScore;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Models answer, and say how likely they find an answer. */
abstract class AnsweringCases {
    abstract ExamRoom room();

    @Test
    void base_and_tuned_models_answer_and_say_what_is_billed() {
        ProviderJob job = room().trained("key-1");
        ProviderModelId tuned = Objects.requireNonNull(job.tunedModel());

        for (ProviderModelId model : List.of(room().vendor().baseModel(), tuned)) {
            ChatAnswer answer = room().chat(model);
            assertThat(answer.text()).isNotBlank();
            assertThat(answer.finishReason()).isEqualTo("stop");
            assertThat(answer.promptTokens().value()).isPositive();
            assertThat(answer.completionTokens().value()).isPositive();
        }
    }

    @Test
    void an_answer_that_reaches_its_limit_says_so() {
        ChatAnswer answer = room().provider().chat(new ChatRequest(room().vendor().baseModel(),
                List.of(ChatMessage.user("Tell me everything")), 1, 0));

        assertThat(answer.finishReason()).isEqualTo("length");
        assertThat(answer.completionTokens().value()).isOne();
    }

    @Test
    void a_model_nobody_knows_is_told_apart_from_a_question_that_is_refused() {
        ProviderException failure = room().failureOf(() -> room().ask(new ProviderModelId("no-such-model")));

        assertThat(failure.code()).isEqualTo(ProviderException.UNKNOWN_MODEL);
        assertThat(failure.message()).contains("no-such-model");
    }

    @Test
    void only_the_answers_tokens_are_scored() {
        TokenScoring scoring = room().ability(TokenScoring.class);
        List<ChatMessage> prompt = List.of(ChatMessage.system("Be brief"), ChatMessage.user("What is it?"));

        TokenScore shorter = scoring.score(room().vendor().baseModel(), prompt, "one two three");
        TokenScore longer = scoring.score(room().vendor().baseModel(), prompt, "one two three four");

        assertThat(shorter.tokens()).isBetween(3, 10);
        assertThat(longer.tokens()).isGreaterThan(shorter.tokens());
        assertThat(longer.logProbability()).isLessThan(shorter.logProbability());
        assertThat(shorter.loss()).isPositive().isFinite();
        assertThat(shorter.likeliest()).isBetween(0, shorter.tokens());
        assertThat(shorter.billedTokens()).isGreaterThan(shorter.tokens());
    }

    @Test
    void a_longer_conversation_counts_more_tokens() {
        TokenCounting counting = room().ability(TokenCounting.class);

        long few = counting.countTokens(room().vendor().baseModel(), List.of(ChatMessage.user("one"))).orElse(0);
        long more = counting.countTokens(room().vendor().baseModel(),
                List.of(ChatMessage.user("one two three four"))).orElse(0);

        assertThat(few).isPositive();
        assertThat(more).isGreaterThan(few);
    }
}
