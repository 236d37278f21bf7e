package io.attune.orchestrator.apply;

import java.util.List;
import java.util.function.Supplier;

import io.attune.platform.Permission;

/**
 * Something to do.
 *
 * @param items what is shown of it; the first is the thing itself
 * @param standing names what is in force now; when it names something else later, the plan is old
 * @param wanted names what will be
 * @param work does it, within the caller's transaction
 */
record Step(int order, Permission needed, List<Plan.Item> items, Supplier<String> standing, String seen, String wanted,
        Runnable work) {

    Plan.Item thing() {
        return items.getFirst();
    }

    boolean isOld() {
        return !standing.get().equals(seen);
    }
}
