package io.attune.orchestrator.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.evaluation.measure.Served;
import io.attune.orchestrator.evaluation.measure.Served.Outcome;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatMessage;
import io.attune.provider.ChatRequest;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderModelId;
import io.attune.provider.TokenScoring;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks one arm one thing, once. */
@Component
class Asker {
    private static final int PASSAGES = 2;
    private static final int PASSAGE_CHARACTERS_MAX = 600;
    /** The words of the dialects for an answer that was cut off, and for one that was held back. */
    private static final List<String> CUT = List.of("length", "max_tokens", "model_length");
    private static final List<String> HELD_BACK = List.of("content_filter", "refusal", "safety",
            "guardrail_intervened");

    private final Connections connections;
    private final RuntimeClient runtime;
    private final InstantSource clock;

    Asker(Connections connections, RuntimeClient runtime, InstantSource clock) {
        this.connections = connections;
        this.runtime = runtime;
        this.clock = clock;
    }

    /** Lets only so many ask at once; what is looked up before a question takes no turn. */
    interface Turns {
        <T> T take(Supplier<T> question);
    }

    /**
     * @param key names the question across repetitions
     * @throws NotAnswered when there is no answer, and that counts
     * @throws PlatformException when nothing can be asked this way
     */
    Asked ask(ProjectId project, EvaluatedArm arm, Way way, Item item, String key, Turns turns) {
        try {
            return switch (way) {
                case MODEL -> model(project, arm, item, key, turns);
                case RUNTIME -> served(project, arm, item, key, turns);
                case SCORE -> score(project, arm, item, turns);
            };
        } catch (ProviderException e) {
            throw NotAnswered.of(e);
        }
    }

    private Asked model(ProjectId project, EvaluatedArm arm, Item item, String key, Turns turns) {
        List<Served.Passage> passages = passages(project, arm, item);
        List<ChatMessage> prompt = prompt(item, passages);
        FineTuneProvider provider = connections.provider(project, arm.connection());
        ChatRequest request = new ChatRequest(new ProviderModelId(arm.asked()), prompt, arm.policy().tokensMax(),
                arm.policy().temperature(), key, item.tools());
        Timed<ChatAnswer> timed = timed(turns, () -> provider.chat(request));
        ChatAnswer answer = timed.value();
        List<Served.ToolCall> calls = answer.toolCalls().stream().map(call -> new Served.ToolCall(call.name(),
                call.arguments())).toList();
        return new Asked(new Served(outcome(answer.finishReason(), declines(answer.text(), arm)), answer.text(), calls,
                passages, List.of(), null, timed.took(), answer.promptTokens().value(),
                answer.completionTokens().value(), null), prompt, answer.finishReason(), "");
    }

    private Asked score(ProjectId project, EvaluatedArm arm, Item item, Turns turns) {
        List<Served.Passage> passages = passages(project, arm, item);
        List<ChatMessage> prompt = prompt(item, passages);
        TokenScoring scoring = connections.provider(project, arm.connection()).ability(TokenScoring.class).orElseThrow(
                () -> new PlatformException(new ErrorCode("measure-not-available", ErrorKind.INVALID), "Connection '"
                        + arm.connection() + "' does not tell token probabilities, so loss cannot be measured",
                        "Take the measure loss out of the recipe's suites and gates, or use another connection."));
        Timed<TokenScoring.TokenScore> timed = timed(turns, () -> scoring.score(new ProviderModelId(arm.asked()),
                prompt, item.reference()));
        TokenScoring.TokenScore score = timed.value();
        return new Asked(new Served(Outcome.ANSWERED, "", List.of(), passages, List.of(), new Served.Score(
                -score.logProbability(), score.tokens(), score.likeliest()), timed.took(),
                score.billedTokens(), 0, null), prompt, "", "");
    }

    private Asked served(ProjectId project, EvaluatedArm arm, Item item, String key, Turns turns) {
        Timed<RuntimeClient.Answer> timed = timed(turns, () -> runtime.ask(project, arm, item.question(), key));
        RuntimeClient.Answer answer = timed.value();
        String base = arm.knowledgeBase();
        List<Served.Citation> citations = base == null ? List.of() : citations(project, base, answer.citations());
        return new Asked(new Served(outcome(answer.finishReason(), answer.abstained() || declines(answer.text(), arm)),
                answer.text(), List.of(), List.of(), citations, null, timed.took(), answer.inputTokens(),
                answer.outputTokens(), null), List.of(ChatMessage.user(item.question())), answer.finishReason(), "");
    }

    /** What came, and how long it took once it was its turn. */
    private record Timed<T>(T value, Duration took) {}

    private <T> Timed<T> timed(Turns turns, Supplier<T> question) {
        return turns.take(() -> {
            Instant from = clock.instant();
            T value = question.get();
            return new Timed<>(value, Duration.between(from, clock.instant()));
        });
    }

    /** Looks each citation up; without a knowledge base none is true. */
    List<Served.Citation> citations(ProjectId project, @Nullable String base, List<RuntimeClient.Citation> shown) {
        return shown.stream().map(citation -> new Served.Citation(citation.document(), citation.revision(),
                citation.start(), citation.end(), citation.quote(), base != null && isTrue(project, base,
                        citation))).toList();
    }

    /** What the end of an answer means. */
    static Outcome outcome(String finishReason, boolean declined) {
        String word = finishReason.toLowerCase(Locale.ROOT);
        if (HELD_BACK.contains(word)) {
            return Outcome.REFUSED;
        }
        return CUT.contains(word) ? Outcome.TRUNCATED : declined ? Outcome.ABSTAINED : Outcome.ANSWERED;
    }

    private List<Served.Passage> passages(ProjectId project, EvaluatedArm arm, Item item) {
        String base = arm.knowledgeBase();
        return base == null
                ? List.of()
                : runtime.passages(project, base, item.question(), PASSAGES).stream().map(
                        p -> new Served.Passage(p.document(), p.revision(), p.start(), p.end(), p.text().substring(0,
                                Math.min(p.text().length(), PASSAGE_CHARACTERS_MAX)))).toList();
    }

    private static List<ChatMessage> prompt(Item item, List<Served.Passage> passages) {
        return List.copyOf(item.prompt(passages.stream().map(Served.Passage::text).toList()));
    }

    /** Whether the cited span, at its revision, is the text shown. */
    private boolean isTrue(ProjectId project, String base, RuntimeClient.Citation citation) {
        return runtime.revision(project, base, citation.document(), citation.revision()).filter(
                text -> citation.end() <= text.codePointCount(0, text.length())
                        && citation.start() < citation.end()).map(text -> text.substring(text.offsetByCodePoints(0,
                                citation.start()), text.offsetByCodePoints(0, citation.end()))).filter(
                                        citation.quote()::equals).isPresent();
    }

    private static boolean declines(String text, EvaluatedArm arm) {
        String abstention = arm.policy().abstention();
        return !abstention.isBlank() && text.toLowerCase(Locale.ROOT).contains(abstention.toLowerCase(Locale.ROOT));
    }
}
