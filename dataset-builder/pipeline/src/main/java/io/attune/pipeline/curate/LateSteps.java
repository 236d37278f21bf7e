package io.attune.pipeline.curate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import io.attune.kernel.Digest;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import io.attune.pipeline.StepCount;
import io.attune.pipeline.decide.DecisionStep;
import io.attune.pipeline.decide.Told;
import io.attune.pipeline.step.Step;
import io.attune.pipeline.step.Verdict;

/**
 * What becomes of the records once all of them are there: the examples that are left, and about those that were changed
 * or dropped what the result tells of them. Of a record that goes through as it is nothing is kept but the example. Not
 * thread-safe.
 */
final class LateSteps {
    private final StepTimer timer;
    private final List<StepCount> counts = new ArrayList<>();
    private final List<Drop> drops = new ArrayList<>();
    private final Map<String, List<String>> changedBy = new HashMap<>();
    private final Map<String, Digest> readAs = new HashMap<>();
    private final Set<String> keptAnyway = new HashSet<>();
    private List<Example> examples = new ArrayList<>();
    private boolean apart;

    LateSteps(StepTimer timer) {
        this.timer = timer;
    }

    List<Example> examples() {
        return examples;
    }

    List<StepCount> counts() {
        return counts;
    }

    List<Drop> drops() {
        return drops;
    }

    /** By {@code source/key}, of records that were changed. */
    Map<String, List<String>> changedBy() {
        return changedBy;
    }

    /** By {@code source/key}, of records that were changed or dropped. */
    Map<String, Digest> readAs() {
        return readAs;
    }

    /** Whether a step saw to it that no two of the examples are near-duplicates as a split understands it. */
    boolean apart() {
        return apart;
    }

    void count(List<StepCount> early) {
        counts.addAll(early);
    }

    /** Takes a record as it comes from the steps that needed no other. */
    void take(Traced traced) {
        if (traced.example() != null) {
            examples.add(traced.example());
        }
        if (traced.content() == null && traced.changedBy().isEmpty() && traced.decided() == null) {
            return;
        }
        String record = record(traced.source(), traced.key());
        if (traced.content() != null) {
            readAs.put(record, traced.content());
        }
        if (!traced.changedBy().isEmpty()) {
            changedBy.put(record, traced.changedBy());
        }
        if (traced.decided() == Told.KEPT_ANYWAY) {
            keptAnyway.add(record);
        }
    }

    void run(Step step) {
        List<Example> before = examples;
        long start = timer.now();
        List<Verdict> verdicts = switch (step) {
            case Step.OfExample alone -> before.stream().map(alone::judge).toList();
            case Step.OfDataset together -> together.judge(before);
        };
        timer.add(step.name(), before.size(), start);
        Tally tally = new Tally(step.name(), step.version());
        examples = new ArrayList<>(before.size());
        apart |= step instanceof Step.OfDataset together && together.separates();
        for (int i = 0; i < before.size(); i++) {
            Example judged = before.get(i);
            switch (verdicts.get(i)) {
                case Verdict.Keep _ -> {
                    examples.add(judged);
                    tally.keep(false);
                }
                case Verdict.Change change -> change(step, judged, change.example(), tally);
                case Verdict.Remove _ when isKeptAnyway(judged) && DecisionStep.mayOverrule(step.name()) -> {
                    apart = false;
                    examples.add(judged);
                    tally.keep(false);
                }
                case Verdict.Remove remove -> {
                    readAs.computeIfAbsent(record(judged), r -> judged.contentDigest());
                    Drop drop = Curator.drop(judged, step, remove);
                    drops.add(drop);
                    tally.remove(drop);
                }
            }
        }
        counts.add(tally.count());
    }

    private void change(Step step, Example before, Example after, Tally tally) {
        apart &= after.messages().equals(before.messages()) && Objects.equals(after.judgement(), before.judgement());
        examples.add(after);
        tally.keep(true);
        readAs.computeIfAbsent(record(before), r -> before.contentDigest());
        changedBy.merge(record(before), List.of(step.name()), (first, then) -> Stream.concat(first.stream(),
                then.stream()).toList());
    }

    private boolean isKeptAnyway(Example example) {
        return !keptAnyway.isEmpty() && keptAnyway.contains(record(example));
    }

    private static String record(Example example) {
        return record(example.source(), example.key());
    }

    private static String record(String source, String key) {
        return source + "/" + key;
    }
}
