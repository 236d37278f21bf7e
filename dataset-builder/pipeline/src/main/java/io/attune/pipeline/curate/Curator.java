package io.attune.pipeline.curate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.Funnel;
import io.attune.pipeline.Split;
import io.attune.pipeline.StepCount;
import io.attune.pipeline.Suite;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.decide.Decision;
import io.attune.pipeline.decide.DecisionStep;
import io.attune.pipeline.decide.Decisions;
import io.attune.pipeline.decide.Told;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.source.SourceItem;
import io.attune.pipeline.step.Decontaminate;
import io.attune.pipeline.step.OtherDataset;
import io.attune.pipeline.step.Step;
import io.attune.pipeline.step.StepCatalog;
import io.attune.pipeline.step.StepContext;
import io.attune.pipeline.step.Verdict;
import io.attune.pipeline.withdraw.WithdrawalStep;
import io.attune.pipeline.withdraw.Withdrawn;

/** Runs a plan. Immutable and thread-safe. */
public final class Curator {
    /** The name under which reading stands in funnel and ledger. */
    public static final String READ = "read";
    private static final String READ_VERSION = "1";

    private final CurationPlan plan;
    private final TokenCounter tokens;
    private final List<Step.OfExample> early = new ArrayList<>();
    private final List<Step> late = new ArrayList<>();
    private final Decisions decisions;
    private final DecisionStep decided;
    private final StepTimer timer;
    private final List<StepTimer.Sum> earlyTimes;
    /** The names of steps that changed a record, shared by all the records they changed. */
    private final Map<List<String>, List<String>> changes = new ConcurrentHashMap<>();

    /**
     * @param suites whose questions must not stand in the dataset
     * @param decisions of people about single records
     */
    public Curator(CurationPlan plan, List<Suite> suites, Decisions decisions, TokenCounter tokens) {
        this(plan, suites, decisions, Withdrawn.NOTHING, tokens);
    }

    /** @param withdrawn what may not come back */
    public Curator(CurationPlan plan, List<Suite> suites, Decisions decisions, Withdrawn withdrawn,
            TokenCounter tokens) {
        this(plan, suites, decisions, withdrawn, tokens, Map.of());
    }

    /** @param others the datasets that the plan's steps name, by {@link CurationPlan#otherDatasets} */
    public Curator(CurationPlan plan, List<Suite> suites, Decisions decisions, Withdrawn withdrawn,
            TokenCounter tokens, Map<String, OtherDataset> others) {
        this(plan, suites, decisions, withdrawn, tokens, others, System::nanoTime);
    }

    /** @param nanos a clock that only counts, by which steps are timed */
    Curator(CurationPlan plan, List<Suite> suites, Decisions decisions, Withdrawn withdrawn, TokenCounter tokens,
            Map<String, OtherDataset> others, LongSupplier nanos) {
        this.plan = plan;
        this.decisions = decisions;
        this.decided = new DecisionStep(decisions);
        this.tokens = tokens;
        this.timer = new StepTimer(nanos);
        if (!withdrawn.isEmpty()) {
            early.add(new WithdrawalStep(withdrawn));
        }
        if (!decisions.isEmpty()) {
            early.add(decided);
        }
        StepContext context = new StepContext(tokens, plan.split().seed(), others);
        for (Step step : plan.steps().stream().map(spec -> StepCatalog.create(spec, context)).toList()) {
            if (late.isEmpty() && step instanceof Step.OfExample alone) {
                early.add(alone);
            } else {
                late.add(step);
            }
        }
        if (!suites.isEmpty()) {
            late.addFirst(new Decontaminate(suites));
        }
        this.earlyTimes = early.stream().map(step -> timer.sum(step.name())).toList();
    }

    /** The version of every step in the order they run. */
    public List<DatasetIdentity.StepVersion> versions() {
        List<DatasetIdentity.StepVersion> versions = new ArrayList<>();
        versions.add(new DatasetIdentity.StepVersion(READ, READ_VERSION));
        early.forEach(step -> versions.add(new DatasetIdentity.StepVersion(step.name(), step.version())));
        late.forEach(step -> versions.add(new DatasetIdentity.StepVersion(step.name(), step.version())));
        return versions;
    }

    /** The digest of everything that decides what {@link #trace} says of a record: steps, parameters, people, seed. */
    public Digest earlySteps() {
        return CanonicalJson.digest(Map.of("read", READ_VERSION, "tokenizer", tokens.version(), "seed",
                plan.split().seed(), "decisions", decisions.digest().hex(), "steps", early.stream().map(step -> List.of(
                        step.name(), step.version(), step.parameters())).toList()));
    }

    /** What the steps cost so far, in the order in which they first ran: different on every build. */
    public List<StepTime> times() {
        return timer.times();
    }

    /** Takes a record through the steps that need no other. */
    public Traced trace(SourceSpec source, SourceItem item) {
        return switch (item) {
            case SourceItem.Bad bad -> new Traced(source.name(), bad.key(), null, List.of(),
                    new Drop(source.name(), bad.key(), READ, Drop.Kind.DROPPED, bad.reason(),
                            bad.problems().getFirst().message(), null),
                    bad.problems(), null, null);
            case SourceItem.Good good -> trace(good.example());
        };
    }

