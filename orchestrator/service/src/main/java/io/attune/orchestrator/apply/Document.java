package io.attune.orchestrator.apply;

import java.util.List;

import io.attune.dataset.SentFiles;
import io.attune.kernel.Money;
import io.attune.orchestrator.connection.WrittenConnections;
import io.attune.orchestrator.recipe.GatePolicy;
import io.attune.orchestrator.recipe.GatePolicyText;
import io.attune.registry.Budget;
import io.attune.registry.BudgetScope;

/** One thing that a file says. */
sealed interface Document {

    /** Of the file, seen from the folder. */
    String path();

    /** {@code recipe}, {@code budget}, {@code policy} or {@code connection}. */
    String kind();

    String name();

    /**
     * A recipe.
     *
     * @param yaml with the schedule that stands in a file of its own
     */
    record Recipe(String path, String name, String yaml, SentFiles files) implements Document {
        @Override
        public String kind() {
            return "recipe";
        }
    }

    /** When a recipe starts, kept in a file of its own. */
    record Schedule(String path, String name, int line, String json) implements Document {
        @Override
        public String kind() {
            return "schedule";
        }
    }

    record Limit(String path, BudgetScope scope, Budget.Span span, Money limit, List<Integer> notices)
            implements
                Document {
        @Override
        public String kind() {
            return "budget";
        }

        @Override
        public String name() {
            return name(scope, span, limit);
        }

        /** One limit may stand for each of these together. */
        static String name(BudgetScope scope, Budget.Span span, Money limit) {
            return scope + " " + span.word() + " " + limit.currency().getCurrencyCode();
        }
    }

    /** What the project asks of every version. */
    record Floors(String path, GatePolicy policy) implements Document {
        @Override
        public String kind() {
            return GatePolicyText.KEY;
        }

        @Override
        public String name() {
            return GatePolicyText.KIND;
        }
    }

    record Account(String path, WrittenConnections.Written written) implements Document {
        @Override
        public String kind() {
            return WrittenConnections.KEY;
        }

        @Override
        public String name() {
            return written.name();
        }
    }
}
