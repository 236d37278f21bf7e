package io.attune.orchestrator.apply;

import java.util.List;
import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;
import io.attune.kernel.Money;
import io.attune.orchestrator.recipe.git.GitFolder;
import org.jspecify.annotations.Nullable;

/**
 * What applying a folder would do, or did.
 *
 * @param digest names what is to be done over what is in force; applying asks for it
 * @param commit what is pinned, or empty where nothing is committed
 * @param uncommitted files that differ from it
 * @param monthlyEffect what the scheduled runs of 30 days cost more or less than before, for each currency
 * @param notes what is to be known all the same
 * @param ignored files that say nothing of what is applied
 * @param applied whether it was done
 */
record Plan(String digest, GitFolder folder, String commit, List<String> uncommitted, List<Item> items,
        List<Money> monthlyEffect, List<String> notes, List<String> ignored, boolean applied) {

    /** What becomes of a thing. */
    enum Action {
        ADD,
        CHANGE,
        REMOVE,
        /** It stays as it is and belongs to the folder from now on. */
        TAKE,
        SAME;

        @JsonValue
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One thing.
     *
     * @param kind {@code recipe}, {@code schedule}, {@code budget} or {@code connection}; a schedule comes with its recipe
     * @param path of the file, or empty where none says it any more
     * @param changes value by value
     * @param monthlyBefore what 30 days of scheduled runs cost as it is, null where that is nothing or not known
     * @param monthlyAfter the same as it will be
     * @param basis how that was reckoned
     */
    record Item(String kind, String name, Action action, String path, List<String> changes,
            @Nullable Money monthlyBefore, @Nullable Money monthlyAfter, String basis) {
    }

    Plan done() {
        return new Plan(digest, folder, commit, uncommitted, items, monthlyEffect, notes, ignored, true);
    }

    /** Whether anything is to be done. */
    boolean isEmpty() {
        return items.stream().allMatch(item -> item.action() == Action.SAME);
    }
}
