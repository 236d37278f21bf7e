package io.attune.pipeline.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.attune.pipeline.inspect.Inspection.InspectedFile;
import io.attune.pipeline.inspect.Inspection.Personal;
import io.attune.pipeline.inspect.Inspection.Reason;
import io.attune.pipeline.inspect.Inspection.Share;
import io.attune.pipeline.inspect.Inspection.SuggestedStep;
import io.attune.pipeline.inspect.Inspection.Twins;

/** Which steps follow from what was seen, in the order in which they work. */
final class StepAdvice {
    private static final int LISTED = 3;
    private static final double LANGUAGE_SHARE = 0.005;
    private static final String GUARD = "nothing to do here; costs little and guards against what comes later";

    private StepAdvice() {}

    /** @param looked how many records were looked into, for people */
    static List<SuggestedStep> of(Tally tally, long looked, List<InspectedFile> files, Twins exact, Twins near,
            Twins contradictions) {
        List<SuggestedStep> steps = new ArrayList<>();
        steps.add(new SuggestedStep("normalize", tally.changed() == 0
                ? GUARD
                : of(tally.changed(), looked) + " change: Unicode forms, white space, mojibake"));
        steps.add(new SuggestedStep("validate", tally.invalid().isEmpty()
                ? GUARD
                : "no provider trains on " + of(sum(tally.invalid()), looked) + ": " + words(tally.invalid())));
        long told = tally.languages().stream().mapToLong(Share::count).sum();
        List<Share> languages = tally.languages().stream().filter(l -> !l.value().equals("und")
                && l.count() >= LANGUAGE_SHARE * told).toList();
        if (languages.size() > 1) {
            steps.add(new SuggestedStep("language", "states each record's language: " + languages.stream().limit(
                    4).map(l -> l.value() + " " + percent(l.count(), told)).collect(Collectors.joining(", "))
                    + "; with {keep: [" + languages.getFirst().value() + "]} the others go"));
        }
        if (!tally.quality().isEmpty()) {
            steps.add(new SuggestedStep("quality: {profile: fine-tuning}", words(tally.quality())));
        }
        if (files.stream().anyMatch(file -> file.format() instanceof Format.Preferences)) {
            steps.add(new SuggestedStep("preferences: {ties: drop}", "pairs of equal worth teach nothing"));
        }
        steps.add(new SuggestedStep("redact", redaction(tally.personal())));
        steps.add(new SuggestedStep("exact-duplicates", exact.records() == 0
                ? GUARD
                : of(exact.records(), looked) + " equal another one"));
        if (near.records() > 0) {
            steps.add(new SuggestedStep("near-duplicates: {similarity: 0.8, scope: prompt-and-answer, keep: longest}",
                    of(near.records(), looked) + " nearly equal another one"));
        }
        if (contradictions.records() > 0) {
            steps.add(new SuggestedStep("contradictions: {action: drop}", of(contradictions.records(), looked)
                    + " answer a question in a way that another one excludes"));
        }
        return steps;
    }

    private static String redaction(List<Personal> found) {
        String precise = kinds(found, true);
        String heuristic = kinds(found, false);
        return (precise.isEmpty() ? GUARD : precise) + (heuristic.isEmpty()
                ? ""
                : "; perhaps also " + heuristic + ", which only a recipe that names these classes takes out");
    }

    private static String kinds(List<Personal> found, boolean precise) {
        return found.stream().filter(p -> p.precise() == precise).map(p -> p.kind() + " " + p.matches()).collect(
                Collectors.joining(", "));
    }

    private static long sum(List<Reason> reasons) {
        return reasons.stream().mapToLong(Reason::records).sum();
    }

    private static String words(List<Reason> reasons) {
        String more = reasons.size() > LISTED ? ", and " + (reasons.size() - LISTED) + " more reasons" : "";
        return reasons.stream().limit(LISTED).map(r -> r.reason() + " " + r.records()).collect(Collectors.joining(
                ", ")) + more;
    }

    private static String of(long count, long looked) {
        return String.format(Locale.ROOT, "%,d of %,d records", count, looked);
    }

    private static String percent(long count, long all) {
        return String.format(Locale.ROOT, "%.1f %%", 100.0 * count / all);
    }
}
