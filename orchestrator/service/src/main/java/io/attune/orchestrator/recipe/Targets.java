package io.attune.orchestrator.recipe;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import io.attune.orchestrator.recipe.Recipe.Target;

/**
 * Where a recipe's model may be trained: at least one target and at most {@link #MAX}, each with a name of its own, in the
 * order of the recipe. A parameter that was written as a list has made a target of each of its values.
 *
 * @param choose what becomes of them
 * @param unchanged what becomes of a training that would repeat the one in service
 */
public record Targets(List<Target> list, Choose choose, Unchanged unchanged) {
    /** Each is a job that may be paid, so a slip of the pen stays affordable. */
    public static final int MAX = 16;

    public Targets {
        list = List.copyOf(list);
        Set<String> names = new HashSet<>();
        if (list.isEmpty() || list.size() > MAX || !list.stream().map(Target::name).allMatch(names::add)) {
            throw new IllegalArgumentException("Targets are 1 to " + MAX + ", each with another name: " + list);
        }
    }

    /** One alone. */
    public static Targets of(Target target) {
        return new Targets(List.of(target), Choose.FIRST, Unchanged.SKIP);
    }

    public Target first() {
        return list.getFirst();
    }

    public Optional<Target> find(String name) {
        return list.stream().filter(target -> target.name().equals(name)).findFirst();
    }

    /** Which of several targets are trained and promoted. */
    public enum Choose {
        /** The next only where one cannot: it is unavailable, refuses or fails. */
        FIRST,
        /** All are trained and measured; the best version whose gates hold is promoted. */
        BEST,
        /** All are trained and measured, and each is promoted by itself. */
        ALL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What becomes of a training on the dataset, base model and parameters of the version in service. */
    public enum Unchanged {
        /** It is not done; what it would have cost is recorded as saved. */
        SKIP,
        /** It is done all the same. */
        TRAIN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
