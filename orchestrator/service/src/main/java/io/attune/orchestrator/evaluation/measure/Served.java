package io.attune.orchestrator.evaluation.measure;

import java.time.Duration;
import java.util.List;

import io.attune.kernel.Money;
import org.jspecify.annotations.Nullable;

/**
 * What one arm gave for one item, as it was served.
 *
 * @param text what was said; empty when nothing came
 * @param toolCalls in the order in which the model made them
 * @param passages what the runtime found, the best first; none for an arm without knowledge
 * @param citations what the answer rests on
 * @param score how likely the reference was to the model, null where no probabilities are served
 * @param latency from the question's leaving to the answer's end, or to the moment it was given up
 * @param cost what the tokens cost, null where nobody said the price
 */
public record Served(Outcome outcome, String text, List<ToolCall> toolCalls, List<Passage> passages,
        List<Citation> citations, @Nullable Score score, Duration latency, long inputTokens, long outputTokens,
        @Nullable Money cost) {

    public Served {
        toolCalls = List.copyOf(toolCalls);
        passages = List.copyOf(passages);
        citations = List.copyOf(citations);
    }

    /** An answer of text alone, for which nothing else is known. */
    public static Served answer(String text) {
        return new Served(Outcome.ANSWERED, text, List.of(), List.of(), List.of(), null, Duration.ZERO, 0, 0, null);
    }

    /** Nothing but how it went. */
    public static Served nothing(Outcome outcome) {
        return new Served(outcome, "", List.of(), List.of(), List.of(), null, Duration.ZERO, 0, 0, null);
    }

    /** How the asking went. */
    public enum Outcome {
        /** There is an answer. */
        ANSWERED,
        /** The runtime or the model said that it has no support for an answer. */
        ABSTAINED,
        /** The model or a filter before it declined to deal with the question. */
        REFUSED,
        /** The answer was cut off at its length. */
        TRUNCATED,
        /** Nothing came in time. */
        TIMED_OUT,
        /** Whoever was asked failed, and trying again did not help. */
        FAILED;

        /** Whether something was said that can be judged; what cannot is wrong. */
        public boolean isJudged() {
            return this == ANSWERED || this == ABSTAINED;
        }
    }

    /** A call of a tool; the arguments as the model wrote them, JSON if it can. */
    public record ToolCall(String name, String arguments) {}

    /** A passage the runtime found; the span counts code points in the revision's text. */
    public record Passage(String document, int revision, int start, int end, String text) {}

    /**
     * A citation; the span counts code points in the revision's text.
     *
     * @param resolved whether the span, at its revision, is the text shown
     */
    public record Citation(String document, int revision, int start, int end, String quote, boolean resolved) {}

    /**
     * How likely the reference answer was.
     *
     * @param nats its negative log-likelihood in all
     * @param tokens how many it has, above 0
     * @param likeliest of how many the model would have chosen itself, or below 0 where that is not told
     */
    public record Score(double nats, int tokens, int likeliest) {

        public Score {
            if (tokens < 1 || likeliest > tokens) {
                throw new IllegalArgumentException(likeliest + " of " + tokens + " tokens are no score");
            }
        }

        /** Nats per token. */
        public double loss() {
            return nats / tokens;
        }
    }
}
