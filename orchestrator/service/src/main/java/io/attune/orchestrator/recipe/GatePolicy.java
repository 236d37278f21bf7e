package io.attune.orchestrator.recipe;

import java.util.List;

import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Cut;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.jspecify.annotations.Nullable;

/**
 * What a project asks of every version before it is promoted, whatever its recipe asks. A recipe may ask for more, never for
 * less: its gate that is weaker than a floor is refused, and a floor that none of its gates is as strong as joins them.
 *
 * @param minimum how many examples a gate needs at least; null where nothing is asked
 * @param level of the intervals that gates are decided by at least; null where nothing is asked
 */
public record GatePolicy(List<Floor> floors, @Nullable Integer minimum, @Nullable Double level) {
    /** Asks for nothing. */
    public static final GatePolicy NONE = new GatePolicy(List.of(), null, null);

    public GatePolicy {
        floors = List.copyOf(floors);
    }

    /**
     * A gate that holds for every recipe.
     *
     * @param suite the name of a recipe's suite, a frozen suite such as {@code harmful-requests@2}, or all
     * @param measure null for all that the suite has
     * @param arm null for the tuned model as it is served: with its knowledge where it has one; {@code base} is then the base
     *        model with the same knowledge
     * @param against the arm that a win rate is against, or null
     */
    public record Floor(String suite, @Nullable Measure measure, @Nullable Arm arm, Condition condition, Cut cut,
            @Nullable Arm against) {

        /** Whether it names its suite by dataset and number, which every recipe can be asked. */
        public boolean isFrozen() {
            return suite.contains("@");
        }
    }

    /** Whether nothing is asked. */
    public boolean isEmpty() {
        return equals(NONE);
    }

    /** The recipe with all that the policy asks for beside what it asks for itself; its own gates stay as they are. */
    public Recipe over(Recipe recipe) {
        return isEmpty() ? recipe : new UnderPolicy(this, recipe).recipe();
    }
}
