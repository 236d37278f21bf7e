package io.attune.orchestrator.recipe;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.Recipe.Budget;
import io.attune.orchestrator.recipe.Recipe.Budget.OnOverrun;
import io.attune.orchestrator.recipe.Recipe.Promotion;
import io.attune.orchestrator.recipe.Recipe.Target;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.Fields;
import io.attune.orchestrator.recipe.text.Located;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.OrAuto;
import io.attune.orchestrator.recipe.text.Shape;
import io.attune.orchestrator.recipe.text.Shapes;
import org.jspecify.annotations.Nullable;

/** How a recipe writes where it trains, what that may cost and how the result is promoted. */
final class TargetShape {
    private static final Field<OrAuto<Integer>> EPOCHS = Field.optional("epochs", Shapes.orAuto(Shapes.whole(1, 100)),
            "Passes over the training set, or auto.");
    private static final Field<OrAuto<BigDecimal>> LEARNING_RATE = Field.optional("learningRate",
            Shapes.orAuto(Shapes.decimal("0.0000001", "1000")), "The learning rate or its multiplier, or auto.");
    private static final Field<OrAuto<Integer>> BATCH_SIZE = Field.optional("batchSize",
            Shapes.orAuto(Shapes.whole(1, 4096)), "Examples a step, or auto.");
    private static final Field<Integer> SEED = Field.optional("seed", Shapes.whole(0, Integer.MAX_VALUE),
            "Makes training repeatable where the provider allows it.");
    private static final Shape<Fields> PARAMETERS_SHAPE = new ObjectShape<>("parameters",
            List.of(EPOCHS, LEARNING_RATE, BATCH_SIZE, SEED), (f, problems) -> f);

    private static final Field<String> NAME = Field.optional("name", Shapes.name(),
            "The connection's name unless said.");
    private static final Field<String> CONNECTION = Field.required("connection", Shapes.name(),
            "A connection that the platform's operator configured.");
    private static final Field<String> BASE_MODEL = Field.required("baseModel", Shapes.text(),
            "The model to start from, as the provider names it.");
    private static final Field<String> METHOD = Field.optional("method",
            Shapes.oneOf("method", List.of("supervised")), "How to train: supervised.");
    private static final Field<Fields> PARAMETERS = Field.optional("parameters", PARAMETERS_SHAPE,
            "What is left out is the provider's choice.");
    static final Shape<List<Located<Target>>> TARGETS = Shapes.list(Located.of(new ObjectShape<>("a target",
            List.of(NAME, CONNECTION, BASE_MODEL, METHOD, PARAMETERS), (f, problems) -> target(f))), "targets", 1);

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

    private static Target target(Fields f) {
        Fields p = f.find(PARAMETERS);
        return new Target(f.get(NAME, f.get(CONNECTION)), f.get(CONNECTION), f.get(BASE_MODEL), chosen(p, EPOCHS),
                chosen(p, BATCH_SIZE), chosen(p, LEARNING_RATE), p == null ? null : p.find(SEED));
    }

    private static <T> @Nullable T chosen(@Nullable Fields parameters, Field<OrAuto<T>> field) {
        OrAuto<T> written = parameters == null ? null : parameters.find(field);
        return written == null ? null : written.value();
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
