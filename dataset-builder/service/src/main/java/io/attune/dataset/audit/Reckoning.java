package io.attune.dataset.audit;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

import io.attune.dataset.audit.AuditReport.Estimate;
import io.attune.kernel.Interval;
import io.attune.kernel.statistics.StratifiedProportion;
import org.jspecify.annotations.Nullable;

/** Makes a report of judgements. */
final class Reckoning {
    private final SortedMap<Part, Long> sizes;
    private final Map<Part, List<Judged>> judged = new TreeMap<>();

    /**
     * @param sizes of every stratum
     * @param judgements one for each example
     */
    Reckoning(SortedMap<Part, Long> sizes, Collection<Judged> judgements) {
        this.sizes = sizes;
        judgements.stream().filter(one -> sizes.containsKey(one.part())).forEach(one -> judged.computeIfAbsent(
                one.part(), part -> new ArrayList<>()).add(one));
    }

    AuditReport report(String version, Instant at, String by) {
        List<AuditReport.Stratum> strata = sizes.entrySet().stream().map(entry -> {
            SortedMap<Part, Long> alone = new TreeMap<>(Map.of(entry.getKey(), entry.getValue()));
            return new AuditReport.Stratum(entry.getKey().source(), entry.getKey().split().word(), entry.getValue(),
                    judged.getOrDefault(entry.getKey(), List.of()).size(), estimate(alone, Judged::personalData),
                    estimate(alone, Judged::wrongLabel));
        }).toList();
        return new AuditReport(version, at, by, sizes.values().stream().mapToLong(Long::longValue).sum(),
                judged.values().stream().mapToLong(List::size).sum(), estimate(sizes, Judged::personalData), estimate(
                        sizes, Judged::wrongLabel), new AuditReport.Machine(estimate(sizes, Judged::detected)), strata);
    }

    private @Nullable Estimate estimate(SortedMap<Part, Long> of, Function<Judged, @Nullable Boolean> question) {
        List<StratifiedProportion.Stratum> strata = new ArrayList<>();
        of.forEach((part, size) -> {
            List<Judged> answered = judged.getOrDefault(part, List.of()).stream().filter(one -> question.apply(
                    one) != null).toList();
            if (!answered.isEmpty()) {
                strata.add(new StratifiedProportion.Stratum(size, answered.size(), answered.stream().filter(
                        one -> Boolean.TRUE.equals(question.apply(one))).count()));
            }
        });
        if (strata.isEmpty()) {
            return null;
        }
        Interval interval = StratifiedProportion.of(strata).interval();
        return new Estimate(strata.stream().mapToLong(StratifiedProportion.Stratum::seen).sum(),
                strata.stream().mapToLong(StratifiedProportion.Stratum::found).sum(), interval.estimate(),
                interval.low(), interval.high(), strata.size() == of.size());
    }
}
