package io.attune.orchestrator.recipe;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Bound;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Cut;
import io.attune.orchestrator.recipe.Recipe.Evaluation;
import io.attune.orchestrator.recipe.Recipe.Gate;
import io.attune.orchestrator.recipe.Recipe.Knowledge;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.Recipe.RetrievalFirst;
import io.attune.orchestrator.recipe.Recipe.Suite;
import org.jspecify.annotations.Nullable;

/** A recipe as its project's policy wants it measured and judged. */
final class UnderPolicy {
    private final GatePolicy policy;
    private final Evaluation own;
    private final List<Gate> gates;
    private final boolean knows;
    private final Evaluation evaluation;
    private final @Nullable Recipe recipe;

    UnderPolicy(GatePolicy policy, Recipe recipe) {
        this(policy, recipe.evaluation(), recipe.gates(), recipe.knowledge(), recipe);
    }

    /** Of parts of a recipe that may have problems. */
    UnderPolicy(GatePolicy policy, Evaluation own, List<Gate> gates, Knowledge knowledge) {
        this(policy, own, gates, knowledge, null);
    }

    private UnderPolicy(GatePolicy policy, Evaluation own, List<Gate> gates, Knowledge knowledge,
            @Nullable Recipe recipe) {
        this.policy = policy;
        this.own = own;
        this.gates = gates;
        this.knows = knowledge instanceof Knowledge.Base;
        this.recipe = recipe;
        this.evaluation = new Evaluation(own.arms(), suites(), Math.max(own.minimum(), Objects.requireNonNullElse(
                policy.minimum(), 0)), Math.max(own.level(), Objects.requireNonNullElse(policy.level(), 0.0)));
    }

    Recipe recipe() {
        Recipe of = Objects.requireNonNull(recipe);
        List<Gate> all = new ArrayList<>(gates);
        all.addAll(joining());
        return of.under(evaluation, first(of.retrievalFirst()), all);
    }

    /** What is measured: the recipe's own and what floors ask for beside it. */
    Evaluation evaluation() {
        return evaluation;
    }

    /** Every floor as a gate of this recipe. */
    List<Gate> floors() {
        return policy.floors().stream().flatMap(floor -> gates(floor).stream()).distinct().toList();
    }

    /** The floors that no gate of the recipe is as strong as. */
    List<Gate> joining() {
        return floors().stream().filter(floor -> gates.stream().noneMatch(gate -> isSame(floor, gate)
                && Strength.implies(gate.condition(), floor.condition(), isHigher(gate.measure())))).toList();
    }

    /** The floor that a recipe's gate is weaker than. */
    Optional<Gate> loosened(Gate gate) {
        return floors().stream().filter(floor -> covers(floor, gate) && Strength.isWeaker(gate.condition(),
                floor.condition(), isHigher(gate.measure()))).findFirst();
    }

    private static boolean isHigher(@Nullable Measure measure) {
        return measure == null || measure.higherIsBetter();
    }

    private static boolean isSame(Gate floor, Gate gate) {
        return floor.suite().equals(gate.suite()) && floor.measure() == gate.measure() && floor.arm() == gate.arm()
                && floor.cut().equals(gate.cut()) && opponent(floor) == opponent(gate);
    }

    /** Whether all that the gate judges is judged by the floor, too. */
    private static boolean covers(Gate floor, Gate gate) {
        boolean suite = floor.suite().equals(Gate.ALL) || floor.suite().equals(gate.suite());
        boolean measure = floor.measure() == null || floor.measure() == gate.measure();
        boolean cut = floor.cut().equals(gate.cut()) || (floor.cut() instanceof Cut.Each(String attribute)
                && gate.cut() instanceof Cut.Of(String of, String _) && attribute.equals(of));
        return suite && measure && cut && floor.arm() == gate.arm() && opponent(floor) == opponent(gate);
    }

    /** Whom a win rate is against; null for every other measure. */
    private static @Nullable Arm opponent(Gate gate) {
        if (gate.measure() != Measure.WIN_RATE || gate.against() != null) {
            return gate.against();
        }
        return gate.arm().retrieval() ? Arm.BASE_RETRIEVAL : Arm.BASE;
    }

