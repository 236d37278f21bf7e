package io.attune.adapter.openai;

import java.util.List;
import java.util.OptionalLong;

import io.attune.provider.ChatMessage;
import io.attune.provider.ProviderModelId;
import io.attune.provider.TokenCounting;
import io.attune.provider.TokenScoring;

/** Scores answers and counts tokens, on servers with vLLM's extensions. */
final class Scores implements TokenScoring, TokenCounting {
    private final Chat chat;

    Scores(Chat chat) {
        this.chat = chat;
    }

    @Override
    public TokenScore score(ProviderModelId model, List<ChatMessage> prompt, String answer) {
        return chat.score(model, prompt, answer);
    }

    @Override
    public OptionalLong countTokens(ProviderModelId model, List<ChatMessage> messages) {
        return chat.count(model, messages, false);
    }
}
