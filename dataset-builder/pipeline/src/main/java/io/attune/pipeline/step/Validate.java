package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Role;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.settings.Settings;

/**
 * Drops conversations that no provider trains on: nothing asked, nothing answered at the end, a message without words, a
 * system message that is not the first, or more tokens than fit.
 */
final class Validate implements Step.OfExample {
    static final String NAME = "validate";
    /** The length OpenAI's guide names for its models; vendors cut longer examples without a word. */
    private static final long MAX_TOKENS = 16_385;

    private final TokenCounter tokens;
    private final long maxTokens;

    private Validate(TokenCounter tokens, long maxTokens) {
        this.tokens = tokens;
        this.maxTokens = maxTokens;
    }

    static Validate of(Settings settings, StepContext context) {
        return new Validate(context.tokens(), settings.number("maxTokens", 1, 10_000_000, MAX_TOKENS));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("maxTokens", maxTokens);
    }

    @Override
    public Verdict judge(Example example) {
        List<Message> messages = example.messages();
        for (int i = 0; i < messages.size(); i++) {
            Message message = messages.get(i);
            if (message.content().isBlank()) {
                return Verdict.drop("empty-content", "message " + (i + 1) + " (" + message.role().word() + ")");
            }
            if (message.role() == Role.SYSTEM && i > 0) {
                return Verdict.drop("system-not-first", "message " + (i + 1));
            }
        }
        if (messages.stream().noneMatch(m -> m.role() == Role.USER)) {
            return Verdict.drop("no-user-message", messages.size() + " messages");
        }
        if (messages.getLast().role() != Role.ASSISTANT) {
            return Verdict.drop("last-message-not-assistant", "the last is " + messages.getLast().role().word());
        }
        return length(example);
    }

    private Verdict length(Example example) {
        long characters = example.messages().stream().mapToLong(m -> m.content().length()).sum();
        if (characters <= maxTokens - 8L * example.messages().size()) {
            return Verdict.KEEP;
        }
        int count = tokens.count(example);
        return count <= maxTokens
                ? Verdict.KEEP
                : Verdict.drop("too-many-tokens", count + " tokens, at most " + maxTokens);
    }
}