    private List<Gate> gates(GatePolicy.Floor floor) {
        Arm arm = arm(floor);
        Condition condition = floor.arm() != null ? floor.condition() : switch (floor.condition()) {
            case Condition.BetterThan(Arm other) -> new Condition.BetterThan(with(arm, other));
            case Condition.NoWorseThan(Arm other) -> new Condition.NoWorseThan(with(arm, other));
            case Condition.AtLeast _,Condition.AtMost _,Condition.BetterThanValue _,Condition.NoWorseThanValue _ ->
                floor.condition();
        };
        Arm against = floor.against();
        Arm opponent = against == null || floor.arm() != null ? against : with(arm, against);
        return names(floor).stream().map(suite -> new Gate(suite, floor.measure(), arm, condition, floor.cut(),
                opponent, true)).toList();
    }

    private Arm arm(GatePolicy.Floor floor) {
        Arm arm = floor.arm();
        return arm != null ? arm : knows ? Arm.TUNED_RETRIEVAL : Arm.TUNED;
    }

    /** The other side with the knowledge that this one has. */
    private static Arm with(Arm arm, Arm other) {
        return other == Arm.BASE && arm.retrieval() ? Arm.BASE_RETRIEVAL : other.beside(arm);
    }

    /** The recipe's suites that a floor is about, by their names. */
    private List<String> names(GatePolicy.Floor floor) {
        return floor.isFrozen()
                ? evaluation.suites().stream().filter(suite -> isOf(suite, floor)).map(Suite::name).toList()
                : List.of(floor.suite());
    }

    private static boolean isOf(Suite suite, GatePolicy.Floor floor) {
        return suite.questions() instanceof Questions.Frozen frozen && frozen.toString().equals(floor.suite());
    }

    /** A frozen suite that the recipe does not ask joins it, and so does a measure that its suite does not have. */
    private List<Suite> suites() {
        List<Suite> suites = new ArrayList<>(own.suites());
        for (GatePolicy.Floor floor : policy.floors()) {
            Measure measure = floor.measure();
            if (measure == null || floor.suite().equals(Gate.ALL)) {
                continue;
            }
            boolean asked = false;
            for (int i = 0; i < suites.size(); i++) {
                Suite suite = suites.get(i);
                if (floor.isFrozen() ? isOf(suite, floor) : suite.name().equals(floor.suite())) {
                    asked = true;
                    suites.set(i, with(suite, measure));
                }
            }
            if (!asked && floor.isFrozen()) {
                Questions.Frozen frozen = Questions.Frozen.parse(floor.suite());
                suites.add(with(new Suite(free(frozen, suites), frozen, List.of()), measure));
            }
        }
        return suites;
    }

    private static Suite with(Suite suite, Measure measure) {
        Set<Measure> measures = new LinkedHashSet<>(suite.measures());
        measures.add(measure);
        return new Suite(suite.name(), suite.questions(), List.copyOf(measures), suite.slices(), suite.judge());
    }

    private static String free(Questions.Frozen frozen, List<Suite> suites) {
        String name = frozen.name();
        int number = frozen.version();
        while (isTaken(name, suites)) {
            name = "policy-" + frozen.name().substring(0, Math.min(frozen.name().length(), 40)) + "-" + number++;
        }
        return name;
    }

    private static boolean isTaken(String name, List<Suite> suites) {
        return name.equals(Gate.ALL) || suites.stream().anyMatch(suite -> suite.name().equals(name));
    }

    /**
     * Where the base model with its knowledge would be served instead, it reaches what the served model must. What is not shown
     * by a lower bound, a person decides.
     */
    private RetrievalFirst first(RetrievalFirst first) {
        if (first.enough().isEmpty()) {
            return first;
        }
        List<Bound> enough = new ArrayList<>(first.enough());
        boolean shown = true;
        for (Gate floor : floors()) {
            if (floor.arm() != Arm.TUNED_RETRIEVAL || floor.other() == Arm.BASE_RETRIEVAL) {
                continue;
            }
            if (floor.condition() instanceof Condition.AtLeast(double least) && floor.cut() instanceof Cut.Whole
                    && floor.measure() != Measure.WIN_RATE) {
                floor.pairs(evaluation).stream().map(pair -> new Bound(pair.suite(), pair.measure(), least)).filter(
                        bound -> enough.stream().noneMatch(standing -> isReached(bound, standing))).forEach(
                                enough::add);
            } else {
                shown = false;
            }
        }
        return new RetrievalFirst(enough, shown || first.then() != RetrievalFirst.Then.STOP
                ? first.then()
                : RetrievalFirst.Then.ASK);
    }

    private static boolean isReached(Bound bound, Bound standing) {
        return standing.suite().equals(bound.suite()) && standing.measure() == bound.measure()
                && standing.atLeast() >= bound.atLeast();
    }
}
