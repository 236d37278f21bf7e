package io.attune.orchestrator.evaluation;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.measure.AnswerForm;
import io.attune.orchestrator.evaluation.measure.ExactValue;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatRequest;
import io.attune.provider.Connections;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderModelId;
import io.attune.provider.TokenScoring;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks one arm one question and measures the answer. */
@Component
class ArmEvaluator {
    private static final int PASSAGES = 2;
    private static final int PASSAGE_CHARACTERS_MAX = 600;
    private static final int ANSWER_TOKENS_MAX = 96;

    private final Connections connections;
    private final RuntimeClient runtime;

    ArmEvaluator(Connections connections, RuntimeClient runtime) {
        this.connections = connections;
        this.runtime = runtime;
    }

    /**
     * An arm made concrete.
     *
     * @param model the base or the tuned model
     * @param knowledgeBase null for an arm without retrieval
     */
    record ConcreteArm(ProjectId project, Recipe.Arm arm, String connection, ProviderModelId model, boolean capable,
            @Nullable String knowledgeBase, String prompt, String abstention) {}

    Measured measure(ConcreteArm arm, Item item, List<Measure> wanted) {
        Tally tally = new Tally();
        if (item.isAnswerable() && wanted.stream().anyMatch(Measure::ofModel)) {
            measureModel(arm, item, wanted, tally);
        }
        if (wanted.stream().anyMatch(m -> !m.ofModel())) {
            measureRuntime(arm, item, wanted, tally);
        }
        return new Measured(tally.answer, tally.measures, tally.inputTokens, tally.outputTokens);
    }

    private void measureModel(ConcreteArm arm, Item item, List<Measure> wanted, Tally tally) {
        List<String> passages = arm.knowledgeBase() == null
                ? List.of()
                : runtime.passages(arm.project(), arm.knowledgeBase(), item.question(), PASSAGES).stream().map(
                        p -> p.substring(0, Math.min(p.length(), PASSAGE_CHARACTERS_MAX))).toList();
        var prompt = item.prompt(passages);
        FineTuneProvider provider = connections.provider(arm.project(), arm.connection());
        if (wanted.contains(Measure.LOSS)) {
            TokenScoring.TokenScore score = scoring(provider, arm).score(arm.model(), prompt, item.reference());
            tally.measures.put(Measure.LOSS, score.loss());
            tally.inputTokens += score.billedTokens();
            tally.answer.put("referenceTokens", score.tokens());
        }
        if (wanted.contains(Measure.FORM)) {
            ChatAnswer answer = provider.chat(new ChatRequest(arm.model(), prompt, ANSWER_TOKENS_MAX, 0));
            tally.measures.put(Measure.FORM, AnswerForm.isLike(item.reference(), answer.text()) ? 1.0 : 0.0);
            tally.inputTokens += answer.promptTokens().value();
            tally.outputTokens += answer.completionTokens().value();
            tally.answer.put("model", answer.text());
        }
    }

    private static TokenScoring scoring(FineTuneProvider provider, ConcreteArm arm) {
        return provider.ability(TokenScoring.class).orElseThrow(() -> new PlatformException(
                new ErrorCode("measure-not-available", ErrorKind.INVALID),
                "Connection '" + arm.connection() + "' does not tell token probabilities, so loss cannot be measured",
                "Take the measure loss out of the recipe's suites and gates, or use another connection."));
    }

    private void measureRuntime(ConcreteArm arm, Item item, List<Measure> wanted, Tally tally) {
        RuntimeClient.Answer answer = runtime.ask(arm.project(), new RuntimeClient.Target(arm.connection(),
                arm.model().value(), arm.capable(), arm.knowledgeBase(), arm.prompt(), arm.abstention()),
                item.question());
        tally.inputTokens += answer.inputTokens();
        tally.outputTokens += answer.outputTokens();
        tally.answer.put("runtime", answer.text());
        tally.answer.put("grounding", answer.grounding());
        tally.answer.put("abstained", answer.abstained());
        tally.answer.put("citations", answer.citations());
        if (wanted.contains(Measure.EXACT_VALUE) && item.value() != null) {
            tally.put(Measure.EXACT_VALUE, !answer.abstained() && ExactValue.standsIn(item.value(), answer.text()));
        }
        if (wanted.contains(Measure.RIGHT_REFUSAL) && !item.isAnswerable()) {
            tally.put(Measure.RIGHT_REFUSAL, answer.abstained() || declines(answer.text(), arm.abstention()));
        }
        if (item.isAnswerable() && arm.knowledgeBase() != null) {
            measureCitations(arm, arm.knowledgeBase(), item, answer, wanted, tally);
        }
    }

    private void measureCitations(ConcreteArm arm, String knowledgeBase, Item item, RuntimeClient.Answer answer,
            List<Measure> wanted, Tally tally) {
        long supporting = answer.citations().stream().filter(citation -> isTrue(arm, knowledgeBase, citation)
                && supports(citation, item)).count();
        if (wanted.contains(Measure.CITATION_PRECISION) && !answer.citations().isEmpty()) {
            tally.measures.put(Measure.CITATION_PRECISION, (double) supporting / answer.citations().size());
        }
        if (wanted.contains(Measure.CITATION_RECALL)) {
            tally.put(Measure.CITATION_RECALL, supporting > 0);
        }
    }

    /** Whether the cited span, at its revision, is the text shown. */
    private boolean isTrue(ConcreteArm arm, String knowledgeBase, RuntimeClient.Citation citation) {
        return runtime.revision(arm.project(), knowledgeBase, citation.document(), citation.revision()).filter(
                text -> citation.end() <= text.codePointCount(0, text.length())
                        && citation.start() < citation.end()).map(text -> text.substring(text.offsetByCodePoints(0,
                                citation.start()),
                                text.offsetByCodePoints(0, citation.end()))).filter(
                                        citation.quote()::equals).isPresent();
    }

    private static boolean supports(RuntimeClient.Citation citation, Item item) {
        return item.value() == null || ExactValue.standsIn(item.value(), citation.quote());
    }

    private static boolean declines(String text, String abstention) {
        return !abstention.isBlank() && text.toLowerCase(Locale.ROOT).contains(abstention.toLowerCase(Locale.ROOT));
    }

    private static final class Tally {
        final Map<String, Object> answer = new TreeMap<>();
        final EnumMap<Measure, Double> measures = new EnumMap<>(Measure.class);
        long inputTokens;
        long outputTokens;

        void put(Measure measure, boolean holds) {
            measures.put(measure, holds ? 1.0 : 0.0);
        }
    }
}
