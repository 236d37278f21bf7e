package io.attune.pipeline.inspect;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.ToolCall;
import io.attune.pipeline.inspect.Inspection.OverLimit;
import io.attune.pipeline.inspect.Inspection.Personal;
import io.attune.pipeline.inspect.Inspection.Reason;
import io.attune.pipeline.inspect.Inspection.Share;
import io.attune.pipeline.inspect.Inspection.Span;
import io.attune.pipeline.inspect.Inspection.ToolUse;
import io.attune.pipeline.inspect.RecordLook.Hit;
import io.attune.pipeline.inspect.RecordLook.Seen;
import io.attune.pipeline.redact.kind.PersonalKind;
import org.jspecify.annotations.Nullable;

/** Adds up what was seen in records, in their order. Not thread-safe. */
final class Tally {
    private static final int FIRST = 3;
    private static final int TOOLS_MAX = 20;
    private static final int STRATA_MAX = 20;
    private static final int STRATUM_MIN = 10;
    private static final int VALUE_LENGTH_MAX = 60;

    private final TreeMap<String, Long> roles = new TreeMap<>();
    private final TreeMap<String, Long> calls = new TreeMap<>();
    private final TreeMap<String, Long> languages = new TreeMap<>();
    private final TreeMap<String, Found> invalid = new TreeMap<>();
    private final TreeMap<String, Found> quality = new TreeMap<>();
    private final TreeMap<String, Hits> personal = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, Long>> attributes = new TreeMap<>();
    private final long[] turns;
    private final long[] characters;
    private final long[] tokens;
    private int looked;
    private long changed;
    private long offering;
    private long calling;

    Tally(int records) {
        turns = new long[records];
        characters = new long[records];
        tokens = new long[records];
    }

    private static final class Found {
        private final List<String> places = new ArrayList<>();
        private final String evidence;
        private long records;

        Found(String evidence) {
            this.evidence = evidence;
        }
    }

    private static final class Hits {
        private final List<Span> first = new ArrayList<>();
        private long matches;
        private long records;
    }

    void add(Seen seen) {
        Example example = seen.normal();
        turns[looked] = example.allMessages().count();
        characters[looked] = seen.characters();
        tokens[looked] = seen.tokens();
        looked++;
        changed += seen.changed() ? 1 : 0;
        if (seen.language() != null) {
            languages.merge(seen.language(), 1L, Long::sum);
        }
        offering += example.tools().isEmpty() ? 0 : 1;
        List<String> called = example.allMessages().flatMap(m -> m.toolCalls().stream()).map(
                ToolCall::function).toList();
        calling += called.isEmpty() ? 0 : 1;
        called.forEach(tool -> calls.merge(tool, 1L, Long::sum));
        example.allMessages().map(Message::role).forEach(role -> roles.merge(role.word(), 1L, Long::sum));
        example.attributes().forEach(this::attribute);
        seen.invalid().ifPresent(f -> found(invalid, f.reason(), example.key(), f.evidence()));
        seen.quality().forEach(f -> found(quality, f.rule().name(), example.key(), f.evidence()));
        personal(seen.personal());
    }

    private static void found(Map<String, Found> by, String reason, String place, String evidence) {
        Found found = by.computeIfAbsent(reason, r -> new Found(evidence));
        found.records++;
        if (found.places.size() < FIRST) {
            found.places.add(place);
        }
    }

    private void personal(List<Hit> hits) {
        Set<String> kinds = new TreeSet<>();
        for (Hit hit : hits) {
            Hits of = personal.computeIfAbsent(hit.kind(), k -> new Hits());
            of.matches++;
            of.records += kinds.add(hit.kind()) ? 1 : 0;
            if (of.first.size() < FIRST) {
                of.first.add(hit.span());
            }
        }
    }

    private void attribute(String name, String value) {
        TreeMap<String, Long> values = attributes.computeIfAbsent(name, n -> new TreeMap<>());
        if (values.size() <= STRATA_MAX) {
            values.merge(value.length() > VALUE_LENGTH_MAX ? value.substring(0, VALUE_LENGTH_MAX) : value, 1L,
                    Long::sum);
        }
    }

    SortedMap<String, Long> roles() {
        return roles;
    }

    Distribution turns() {
        return Distribution.of(turns);
    }

    Distribution characters() {
        return Distribution.of(characters);
    }

    Distribution tokens() {
        return Distribution.of(tokens);
    }

    long changed() {
        return changed;
    }

    List<Share> languages() {
        return shares(languages);
    }

    ToolUse tools() {
        return new ToolUse(offering, calling, shares(calls).stream().limit(TOOLS_MAX).toList());
    }

    List<OverLimit> limits() {
        return TokenLimit.COMMON.stream().map(limit -> new OverLimit(limit, Arrays.stream(tokens).filter(
                t -> t > limit.tokens()).count())).toList();
    }

    List<Reason> invalid() {
        return reasons(invalid);
    }

    List<Reason> quality() {
        return reasons(quality);
    }

    List<Personal> personal() {
        Set<String> precise = PersonalKind.preciseOnes().stream().map(PersonalKind::word).collect(Collectors.toSet());
        return personal.entrySet().stream().map(e -> new Personal(e.getKey(), precise.contains(e.getKey()),
                e.getValue().matches, e.getValue().records, e.getValue().first)).sorted(
                        Comparator.comparingLong(Personal::matches).reversed()).toList();
    }

    /** The attribute with the fewest values of those that every record has and that have enough of each. */
    @Nullable
    String stratum() {
        return attributes.entrySet().stream().filter(e -> isStratum(e.getValue())).min(
                Comparator.<Map.Entry<String, TreeMap<String, Long>>>comparingInt(e -> e.getValue().size())).map(
                        Map.Entry::getKey).orElse(null);
    }

    private boolean isStratum(Map<String, Long> values) {
        long all = values.values().stream().mapToLong(Long::longValue).sum();
        return values.size() >= 2 && values.size() <= STRATA_MAX && all == looked
                && values.values().stream().allMatch(count -> count >= STRATUM_MIN);
    }

    private static List<Reason> reasons(Map<String, Found> by) {
        return by.entrySet().stream().map(e -> new Reason(e.getKey(), e.getValue().records, e.getValue().places,
                e.getValue().evidence)).sorted(Comparator.comparingLong(Reason::records).reversed()).toList();
    }

    static List<Share> shares(Map<String, Long> counts) {
        return counts.entrySet().stream().map(e -> new Share(e.getKey(), e.getValue())).sorted(
                Comparator.comparingLong(Share::count).reversed()).toList();
    }
}
