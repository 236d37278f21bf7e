package io.attune.orchestrator.recipe;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attune.kernel.Money;
import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.Recipe.Budget;
import io.attune.orchestrator.recipe.Recipe.Budget.OnOverrun;
import io.attune.orchestrator.recipe.Recipe.Promotion;
import io.attune.orchestrator.recipe.Targets.Choose;
import io.attune.orchestrator.recipe.Targets.Unchanged;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.Shape;
import io.attune.orchestrator.recipe.text.Shapes;
import org.jspecify.annotations.Nullable;

/** How a recipe writes where it trains, what that may cost and how the result is promoted. */
final class TargetShape {
    private static final Pattern DURATION = Pattern.compile("([1-9][0-9]{0,4})([mhd])");

    private static final Field<String> NAME = Field.optional("name", Shapes.name(),
            "The connection's name unless said.");
    private static final Field<String> CONNECTION = Field.required("connection", Shapes.name(),
            "A connection that the platform's operator configured.");
    private static final Field<String> BASE_MODEL = Field.required("baseModel", Shapes.text(),
            "The model to start from, as the provider names it.");
    private static final Field<String> METHOD = Field.optional("method",
            Shapes.oneOf("method", Method.WORDS), "How to train; supervised unless said.");
    private static final Field<String> TRAIN = Field.optional("train", Shapes.oneOf("choice", List.of("chosen")),
            "Of supervised: learn the preferred answers of preference pairs.");
    private static final Field<Located<String>> GRADER = Field.optional("grader", Located.of(Shapes.text()),
            "Of reinforcement: a JSON file beside the recipe, in the provider's own form.");

    private static final Field<String> TRAINER_NAME = Field.optional("name", Shapes.name(),
            "The trainer that the connection runs, such as axolotl.");
    private static final Field<Located<String>> TRAINER_CONFIG = Field.optional("config", Located.of(Shapes.text()),
            "A YAML file beside the recipe: settings of the trainer that the connection lets a job decide.");
    private static final Field<Integer> GPUS = Field.optional("gpus", Shapes.whole(1, 4096),
            "How many a job holds; the connection's number is the most.");
    private static final Field<Duration> DEADLINE = Field.optional("deadline", Shapes.parsed(TargetShape::duration,
            "Write it like 6h."), "After which a job is stopped, like 6h; the connection's is the latest.");
    private static final Field<WrittenTrainer> TRAINER = Field.optional("trainer", new ObjectShape<>("a trainer",
            List.of(TRAINER_NAME, TRAINER_CONFIG, GPUS, DEADLINE), (f, problems) -> new WrittenTrainer(f.find(
                    TRAINER_NAME), f.find(TRAINER_CONFIG), f.find(GPUS), f.find(DEADLINE))),
            "How a trainer of your own is run.");
    private static final Field<Located<ParametersShape.Grid>> PARAMETERS = Field.optional("parameters", Located.of(
            ParametersShape.PARAMETERS), "What is left out is the provider's choice.");
    static final Shape<List<Located<Written>>> TARGETS = Shapes.list(Located.of(new ObjectShape<>("a target",
            List.of(NAME, CONNECTION, BASE_MODEL, METHOD, TRAIN, GRADER, TRAINER, PARAMETERS), (f,
                    problems) -> new Written(f.get(NAME, f.get(CONNECTION)), f.get(CONNECTION), f.get(BASE_MODEL),
                            f.get(METHOD, Method.SUPERVISED), f.has(TRAIN), f.find(GRADER), f.find(TRAINER), f.find(
                                    PARAMETERS)))), "targets", 1);
    static final Shape<Choose> CHOOSE = Shapes.oneOf("choice", List.of(Choose.values()));
    static final Shape<Unchanged> UNCHANGED = Shapes.oneOf("choice", List.of(Unchanged.values()));

    /** A target as it was written: its files are not read yet, and its grid is still one. */
    record Written(String name, String connection, String baseModel, String method, boolean chosen,
            @Nullable Located<String> grader, @Nullable WrittenTrainer trainer,
            @Nullable Located<ParametersShape.Grid> parameters) {}

    /** A trainer whose file is not read yet. */
    record WrittenTrainer(@Nullable String name, @Nullable Located<String> config, @Nullable Integer gpus,
            @Nullable Duration deadline) {}

    private static final Field<Money> PER_RUN = Field.required("perRun", Shapes.money(),
            "The most one run may cost, like '5 USD'.");
    private static final Field<Money> PER_MONTH = Field.required("perMonth", Shapes.money(),
            "The most all runs of a calendar month may cost, like '20 USD'.");
    private static final Field<Money> APPROVAL_ABOVE = Field.optional("approvalAbove", Shapes.money(),
            "A quote above this waits for a person.");
    private static final Field<OnOverrun> ON_OVERRUN = Field.optional("onOverrun",
            Shapes.oneOf("onOverrun",
                    Map.of("pause", OnOverrun.PAUSE, "cancel", OnOverrun.CANCEL, "ask", OnOverrun.ASK)),
            "What becomes of a run that was billed more than it holds; pause unless said.");
    static final Shape<Budget> BUDGET = new ObjectShape<>("budget",
            List.of(PER_RUN, PER_MONTH, APPROVAL_ABOVE, ON_OVERRUN), TargetShape::budget);

    private static final Field<String> ALIAS = Field.optional("alias", Shapes.name(),
            "The alias that a version gets; champion unless said.");
    private static final Field<Integer> APPROVALS = Field.optional("approvals", Shapes.whole(0, 5),
            "How many people must agree; 1 unless said.");
    static final Shape<Promotion> PROMOTION = new ObjectShape<>("promotion", List.of(ALIAS, APPROVALS),
            (f, problems) -> new Promotion(f.get(ALIAS, "champion"), f.get(APPROVALS, 1)));

    private TargetShape() {}

    private static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("'" + text + "' is not a duration");
        }
        long number = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    private static @Nullable Budget budget(Fields f, Problems problems) {
        Money perRun = f.get(PER_RUN);
        Money perMonth = f.get(PER_MONTH);
        Money approvalAbove = f.find(APPROVAL_ABOVE);
        if (!perRun.currency().equals(perMonth.currency())
                || (approvalAbove != null && !approvalAbove.currency().equals(perRun.currency()))) {
            f.node().problem(problems, "the budget mixes currencies", "Write every amount in one.");
            return null;
        }
        if (perRun.isGreaterThan(perMonth)) {
            f.node().problem(problems, "perRun (" + perRun + ") is above perMonth (" + perMonth + ")",
                    "Raise perMonth or lower perRun.");
            return null;
        }
        return new Budget(perRun, perMonth, approvalAbove, f.get(ON_OVERRUN, OnOverrun.PAUSE));
    }
}
