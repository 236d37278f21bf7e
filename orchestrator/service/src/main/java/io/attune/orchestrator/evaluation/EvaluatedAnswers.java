package io.attune.orchestrator.evaluation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.measure.Served;
import io.attune.provider.ChatMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The kept outputs of an evaluation, for browsing. */
@Component
public class EvaluatedAnswers {
    private final EvaluationStore store;
    private final OutputStore outputs;

    EvaluatedAnswers(EvaluationStore store, OutputStore outputs) {
        this.store = store;
        this.outputs = outputs;
    }

    /**
     * What one example measured on one arm.
     *
     * @param outcome null while it is still to be measured
     * @param outputs what was given, one for each way in which the arm was asked
     */
    public record Answer(String arm, String suite, String item, String question, String reference,
            Map<String, String> attributes, @Nullable String outcome, Map<String, Double> measures,
            List<Output> outputs) {}

    /**
     * One output.
     *
     * @param way {@code model}, {@code runtime} or {@code score}
     * @param outcome null while it is being asked
     * @param prompt what was sent
     * @param cost null where nobody said the price
     */
    public record Output(String id, String way, @Nullable String outcome, String text, List<ChatMessage> prompt,
            List<Served.Passage> passages, List<Served.Citation> citations, List<Served.ToolCall> toolCalls,
            Served.@Nullable Score score, String finishReason, String detail, long latencyMillis, long inputTokens,
            long outputTokens, @Nullable Money cost, int tries) {

        private static Output of(OutputStore.Kept kept) {
            Served served = kept.served();
            Served.Outcome outcome = kept.outcome();
            return new Output(kept.id(), kept.way(), outcome == null ? null : outcome.name(), served.text(),
                    kept.prompt(),
                    served.passages(), served.citations(), served.toolCalls(), served.score(), kept.finishReason(),
                    kept.detail(), served.latency().toMillis(), served.inputTokens(), served.outputTokens(),
                    served.cost(), kept.tries());
        }
    }

    /**
     * Which examples; null for any.
     *
     * @param outcome a word of {@link Served.Outcome}
     * @param slice an attribute and its value, such as {@code topic=timeouts}
     */
    public record Filter(@Nullable String arm, @Nullable String suite, @Nullable String outcome,
            @Nullable String slice) {
        public static final Filter ALL = new Filter(null, null, null, null);
    }

    /** Some examples in the order of arm, suite and item, and where to go on; null at the end. */
    public record Page(List<Answer> items, @Nullable String nextCursor) {}

    /** @param cursor where an earlier page ended, or null to begin */
    public Page list(ProjectId project, EvaluationId evaluation, Filter filter, @Nullable String cursor, int limit) {
        List<EvaluationStore.Shown> shown = store.browse(evaluation, filter, EvaluationStore.Place.parse(cursor),
                limit);
        return new Page(shown.stream().map(one -> answer(project, one)).toList(), shown.size() < limit
                ? null
                : new EvaluationStore.Place(shown.getLast().arm(), shown.getLast().suite(),
                        shown.getLast().item().id()).write());
    }

    public Optional<Output> output(ProjectId project, String id) {
        return outputs.find(project, id).map(Output::of);
    }

    /** One arm of one evaluation. */
    public record Side(EvaluationId evaluation, String arm) {}

    /**
     * One example on two arms.
     *
     * @param changed the measures that differ: head less base
     */
    public record Pair(String suite, String item, Answer base, Answer head, Map<String, Double> changed) {}

    /** Some pairs, and where to go on; null at the end. */
    public record Compared(String baseArm, String headArm, List<Pair> items, @Nullable String nextCursor) {}

    /** @param changedOnly whether examples are left out whose measures agree */
    public Compared compare(ProjectId project, Side base, Side head, @Nullable String suite, boolean changedOnly,
            @Nullable String cursor, int limit) {
        List<EvaluationStore.ShownPair> pairs = store.pairs(base, head, suite, changedOnly,
                EvaluationStore.Place.parse(cursor), limit);
        return new Compared(base.arm(), head.arm(), pairs.stream().map(pair -> pair(project, pair)).toList(),
                pairs.size() < limit
                        ? null
                        : new EvaluationStore.Place("", pairs.getLast().base().suite(),
                                pairs.getLast().base().item().id()).write());
    }

    private Pair pair(ProjectId project, EvaluationStore.ShownPair pair) {
        Map<String, Double> changed = new TreeMap<>();
        pair.base().measures().forEach((measure, value) -> {
            Double other = pair.head().measures().get(measure);
            if (other != null && !other.equals(value)) {
                changed.put(measure, other - value);
            }
        });
        return new Pair(pair.base().suite(), pair.base().item().id(), answer(project, pair.base()), answer(project,
                pair.head()), changed);
    }

    private Answer answer(ProjectId project, EvaluationStore.Shown shown) {
        return new Answer(shown.arm(), shown.suite(), shown.item().id(), shown.item().question(),
                shown.item().reference(), shown.item().attributes(), shown.outcome(), shown.measures(), outputs.of(
                        project,
                        shown.armDigest(), shown.digest()).stream().map(Output::of).toList());
    }
}
