package io.attune.orchestrator.run;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.Interval;
import io.attune.kernel.Money;
import io.attune.kernel.RunId;
import io.attune.provider.JobPhase;
import io.attune.provider.JobState;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJobId;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import org.jspecify.annotations.Nullable;

/** Something a run has learned on its way. A run holds at most one fact of each kind; a later one replaces. */
public sealed interface Fact {

    /**
     * What the run was started for.
     *
     * @param group the runs of one start
     * @param target which of the recipe's targets
     * @param place of the target within the group, from 0
     * @param force whether it trains even what equals the version in service
     * @param after the run that this one tries again or elsewhere, or null
     */
    record Aim(RunGroupId group, String target, int place, boolean force, @Nullable RunId after) implements Fact {}

    /** The dataset version the run trains on. Token counts are of the dataset's own tokenizer. */
    record Dataset(String name, int number, String digest, long train, long validation, long test, long trainTokens)
            implements
                Fact {}

    /** What the retrieval-first check found. */
    record Check(boolean enough, List<BoundResult> bounds) implements Fact {}

    /**
     * A bound of the check beside what was measured.
     *
     * @param value null when nothing could be measured
     * @param verdict null in runs of earlier releases, like what follows
     * @param minimum how many examples the bound needs
     */
    record BoundResult(String suite, String measure, @Nullable Double value, double atLeast, boolean met,
            @Nullable Verdict verdict, @Nullable Integer examples, @Nullable Integer minimum) {}

    /** Whether the run trains a model or deploys the base model with its knowledge, and why. */
    record Plan(boolean train, String reason) implements Fact {}

    /**
     * What the run is expected to cost.
     *
     * @param expected the best estimate
     * @param held the reservation: the estimate with its uncertainty
     * @param source where the prices come from, such as {@code demo tariff}
     * @param basis how the tokens were counted
     * @param validUntil until when it may be approved, or null for good
     * @param warnings what is to be known of it, such as a price that nobody looked at for long
     */
    record Quote(Money expected, Money held, List<QuoteLine> lines, String source, LocalDate observedOn, String basis,
            @Nullable Instant validUntil, List<String> warnings)
            implements
                Fact {
        public Quote {
            // quotes of earlier releases have none
            warnings = List.copyOf(Objects.requireNonNullElse(warnings, List.of()));
        }

        /** A quote that holds for good. */
        public Quote(Money expected, Money held, List<QuoteLine> lines, String source, LocalDate observedOn,
                String basis) {
            this(expected, held, lines, source, observedOn, basis, null, List.of());
        }

        /** Whether it holds no more. */
        public boolean isExpired(Instant now) {
            return validUntil != null && now.isAfter(validUntil);
        }
    }

    /**
     * What a person agreed to when the quote had expired.
     *
     * @param upTo the quote that was seen; a new one above it is asked about again
     * @param times how often that happened, from 1
     */
    record Approval(String by, Money upTo, int times) implements Fact {}

    /**
     * Why nothing was trained, and what it would have cost.
     *
     * @param amount null where nobody said the price
     * @param version in service
     * @param run that trained it
     */
    record Saved(@Nullable Money amount, Version version, RunId run, String reason) implements Fact {}

    /** @param unit what {@code unitPrice} is paid for, such as {@code 1M training tokens} */
    record QuoteLine(String kind, BigDecimal quantity, String unit, Money unitPrice, Money amount) {}

    record Upload(ProviderFileId training, @Nullable ProviderFileId validation) implements Fact {}

    /**
     * The intent to pay for one job.
     *
     * @param attempt from 1; each attempt follows only when the one before has certainly made no job
     * @param sendBefore the create's hard deadline, or null while nothing may have been sent
     */
    record Intent(RunKey key, int attempt, @Nullable Instant sendBefore) implements Fact {}

    /**
     * The job at the provider.
     *
     * @param connection by which it was asked for
     * @param state null until the provider used a word we know
     * @param phase what it does within that state, or null when the provider does not tell
     * @param lastStep the last step whose metrics are stored
     */
    record Job(String connection, ProviderJobId id, @Nullable JobState state, @Nullable JobPhase phase,
            String rawState, @Nullable ProviderModelId tunedModel,
            @Nullable Long trainedTokens, @Nullable String failure, Instant createdAt, @Nullable Instant finishedAt,
            @Nullable Instant estimatedFinish, int lastStep) implements Fact {}

