package io.attune.provider;

import java.util.List;
import java.util.OptionalLong;

/** Ability: the server counts tokens in a model's own vocabulary. */
public interface TokenCounting {

    /** How many tokens a conversation has, or empty when this server does not count. */
    OptionalLong countTokens(ProviderModelId model, List<ChatMessage> messages);
}
