package io.attune.pipeline;

import java.util.Optional;
import java.util.function.Supplier;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts the tokens of conversations. Thread-safe. */
public interface TokenCounter {

    /** Names the vocabulary and its implementation; part of a dataset's digest. */
    String version();

    /** The tokens of a text. */
    int count(String text);

    /**
     * The tokens of a whole example as OpenAI's guide counts a chat: 3 a message, its role, its content and its other
     * texts, 1 more for a name, and 3 for the conversation (Data preparation and analysis for chat model fine-tuning).
     * Tools count as the JSON they are, and both sides of a preference count.
     */
    default int count(Example example) {
        int tokens = 3 + example.allMessages().mapToInt(this::count).sum();
        for (Tool tool : example.tools()) {
            tokens += count(tool.name()) + count(tool.description()) + count(tool.parameters());
        }
        return tokens;
    }

    private int count(Message message) {
        int tokens = 3 + count(message.role().word()) + count(message.content());
        for (ToolCall call : message.toolCalls()) {
            tokens += count(call.function()) + count(call.arguments());
        }
        if (message.reasoning() != null) {
            tokens += count(message.reasoning());
        }
        return message.name() == null ? tokens : tokens + 1 + count(message.name());
    }

    /** The vocabulary {@code cl100k_base} (GPT-4, GPT-3.5). Special tokens in a text count as the text they are. */
    static TokenCounter cl100k() {
        return new Vocabulary("cl100k_base", () -> Cl100k.ENCODING);
    }

    /** The vocabulary {@code o200k_base} (GPT-4o and later). Special tokens in a text count as the text they are. */
    static TokenCounter o200k() {
        return new Vocabulary("o200k_base", () -> O200k.ENCODING);
    }

    /** The vocabulary of that name, or empty when there is none. */
    static Optional<TokenCounter> ofEncoding(String name) {
        return switch (name) {
            case "cl100k_base" -> Optional.of(cl100k());
            case "o200k_base" -> Optional.of(o200k());
            default -> Optional.empty();
        };
    }

    /**
     * The vocabulary of a {@code tokenizer.json} of Hugging Face's format. It is loaded when it first counts, and needs no
     * network.
     */
    static TokenCounter ofTokenizerFile(byte[] json) {
        return new TokenizerFile(json);
    }

    /** The same counter, remembering what up to about so many texts count, by digest. */
    default TokenCounter remembering(int entriesMax) {
        return new CachingTokenCounter(this, entriesMax);
    }

    /** A vocabulary of OpenAI's. */
    record Vocabulary(String name, Supplier<Encoding> encoding) implements TokenCounter {
        @Override
        public String version() {
            return name + "/jtokkit-1.1.0";
        }

        @Override
        public int count(String text) {
            return encoding.get().countTokensOrdinary(text);
        }
    }

    /** Loads the vocabulary when it is first needed. */
    final class Cl100k {
        private static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(
                EncodingType.CL100K_BASE);

        private Cl100k() {}
    }

    /** Loads the vocabulary when it is first needed. */
    final class O200k {
        private static final Encoding ENCODING = Encodings.newLazyEncodingRegistry().getEncoding(
                EncodingType.O200K_BASE);

        private O200k() {}
    }
}