    /**
     * The run waits for a slot at a connection.
     *
     * @param connection the account
     * @param reason what it waits for, in the vendor's own words where it said so
     * @param refusals how often the vendor itself had no room
     */
    record Waiting(String connection, String reason, int refusals) implements Fact {}

    /**
     * What the job has used and cost until now, as far as its provider meters it.
     *
     * @param unit as the provider names it, such as {@code gpu-hours}
     */
    record Meter(BigDecimal quantity, String unit, Money cost, Instant at) implements Fact {}

    /**
     * The job has cost more than the run held.
     *
     * @param number from 1; each is decided once
     * @param action what the recipe wants: {@code pause}, {@code cancel} or {@code ask}
     * @param open whether a person's word is awaited
     */
    record Overrun(int number, Money metered, Money held, String action, boolean open, Instant at) implements Fact {}

    /**
     * What the gates said.
     *
     * @param policy the project's policy that they were judged under; null where it had none, and in runs of earlier releases
     */
    record Gates(boolean passed, List<GateResult> results, @Nullable Policy policy) implements Fact {

        /** Gates of a recipe alone. */
        public Gates(boolean passed, List<GateResult> results) {
            this(passed, results, null);
        }

        /** The same, judged under a policy. */
        public Gates under(@Nullable Policy pinned) {
            return new Gates(passed, results, pinned);
        }
    }

    /** A version of a project's policy of gates, and the digest of its content. */
    record Policy(int version, String digest) {}

    /** What became of a gate. */
    enum Verdict {
        PASSED,
        FAILED,
        /** Too few examples speak for or against it. */
        NOT_ENOUGH_EVIDENCE,
        /** Nobody measured what it asks for. */
        NOT_MEASURED
    }

    /**
     * One question of a gate.
     *
     * @param passed whether it stands in nobody's way: it holds, or was waived
     * @param reason the figures the decision rests on
     * @param verdict null in runs of earlier releases
     * @param interval around the estimate or the difference, at the level that was decided by; null where there is none
     * @param family how many questions the gate asks, for which the interval is corrected
     * @param waiver null where nobody waived it
     * @param origin who asks for it where that is not the recipe: {@code project policy}; else null
     */
    record GateResult(String gate, boolean passed, String reason, @Nullable Verdict verdict,
            @Nullable Interval interval, int examples, int family, @Nullable Waiver waiver,
            @Nullable String origin) {
        /** The origin of a gate that the project's policy asks for. */
        public static final String POLICY = "project policy";

        /** What was decided. */
        public GateResult(String gate, Verdict verdict, String reason, @Nullable Interval interval, int examples,
                int family) {
            this(gate, verdict == Verdict.PASSED, reason, verdict, interval, examples, family, null, null);
        }

        /** A result of which no more is known. */
        public GateResult(String gate, boolean passed, String reason) {
            this(gate, passed, reason, passed ? Verdict.PASSED : Verdict.FAILED, null, 0, 1, null, null);
        }

        /** The same, in nobody's way any more. */
        public GateResult waived(Waiver by) {
            return new GateResult(gate, true, reason, verdict, interval, examples, family, by, origin);
        }

        /** The same, asked for by the project's policy. */
        public GateResult ofPolicy() {
            return new GateResult(gate, passed, reason, verdict, interval, examples, family, waiver, POLICY);
        }
    }

    /** Who let a version pass although a gate does not hold, and why. */
    record Waiver(String by, String reason, Instant at) {}

    record Version(String model, int number) implements Fact {}

    record Promotion(String id, String status) implements Fact {}

    record Deployment(String name) implements Fact {}

    /** Why the run failed: whose fault, in which state, and what to do. */
    record Failure(String code, ErrorKind kind, String message, String nextStep, RunState during) implements Fact {

        public ErrorCode errorCode() {
            return new ErrorCode(code, kind);
        }
    }

    /** How often the current effect has failed outside in a row, and what was said last. */
    record Trouble(int times, String message) implements Fact {}

    /** How the run ends once it is closed. */
    record Outcome(RunState end, String reason) implements Fact {}
}
