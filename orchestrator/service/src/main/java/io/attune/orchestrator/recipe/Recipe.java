package io.attune.orchestrator.recipe;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.attune.kernel.Digest;
import io.attune.kernel.Money;
import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.registry.PromotionPolicy;
import org.jspecify.annotations.Nullable;

/**
 * One model line: where its examples come from, how they are curated, what a run must reach, where it is trained, what
 * it may cost and what knowledge the deployed model is paired with. The order of the parts is the order of the work.
 *
 * @param name also the model's and the deployment's name
 * @param owner asked when a step needs a person; may be empty
 * @param labels copied to every charge and to the provider's job
 * @param data how far its data may be known, and where copies may lie
 * @param curation where the examples come from, how they are curated and parted
 * @param schedule empty when the recipe is started by hand only
 */
public record Recipe(String name, String description, String owner, Map<String, String> labels, DataPolicy data,
        CurationPlan curation,
        Evaluation evaluation, RetrievalFirst retrievalFirst, List<Gate> gates, Targets targets, Budget budget,
        Promotion promotion, Knowledge knowledge, Answers answers, Optional<Schedule> schedule) {

    /** A recipe of one target. */
    public Recipe(String name, String description, String owner, Map<String, String> labels, DataPolicy data,
            CurationPlan curation, Evaluation evaluation, RetrievalFirst retrievalFirst, List<Gate> gates,
            Target target, Budget budget, Promotion promotion, Knowledge knowledge, Answers answers,
            Optional<Schedule> schedule) {
        this(name, description, owner, labels, data, curation, evaluation, retrievalFirst, gates, Targets.of(target),
                budget, promotion, knowledge, answers, schedule);
    }

    /** Where it is trained: the one target, or the first of several. */
    public Target target() {
        return targets.first();
    }

    /** Whether a gate compares with the version in service, which is then asked, too. */
    public boolean comparesWithChampion() {
        return gates.stream().flatMap(gate -> Stream.of(gate.other(), gate.against())).anyMatch(
                other -> other != null && other.champion());
    }

    /** The same recipe trained at one target alone. */
    public Recipe at(Target elsewhere) {
        return new Recipe(name, description, owner, labels, data, curation, evaluation, retrievalFirst, gates,
                new Targets(List.of(elsewhere), targets.choose(), targets.unchanged()), budget, promotion, knowledge,
                answers, schedule);
    }

    /** The same recipe that is measured by more, and must reach more. */
    Recipe under(Evaluation more, RetrievalFirst first, List<Gate> all) {
        return new Recipe(name, description, owner, labels, data, curation, more, first, all, targets, budget,
                promotion, knowledge, answers, schedule);
    }

    /** The same recipe whose promotions take no less than a project's policy asks. */
    public Recipe promotedUnder(PromotionPolicy policy) {
        return new Recipe(name, description, owner, labels, data, curation, evaluation, retrievalFirst, gates, targets,
                budget, new Promotion(promotion.alias(), policy.approvals(promotion.alias(), promotion.approvals())),
                knowledge, answers, schedule);
    }

    /** The same recipe whose judges are asked at other connections. */
    public Recipe judgedBy(UnaryOperator<String> connection) {
        List<Suite> suites = evaluation.suites().stream().map(suite -> suite.judgedBy(connection)).toList();
        return new Recipe(name, description, owner, labels, data, curation, new Evaluation(evaluation.arms(), suites,
                evaluation.minimum(), evaluation.level()),
                retrievalFirst, gates, targets, budget, promotion, knowledge, answers, schedule);
    }

    /** Whom an arm stands against before a suite's judge: who a gate names, else a tuned arm its base. */
    public Optional<Arm> opponent(String suite, Arm arm) {
        Optional<Arm> named = gates.stream().filter(gate -> gate.suite().equals(suite) && gate.arm() == arm
                && gate.measure() == Measure.WIN_RATE && gate.against() != null).map(Gate::against).findFirst();
        return named.isPresent() || !arm.tuned()
                ? named
                : Optional.of(arm.retrieval() ? Arm.BASE_RETRIEVAL : Arm.BASE);
    }

    /**
     * What is measured, on which arms.
     *
     * @param minimum how many examples a gate needs before it decides anything
     * @param level of the intervals that gates are decided by, such as 0.95
     */
    public record Evaluation(List<Arm> arms, List<Suite> suites, int minimum, double level) {
        /** Below it a share's interval is wider than most differences that anybody looks for. */
        public static final int MINIMUM = 30;
        /** Of the intervals, unless said. */
        public static final double LEVEL = 0.95;

        /** An evaluation whose gates need the usual number of examples. */
        public Evaluation(List<Arm> arms, List<Suite> suites) {
            this(arms, suites, MINIMUM, LEVEL);
        }

        /** {@link #frozen()} as recipes write them. */
        public List<String> frozenNames() {
            return frozen().stream().map(Questions.Frozen::toString).toList();
        }

        /** The frozen dataset versions that are asked; nothing of them may stand in the training data. */
        public List<Questions.Frozen> frozen() {
            return suites.stream().map(Suite::questions).filter(Questions.Frozen.class::isInstance).map(
                    Questions.Frozen.class::cast).distinct().toList();
        }

        /** Everybody who judges. */
        public List<Judge> judges() {
            return suites.stream().flatMap(suite -> Stream.ofNullable(suite.judge())).distinct().toList();
        }

        public Suite suite(String name) {
            return suites.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow();
        }
    }

    /** Who answers: the base or the tuned model, alone or with its knowledge. */
    public enum Arm {
        BASE("base", false, false),
        BASE_RETRIEVAL("base+retrieval", false, true),
        TUNED("tuned", true, false),
        TUNED_RETRIEVAL("tuned+retrieval", true, true),
        /** The model in service, by itself; measured where a gate compares with it. */
        CHAMPION("champion", false, false),
        /** The model in service with its knowledge. */
        CHAMPION_RETRIEVAL("champion+retrieval", false, true);

        /** Those that a recipe has evaluated. */
        public static final List<Arm> EVALUATED = List.of(BASE, BASE_RETRIEVAL, TUNED, TUNED_RETRIEVAL);

        /** Those that a gate compares with. */
        public static final List<Arm> COMPARED = List.of(BASE, BASE_RETRIEVAL, TUNED, TUNED_RETRIEVAL, CHAMPION);

        private final String text;
        private final boolean tuned;
        private final boolean retrieval;

        Arm(String text, boolean tuned, boolean retrieval) {
            this.text = text;
            this.tuned = tuned;
            this.retrieval = retrieval;
        }

        public boolean tuned() {
            return tuned;
        }

        public boolean retrieval() {
            return retrieval;
        }

        public boolean champion() {
            return this == CHAMPION || this == CHAMPION_RETRIEVAL;
        }

        /** This arm as it is compared with another: the champion has its knowledge where the other has. */
        public Arm beside(Arm other) {
            return !champion() ? this : other.retrieval() ? CHAMPION_RETRIEVAL : CHAMPION;
        }

        /** As recipes and reports write it. */
        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * A set of questions and what is measured on it.
     *
     * @param slices the attributes by whose values the report tells results apart
     * @param judge who says which of two answers is better; null where none is asked
     */
    public record Suite(String name, Questions questions, List<Measure> measures, List<String> slices,
            @Nullable Judge judge) {

        Suite judgedBy(UnaryOperator<String> connection) {
            return judge == null
                    ? this
                    : new Suite(name, questions, measures, slices, new Judge(connection.apply(judge.connection()),
                            judge.model(), judge.rubricFile(), judge.rubric(), judge.humanSample()));
        }

        /** A suite without a judge. */
        public Suite(String name, Questions questions, List<Measure> measures, List<String> slices) {
            this(name, questions, measures, slices, null);
        }

        /** A suite that is reported as a whole. */
        public Suite(String name, Questions questions, List<Measure> measures) {
            this(name, questions, measures, List.of());
        }
    }

    /**
     * A model that compares two answers by a rubric.
     *
     * @param connection the account it is asked at
     * @param rubricFile where the rubric's text came from
     * @param rubric what makes an answer better, as text
     * @param humanSample how many judged pairs people are to label, so that it is known how far it can be believed
     */
    public record Judge(String connection, String model, String rubricFile, String rubric, int humanSample) {}

    /** Where a suite's questions come from. */
    public sealed interface Questions {

        /**
         * Held-out examples of the run's own dataset version.
         *
         * @param split {@code test} or {@code validation}
         * @param where attribute values an example must have
         * @param atMost how many at most, chosen by digest
         */
        record Held(String split, Map<String, String> where, int atMost) implements Questions {}

        /** Questions of the suite's own form about names that the knowledge base does not have. */
        record Invented(int count) implements Questions {}

        /** Every example of a frozen dataset version, of all its splits. */
        record Frozen(String name, int version) implements Questions {

            /** As recipes and people write it, such as {@code tone-pairs@4}. */
            @Override
            public String toString() {
                return name + "@" + version;
            }

            /**
             * Reads what {@link #toString()} wrote.
             *
             * @throws IllegalArgumentException when it is no name and number
             */
            public static Frozen parse(String text) {
                if (!text.matches("[a-z][a-z0-9-]{0,62}@[1-9][0-9]{0,8}")) {
                    throw new IllegalArgumentException("'" + text + "' is no frozen suite");
                }
                int at = text.indexOf('@');
                return new Frozen(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
            }
        }
    }

    /**
     * What is measured on an answer. What the model itself is measured on is asked at the provider, everything else of the
     * runtime, over HTTP.
     */
    public enum Measure {
        /** Model: negative log-likelihood of the reference answer, nats per token; lower is better. */
        LOSS("loss", Side.MODEL, Scale.LOWER, Asked.ANSWERABLE, Need.PROBABILITIES),
        /** Model: share of the reference's tokens that were the model's own first choice. */
        TOKEN_ACCURACY("token-accuracy", Side.MODEL, Scale.SHARE, Asked.ANSWERABLE, Need.PROBABILITIES),
        /** Model: the exponential of the reference's loss, a mean of the examples' own; lower is better. */
        PERPLEXITY("perplexity", Side.MODEL, Scale.LOWER, Asked.ANSWERABLE, Need.PROBABILITIES),
        /** Model: share of answers in the wanted form. */
        FORM("form", Side.MODEL, Scale.SHARE, Asked.ANSWERABLE),
        /** Runtime: share of answers that hold the exact value. */
        EXACT_VALUE("exact-value", Side.RUNTIME, Scale.SHARE, Asked.ANSWERABLE, "value"),
        /** Runtime: share of answers that are the reference but for case, punctuation, articles and spaces. */
        NORMALIZED_MATCH("normalized-match", Side.RUNTIME, Scale.SHARE, Asked.ANSWERABLE),
        /** Runtime: overlap of the answer's words with the reference's. */
        TOKEN_F1("token-f1", Side.RUNTIME, Scale.SHARE, Asked.ANSWERABLE),
        /** Runtime: share of answers that name the number, in its unit, within its tolerance. */
        NUMERIC("numeric", Side.RUNTIME, Scale.SHARE, Asked.ANSWERABLE, "value"),
        /** Runtime: share of answers in which the example's pattern is found. */
        PATTERN("pattern", Side.RUNTIME, Scale.SHARE, Asked.ANSWERABLE, "pattern"),
        /** Runtime: share of answers that are JSON valid against the example's schema. */
        JSON_SCHEMA("json-schema", Side.RUNTIME, Scale.SHARE, Asked.ANSWERABLE, "schema"),
        /** Model: share of answers that call the example's tools with its arguments, and no other. */
        TOOL_CALL("tool-call", Side.MODEL, Scale.SHARE, Asked.ANSWERABLE, "tool"),
        /** Runtime: how much of the reference stands in the answer in its order, and the other way round. */
        ROUGE_L("rouge-l", Side.RUNTIME, Scale.SHARE, Asked.ANSWERABLE),
        /** Runtime: cosine of the angle between the embeddings of the answer and of the reference, 0 where it is below. */
        SEMANTIC_SIMILARITY("semantic-similarity", Side.RUNTIME, Scale.SHARE, Asked.ANSWERABLE, Need.EMBEDDINGS),
        /** Runtime: share of citations whose span, at its revision, supports the answer. */
        CITATION_PRECISION("citation-precision", Side.RUNTIME, Scale.SHARE, Asked.ANSWERABLE, Need.KNOWLEDGE),
        /** Runtime: share of answers with at least one supporting citation. */
        CITATION_RECALL("citation-recall", Side.RUNTIME, Scale.SHARE, Asked.ANSWERABLE, Need.KNOWLEDGE),
        /** Runtime: share of unanswerable questions that are declined. */
        RIGHT_REFUSAL("right-refusal", Side.RUNTIME, Scale.SHARE, Asked.UNANSWERABLE),
        /** Runtime: share of answerable questions to which no answer is given; lower is better. */
        WRONG_REFUSAL("wrong-refusal", Side.RUNTIME, Scale.SHARE_OF_WRONG, Asked.ANSWERABLE),
        /** Runtime: words in a row, at most, that an answer repeats of the training split; lower is better. */
        REGURGITATION("regurgitation", Side.RUNTIME, Scale.LOWER, Asked.EVERYTHING),
        /** Runtime: seconds until the answer's end; lower is better. */
        LATENCY("latency", Side.RUNTIME, Scale.LOWER, Asked.EVERYTHING),
        /** Runtime: money for one answer; lower is better. */
        COST("cost", Side.RUNTIME, Scale.LOWER, Asked.EVERYTHING, Need.PRICE),
        /** Runtime: share of answers that a judge finds better than another arm's, ties by half. */
        WIN_RATE("win-rate", Side.RUNTIME, Scale.SHARE, Asked.EVERYTHING, Need.JUDGE),
        /** Runtime: share of harmful requests that are complied with; lower is better. */
        HARMFUL_COMPLIANCE("harmful-compliance", Side.RUNTIME, Scale.SHARE_OF_WRONG, Asked.EVERYTHING, "harmful"),
        /** Runtime: share of harmless requests that are declined; lower is better. */
        OVER_REFUSAL("over-refusal", Side.RUNTIME, Scale.SHARE_OF_WRONG, Asked.EVERYTHING, "harmful");

        private final String text;
        private final Side side;
        private final Scale scale;
        private final Asked asked;
        private final @Nullable Need need;
        private final @Nullable String expects;

        Measure(String text, Side side, Scale scale, Asked asked) {
            this(text, side, scale, asked, null, null);
        }

        Measure(String text, Side side, Scale scale, Asked asked, Need need) {
            this(text, side, scale, asked, null, need);
        }

        Measure(String text, Side side, Scale scale, Asked asked, String expects) {
            this(text, side, scale, asked, expects, null);
        }

        Measure(String text, Side side, Scale scale, Asked asked, @Nullable String expects, @Nullable Need need) {
            this.text = text;
            this.side = side;
            this.scale = scale;
            this.asked = asked;
            this.need = need;
            this.expects = expects;
        }

        /** Who is scored. */
        private enum Side {
            MODEL,
            RUNTIME
        }

        private enum Scale {
            SHARE,
            SHARE_OF_WRONG,
            LOWER
        }

        /** Which questions it is for. */
        public enum Asked {
            ANSWERABLE,
            UNANSWERABLE,
            EVERYTHING
        }

        /** What not every target gives. */
        public enum Need {
            /** The connection tells how likely each token of a given answer is. */
            PROBABILITIES,
            /** The arm answers from a knowledge base. */
            KNOWLEDGE,
            /** Somebody said what a token costs. */
            PRICE,
            /** The retrieval runtime gives texts their vectors. */
            EMBEDDINGS,
            /** The suite names a judge. */
            JUDGE
        }

        /** Whether it scores the model itself, and not the runtime around it. */
        public boolean ofModel() {
            return side == Side.MODEL;
        }

        public boolean higherIsBetter() {
            return scale == Scale.SHARE;
        }

        /** Whether every value is between 0 and 1. */
        public boolean isShare() {
            return scale != Scale.LOWER;
        }

        public Asked asked() {
            return asked;
        }

        public boolean needs(Need what) {
            return need == what;
        }

        /** The attribute that an example must have for it, or null. */
        public @Nullable String expects() {
            return expects;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Measured before training money is spent: does the base model with its knowledge suffice?
     *
     * @param enough all must hold on the arm base+retrieval; empty means never enough
     */
    public record RetrievalFirst(List<Bound> enough, Then then) {

        /** What to do when it suffices. */
        public enum Then {
            STOP,
            ASK,
            CONTINUE
        }
    }

    /** A suite's measure must reach a value. */
    public record Bound(String suite, Measure measure, double atLeast) {}

    /**
     * A condition for promotion.
     *
     * @param suite its name, or {@link #ALL}
     * @param measure null for all that the suite has
     * @param cut which examples are judged
     * @param against the arm that a win rate is against; null for the usual one, and for every other measure
     * @param floor whether the project's policy asks for it, and not the recipe
     */
    public record Gate(String suite, @Nullable Measure measure, Arm arm, Condition condition, Cut cut,
            @Nullable Arm against, boolean floor) {
        public static final String ALL = "all";

        /** A gate of a recipe. */
        public Gate(String suite, @Nullable Measure measure, Arm arm, Condition condition, Cut cut,
                @Nullable Arm against) {
            this(suite, measure, arm, condition, cut, against, false);
        }

        /** A gate on all examples. */
        public Gate(String suite, @Nullable Measure measure, Arm arm, Condition condition) {
            this(suite, measure, arm, condition, new Cut.Whole());
        }

        /** A gate on what an arm measures by itself. */
        public Gate(String suite, @Nullable Measure measure, Arm arm, Condition condition, Cut cut) {
            this(suite, measure, arm, condition, cut, null);
        }

        /** A suite and one of its measures. */
        public record Pair(String suite, Measure measure) {}

        /** The arm it is compared with, or null where there is none. */
        public @Nullable Arm other() {
            return switch (condition) {
                case Condition.BetterThan(Arm other) -> other;
                case Condition.NoWorseThan(Arm other) -> other;
                case Condition.AtLeast _,Condition.AtMost _,Condition.BetterThanValue _,Condition.NoWorseThanValue _ ->
                    null;
            };
        }

        /** What it judges, each by itself. Of all measures those are left out that one of its arms cannot have. */
        public List<Pair> pairs(Evaluation evaluation) {
            if (measure != null && !suite.equals(ALL)) {
                return List.of(new Pair(suite, measure));
            }
            Arm other = other();
            boolean knows = arm.retrieval() && (other == null || other.retrieval());
            return evaluation.suites().stream().filter(it -> suite.equals(ALL) || suite.equals(it.name())).flatMap(
                    it -> it.measures().stream().filter(of -> measure == null
                            ? (knows || !of.needs(Measure.Need.KNOWLEDGE)) && !of.needs(Measure.Need.JUDGE)
                            : of == measure).map(of -> new Pair(it.name(), of))).toList();
        }

        /** The measure as recipes write it. */
        public String measureWord() {
            return measure == null ? ALL : measure.toString();
        }
    }

    /** Which examples of a suite a gate judges. */
    public sealed interface Cut {
        record Whole() implements Cut {}

        /** Those whose attribute has a value. */
        record Of(String attribute, String value) implements Cut {}

        /** Those of each of an attribute's values by themselves. */
        record Each(String attribute) implements Cut {}
    }

    /** A gate's one bound. */
    public sealed interface Condition {
        record AtLeast(double value) implements Condition {}

        record AtMost(double value) implements Condition {}

        /** Better than another arm, beyond the 95 % interval of the paired difference. */
        record BetterThan(Arm other) implements Condition {}

        /** Not worse than another arm, beyond the 95 % interval of the paired difference. */
        record NoWorseThan(Arm other) implements Condition {}

        /** Better than a number, beyond the 95 % interval of the mean. */
        record BetterThanValue(double value) implements Condition {}

        /** Not worse than a number, beyond the 95 % interval of the mean. */
        record NoWorseThanValue(double value) implements Condition {}
    }

    /**
     * Where the model is trained. A null parameter leaves the choice to the provider.
     *
     * @param loraRank of the adapter; for trainers of one's own
     * @param trainer how that trainer is run, null for providers that train by themselves
     */
    public record Target(String name, String connection, String baseModel, Method method, @Nullable Integer epochs,
            @Nullable Integer batchSize, @Nullable BigDecimal learningRate, @Nullable Integer seed,
            @Nullable Integer loraRank, @Nullable Trainer trainer) {

        /** Trained on the answers, by a provider. */
        public Target(String name, String connection, String baseModel, @Nullable Integer epochs,
                @Nullable Integer batchSize, @Nullable BigDecimal learningRate, @Nullable Integer seed) {
            this(name, connection, baseModel, Method.Supervised.PLAIN, epochs, batchSize, learningRate, seed, null,
                    null);
        }

        /** The same by another connection. */
        public Target by(String other) {
            return new Target(name, other, baseModel, method, epochs, batchSize, learningRate, seed, loraRank,
                    trainer);
        }

        /** Every parameter by its name, in words; {@code auto} or nothing where the provider chooses. */
        public SortedMap<String, String> parameters() {
            SortedMap<String, String> values = new TreeMap<>(method.settings());
            values.put("epochs", orAuto(epochs));
            values.put("batchSize", orAuto(batchSize));
            values.put("learningRate", orAuto(learningRate));
            values.put("seed", orAuto(seed));
            if (loraRank != null) {
                values.put("loraRank", loraRank.toString());
            }
            if (trainer != null && trainer.config() != null) {
                values.put("trainerConfig", Digest.of(trainer.config()).toString());
            }
            return values;
        }

        private static String orAuto(@Nullable Object value) {
            return value == null ? "auto" : value.toString();
        }
    }

    /**
     * What it may cost.
     *
     * @param approvalAbove a quote above this waits for a person, or null for never
     * @param onOverrun what becomes of a run that was billed more than it holds
     */
    public record Budget(Money perRun, Money perMonth, @Nullable Money approvalAbove, OnOverrun onOverrun) {

        /** A budget that says nothing about overruns. */
        public Budget(Money perRun, Money perMonth, @Nullable Money approvalAbove) {
            this(perRun, perMonth, approvalAbove, OnOverrun.PAUSE);
        }

        /** Never cancelled by default: cancelled work is billed, too. */
        public enum OnOverrun {
            PAUSE,
            CANCEL,
            ASK
        }
    }

    public record Promotion(String alias, int approvals) {}

    /** The knowledge the deployed model is paired with. */
    public sealed interface Knowledge {

        /** @param base name of the knowledge base */
        record Base(String base, List<Feed> feeds) implements Knowledge {}

        /** The pairing is declined. */
        record None(String reason) implements Knowledge {}
    }

    /** What fills a knowledge base: configuration metadata of published jars. */
    public record Feed(List<String> artifacts, String version) {}

    /**
     * The answer policy, versioned with the deployment.
     *
     * @param prompt the system prompt's text
     * @param abstention what is said when nothing in the knowledge supports an answer
     */
    public record Answers(String prompt, String abstention) {}
}
