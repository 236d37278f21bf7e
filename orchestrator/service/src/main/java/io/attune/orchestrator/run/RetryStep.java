package io.attune.orchestrator.run;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;

/** Where a further attempt begins, and what it takes over from the run before. */
public enum RetryStep {
    /** Takes over nothing. */
    CURATE(RunState.CURATING),
    /** Takes over the dataset. */
    CHECK(RunState.PAIRING),
    /** Takes over the dataset and the decision to train; money is held anew. */
    QUOTE(RunState.QUOTING),
    /** Takes over the trained model, which is paid. */
    EVALUATE(RunState.EVALUATING);

    private final RunState state;

    RetryStep(RunState state) {
        this.state = state;
    }

    private List<Class<? extends Fact>> taken() {
        return switch (this) {
            case CURATE -> List.of();
            case CHECK -> List.of(Fact.Dataset.class);
            case QUOTE -> List.of(Fact.Dataset.class, Fact.Check.class, Fact.Plan.class);
            case EVALUATE -> List.of(Fact.Dataset.class, Fact.Check.class, Fact.Plan.class, Fact.Quote.class,
                    Fact.Job.class);
        };
    }

    RunState state() {
        return state;
    }

    /** What is taken over, as far as the run before has it. */
    Facts from(Run before) {
        Facts facts = Facts.NONE;
        for (Class<? extends Fact> kind : taken()) {
            Fact fact = before.facts().find(kind).orElse(null);
            facts = fact == null ? facts : facts.with(fact);
        }
        return facts;
    }

    /** @throws PlatformException of code {@code invalid-input}, naming those there are */
    public static RetryStep parse(String word) {
        return Arrays.stream(values()).filter(step -> step.toString().equals(word)).findFirst().orElseThrow(
                () -> new PlatformException(ErrorCode.INVALID_INPUT, "'" + word + "' is no step to begin at",
                        "Steps are: " + String.join(", ", Arrays.stream(values()).map(RetryStep::toString).toList())
                                + "."));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
