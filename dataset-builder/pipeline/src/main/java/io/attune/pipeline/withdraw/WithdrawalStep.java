package io.attune.pipeline.withdraw;

import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.step.Step;
import io.attune.pipeline.step.Verdict;

/** Drops what was withdrawn. */
public final class WithdrawalStep implements Step.OfExample {
    /** As it stands in funnel and ledger. */
    public static final String NAME = "withdrawal";
    /** Of its rules. */
    public static final String VERSION = "1";
    /** The one reason it gives. */
    public static final String REASON = "withdrawn";

    private final Withdrawn withdrawn;

    public WithdrawalStep(Withdrawn withdrawn) {
        this.withdrawn = withdrawn;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String version() {
        return VERSION;
    }

    @Override
    public Map<String, Object> parameters() {
        return Map.of();
    }

    /** What the ledger calls a record that it drops. */
    public String nameOf(Example read) {
        return withdrawn.nameOf(read);
    }

    @Override
    public Verdict judge(Example read) {
        return withdrawn.includes(read)
                ? Verdict.drop(REASON, "its data was withdrawn from an earlier version")
                : Verdict.KEEP;
    }
}