    private Traced trace(Example read) {
        Example example = read;
        Told decision = decided.told(read);
        List<String> changedBy = List.of();
        long start = timer.now();
        for (int i = 0; i < early.size(); i++) {
            Step.OfExample step = early.get(i);
            Verdict verdict = step.judge(example);
            start = timer.add(earlyTimes.get(i), 1, start);
            switch (verdict) {
                case Verdict.Keep _ -> {
                }
                case Verdict.Change change -> {
                    example = change.example();
                    changedBy = with(changedBy, step.name());
                }
                case Verdict.Remove _ when decision == Told.KEPT_ANYWAY && DecisionStep.mayOverrule(
                        step.name()) -> {
                }
                case Verdict.Remove remove when step instanceof WithdrawalStep withdrawal -> {
                    String name = withdrawal.nameOf(read);
                    return new Traced(read.source(), name, null, List.of(), new Drop(read.source(), name, step.name(),
                            remove.kind(), remove.reason(), remove.evidence(), null), List.of(), null, null);
                }
                case Verdict.Remove remove -> {
                    return new Traced(read.source(), read.key(), null, changedBy, drop(read, step, remove), List.of(),
                            read.contentDigest(), decision);
                }
            }
        }
        return new Traced(read.source(), read.key(), example, changedBy, null, List.of(),
                changedBy.isEmpty() ? null : read.contentDigest(), decision);
    }

    private List<String> with(List<String> before, String step) {
        List<String> all = new ArrayList<>(before);
        all.add(step);
        return changes.computeIfAbsent(List.copyOf(all), names -> names);
    }

    /**
     * Brings all traces together.
     *
     * @param traces in any order
     * @throws io.attune.kernel.InvalidInputException when a source gave nothing, a record that may not be left out could
     *     not be read (the first hundred are listed), or nothing is left
     */
    public Curated finish(Collection<Traced> traces) {
        List<Traced> ordered = traces.stream().sorted(order()).toList();
        CurationProblems.check(plan, ordered);
        LateSteps steps = new LateSteps(timer);
        steps.count(earlyCounts(ordered, steps));
        ordered.forEach(steps::take);
        late.forEach(steps::run);
        List<Drop> drops = steps.drops();
        CurationProblems.checkLeft(steps.examples(), drops);
        List<CuratedExample> curated = curated(steps);
        Map<String, Integer> rank = sourceRank();
        drops.sort(Comparator.<Drop>comparingInt(d -> rank.getOrDefault(d.source(), 0)).thenComparing(Drop::key,
                KeyOrder::compare).thenComparing(Drop::toString));
        return new Curated(curated, new Funnel(steps.counts()), drops, MerkleRoot.of(curated), steps.changedBy(),
                steps.readAs(), stale(ordered));
    }

    private List<Decision> stale(List<Traced> traces) {
        Set<String> applied = traces.stream().filter(t -> t.decided() != null).map(t -> t.source() + "/"
                + t.key()).collect(Collectors.toSet());
        return decisions.all().stream().filter(decision -> !applied.contains(decision.record())).toList();
    }

    private List<CuratedExample> curated(LateSteps steps) {
        List<Example> examples = steps.examples();
        long start = timer.now();
        List<Split> splits = GroupSplit.of(examples, plan.split(), steps.apart());
        start = timer.add("split", examples.size(), start);
        CuratedExample[] made = new CuratedExample[examples.size()];
        IntStream.range(0, made.length).parallel().forEach(i -> made[i] = new CuratedExample(examples.get(i).id(),
                examples.get(i), splits.get(i), tokens.count(examples.get(i))));
        CuratedExample[] sorted = new CuratedExample[made.length];
        int[] order = DigestOrder.of(made.length, i -> made[i].id());
        Arrays.setAll(sorted, i -> made[order[i]]);
        timer.add("count-tokens", examples.size(), start);
        return List.of(sorted);
    }

    private List<StepCount> earlyCounts(List<Traced> traces, LateSteps steps) {
        List<Tally> tallies = new ArrayList<>();
        versions().subList(0, early.size() + 1).forEach(v -> tallies.add(new Tally(v.step(), v.version())));
        for (Traced traced : traces) {
            for (Tally tally : tallies) {
                if (traced.drop() != null && traced.drop().step().equals(tally.step())) {
                    tally.remove(traced.drop());
                    steps.drops().add(traced.drop());
                    break;
                }
                tally.keep(traced.changedBy().contains(tally.step()));
            }
        }
        return tallies.stream().map(Tally::count).toList();
    }

    static Drop drop(Example example, Step step, Verdict.Remove remove) {
        Example twin = remove.twin();
        return new Drop(example.source(), example.key(), step.name(), remove.kind(), remove.reason(),
                remove.evidence(), twin == null ? null : twin.source() + "/" + twin.key(), remove.similarity());
    }

    /** The dataset's order: sources as the recipe has them, then keys as a person would order them. */
    private Comparator<Traced> order() {
        Map<String, Integer> rank = sourceRank();
        return (a, b) -> {
            int bySource = a.source().equals(b.source())
                    ? 0
                    : Integer.compare(rank.getOrDefault(a.source(), 0), rank.getOrDefault(b.source(), 0));
            int byKey = bySource != 0 ? bySource : KeyOrder.compare(a.key(), b.key());
            return byKey != 0 ? byKey : content(a).compareTo(content(b));
        };
    }

    /** What orders two records of one key, which sources that name their records may have. */
    private static String content(Traced traced) {
        return traced.example() == null ? String.valueOf(traced.drop()) : traced.example().id().hex();
    }

    private Map<String, Integer> sourceRank() {
        Map<String, Integer> rank = new HashMap<>();
        for (int i = 0; i < plan.sources().size(); i++) {
            rank.put(plan.sources().get(i).name(), i);
        }
        return rank;
    }
}
