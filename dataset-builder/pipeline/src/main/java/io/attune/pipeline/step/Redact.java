package io.attune.pipeline.step;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.pipeline.Example;
import io.attune.pipeline.redact.Action;
import io.attune.pipeline.redact.RedactionPolicy;
import io.attune.pipeline.redact.Redactor;
import io.attune.pipeline.settings.Settings;

/**
 * Takes personal data and secrets out of every text of an example, drops the examples that have any, or flags them in
 * their attribute {@value #ATTRIBUTE}.
 */
final class Redact implements Step.OfExample {
    static final String NAME = "redact";
    /** Classes and counts of what was flagged, such as {@code email:2, phone:1}. */
    static final String ATTRIBUTE = "personalData";

    private final RedactionPolicy policy;
    private final Redactor redactor;

    private Redact(RedactionPolicy policy) {
        this.policy = policy;
        this.redactor = new Redactor(policy);
    }

    static Redact of(Settings settings, StepContext context) {
        return new Redact(RedactSettings.read(settings, context.seed()));
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "3";
    }

    @Override
    public Map<String, Object> parameters() {
        return RedactSettings.write(policy);
    }

    @Override
    public Verdict judge(Example example) {
        TreeMap<String, Integer> dropped = new TreeMap<>();
        TreeMap<String, Integer> flagged = new TreeMap<>();
        MessageTexts texts = new MessageTexts(text -> {
            Redactor.Redacted redacted = redactor.redact(text);
            add(dropped, redacted.counts(Action.DROP));
            add(flagged, redacted.counts(Action.FLAG));
            return redacted.text();
        });
        Example clean = example.mapMessages(texts::redacted);
        if (!dropped.isEmpty()) {
            return Verdict.drop("personal-data", String.join(", ", dropped.keySet()));
        }
        Example after = flagged.isEmpty() ? clean : clean.withAttribute(ATTRIBUTE, shown(flagged));
        return after.equals(example) ? Verdict.KEEP : new Verdict.Change(after);
    }

    private static String shown(SortedMap<String, Integer> counts) {
        return String.join(", ", counts.entrySet().stream().map(entry -> entry.getKey() + ":"
                + entry.getValue()).toList());
    }

    private static void add(SortedMap<String, Integer> sums, SortedMap<String, Integer> counts) {
        counts.forEach((kind, count) -> sums.merge(kind, count, Integer::sum));
    }
}
