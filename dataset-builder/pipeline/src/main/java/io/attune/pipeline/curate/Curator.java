package io.attune.pipeline.curate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

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
        List<String> changedBy = new ArrayList<>();
        long start = timer.now();
        for (Step.OfExample step : early) {
            Verdict verdict = step.judge(example);
            start = timer.add(step.name(), 1, start);
            switch (verdict) {
                case Verdict.Keep _ -> {
                }
                case Verdict.Change change -> {
                    example = change.example();
                    changedBy.add(step.name());
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
        List<Drop> drops = new ArrayList<>();
        List<StepCount> counts = earlyCounts(ordered, drops);
        List<Example> examples = new ArrayList<>();
        Map<String, List<String>> changedBy = new HashMap<>();
        Map<String, Digest> readAs = new HashMap<>();
        Set<String> keptAnyway = new HashSet<>();
        for (Traced traced : ordered) {
            if (traced.content() != null) {
                readAs.put(traced.source() + "/" + traced.key(), traced.content());
            }
            if (!traced.changedBy().isEmpty()) {
                changedBy.put(traced.source() + "/" + traced.key(), traced.changedBy());
            }
            if (traced.decided() == Told.KEPT_ANYWAY) {
                keptAnyway.add(traced.source() + "/" + traced.key());
            }
            if (traced.example() != null) {
                examples.add(traced.example());
            }
        }
        for (Step step : late) {
            examples = run(step, examples, keptAnyway, counts, drops, changedBy, readAs);
        }
        CurationProblems.checkLeft(examples, drops);
        List<CuratedExample> curated = curated(examples);
        Map<String, Integer> rank = sourceRank();
        drops.sort(Comparator.<Drop>comparingInt(d -> rank.getOrDefault(d.source(), 0)).thenComparing(Drop::key,
                KeyOrder::compare).thenComparing(Drop::toString));
        return new Curated(curated, new Funnel(counts), drops, MerkleRoot.of(curated), changedBy,
                readAs, stale(ordered));
    }

    private List<Decision> stale(List<Traced> traces) {
        Set<String> applied = traces.stream().filter(t -> t.decided() != null).map(t -> t.source() + "/"
                + t.key()).collect(Collectors.toSet());
        return decisions.all().stream().filter(decision -> !applied.contains(decision.record())).toList();
    }

    private List<CuratedExample> curated(List<Example> examples) {
        long start = timer.now();
        List<Split> splits = GroupSplit.of(examples, plan.split());
        start = timer.add("split", examples.size(), start);
        List<CuratedExample> curated = IntStream.range(0, examples.size()).parallel().mapToObj(
                i -> new CuratedExample(examples.get(i).id(), examples.get(i), splits.get(i),
                        tokens.count(examples.get(i)))).sorted(Comparator.comparing(CuratedExample::id)).toList();
        timer.add("count-tokens", examples.size(), start);
        return curated;
    }

    private List<StepCount> earlyCounts(List<Traced> traces, List<Drop> drops) {
        List<Tally> tallies = new ArrayList<>();
        versions().subList(0, early.size() + 1).forEach(v -> tallies.add(new Tally(v.step(), v.version())));
        for (Traced traced : traces) {
            for (Tally tally : tallies) {
                if (traced.drop() != null && traced.drop().step().equals(tally.step)) {
                    tally.remove(traced.drop());
                    drops.add(traced.drop());
                    break;
                }
                tally.keep(traced.changedBy().contains(tally.step));
            }
        }
        return new ArrayList<>(tallies.stream().map(Tally::count).toList());
    }

    private List<Example> run(Step step, List<Example> examples, Set<String> keptAnyway, List<StepCount> counts,
            List<Drop> drops, Map<String, List<String>> changedBy, Map<String, Digest> readAs) {
        long start = timer.now();
        List<Verdict> verdicts = switch (step) {
            case Step.OfExample alone -> examples.stream().map(alone::judge).toList();
            case Step.OfDataset together -> together.judge(examples);
        };
        timer.add(step.name(), examples.size(), start);
        Tally tally = new Tally(step.name(), step.version());
        List<Example> kept = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            Example judged = examples.get(i);
            switch (verdicts.get(i)) {
                case Verdict.Keep _ -> {
                    kept.add(judged);
                    tally.keep(false);
                }
                case Verdict.Change change -> {
                    kept.add(change.example());
                    tally.keep(true);
                    String record = judged.source() + "/" + judged.key();
                    readAs.computeIfAbsent(record, r -> judged.contentDigest());
                    changedBy.merge(record, List.of(step.name()),
                            (before, now) -> Stream.concat(before.stream(), now.stream()).toList());
                }
                case Verdict.Remove _ when isKeptAnyway(judged, keptAnyway) && DecisionStep.mayOverrule(
                        step.name()) -> {
                    kept.add(judged);
                    tally.keep(false);
                }
                case Verdict.Remove remove -> {
                    readAs.computeIfAbsent(judged.source() + "/" + judged.key(), r -> judged.contentDigest());
                    Drop drop = drop(judged, step, remove);
                    drops.add(drop);
                    tally.remove(drop);
                }
            }
        }
        counts.add(tally.count());
        return kept;
    }

    private static boolean isKeptAnyway(Example example, Set<String> keptAnyway) {
        return keptAnyway.contains(example.source() + "/" + example.key());
    }

    private static Drop drop(Example example, Step step, Verdict.Remove remove) {
        Example twin = remove.twin();
        return new Drop(example.source(), example.key(), step.name(), remove.kind(), remove.reason(),
                remove.evidence(), twin == null ? null : twin.source() + "/" + twin.key(), remove.similarity());
    }

    /** The dataset's order: sources as the recipe has them, then keys as a person would order them. */
    private Comparator<Traced> order() {
        Map<String, Integer> rank = sourceRank();
        return Comparator.<Traced>comparingInt(t -> rank.getOrDefault(t.source(), 0)).thenComparing(Traced::key,
                KeyOrder::compare).thenComparing(Curator::content);
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

    /** Counts what one step does. */
    private static final class Tally {
        private final String step;
        private final String version;
        private long in;
        private long kept;
        private long dropped;
        private long merged;
        private long changed;
        private final TreeMap<String, Long> reasons = new TreeMap<>();

        Tally(String step, String version) {
            this.step = step;
            this.version = version;
        }

        void keep(boolean wasChanged) {
            in++;
            kept++;
            changed += wasChanged ? 1 : 0;
        }

        void remove(Drop drop) {
            in++;
            switch (drop.kind()) {
                case DROPPED -> dropped++;
                case MERGED -> merged++;
            }
            reasons.merge(drop.reason(), 1L, Long::sum);
        }

        StepCount count() {
            return new StepCount(step, version, in, 0, kept, dropped, merged, changed, reasons);
        }
    }
}
