package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.attune.pipeline.Example;
import io.attune.pipeline.settings.Settings;
import io.attune.pipeline.validate.Finding;
import io.attune.pipeline.validate.Validation;

/** Drops examples that no provider trains on, for the first of the reasons {@link Validation} finds. */
final class Validate implements Step.OfExample {
    static final String NAME = "validate";

    private final Validation validation;
    private final long maxTokens;
    private final SameRole sameRole;

    /** What two messages of one role in a row mean. */
    enum SameRole {
        DROP,
        KEEP
    }

    private Validate(Validation validation, long maxTokens, SameRole sameRole) {
        this.validation = validation;
        this.maxTokens = maxTokens;
        this.sameRole = sameRole;
    }

    static Validate of(Settings settings, StepContext context) {
        long maxTokens = settings.number("maxTokens", 1, 10_000_000, Validation.MAX_TOKENS);
        SameRole sameRole = settings.word("consecutiveSameRole", SameRole.class, SameRole.DROP);
        return new Validate(new Validation(context.tokens(), maxTokens, sameRole == SameRole.DROP), maxTokens,
                sameRole);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return "2";
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of("maxTokens", maxTokens, "consecutiveSameRole", Settings.word(sameRole));
    }

    @Override
    public Verdict judge(Example example) {
        List<Finding> findings = validation.check(example);
        if (findings.isEmpty()) {
            return Verdict.KEEP;
        }
        Finding first = findings.getFirst();
        String others = findings.stream().skip(1).map(Finding::reason).distinct().sorted().collect(
                Collectors.joining(", "));
        return Verdict.drop(first.reason(), first.evidence() + (findings.size() == 1
                ? ""
                : "; " + (findings.size() - 1) + " more: " + others));
    }
}
