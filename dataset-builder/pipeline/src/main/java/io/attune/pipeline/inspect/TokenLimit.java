package io.attune.pipeline.inspect;

import java.util.List;

/**
 * How long one example may be at a vendor, as its documentation said in 2026. Longer ones are cut or refused.
 *
 * @param who vendor and models
 */
public record TokenLimit(int tokens, String who) {
    /** The common ones, ascending. */
    public static final List<TokenLimit> COMMON = List.of(new TokenLimit(4_096, "Bedrock Titan"),
            new TokenLimit(16_000, "Bedrock Llama 3"), new TokenLimit(16_385, "OpenAI's guide"),
            new TokenLimit(32_000, "Bedrock Claude 3 Haiku"), new TokenLimit(65_536, "OpenAI GPT-4.1"),
            new TokenLimit(131_072, "Vertex Gemini"));
}
