package io.attune.orchestrator.apply;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.attune.kernel.Money;
import io.attune.kernel.Problems;
import io.attune.orchestrator.recipe.text.Field;
import io.attune.orchestrator.recipe.text.ObjectShape;
import io.attune.orchestrator.recipe.text.Shapes;
import io.attune.orchestrator.recipe.text.YamlNode;
import io.attune.registry.Budget;
import io.attune.registry.BudgetScope;
import org.jspecify.annotations.Nullable;

/** How a file writes a budget: in the words of {@code attune budget set}. */
final class BudgetShape {
    static final String KEY = "budget";

    private static final Field<BudgetScope> SCOPE = Field.required(KEY, Shapes.parsed(BudgetScope::parse,
            "Write project, team:NAME, recipe:NAME or deployment:NAME."),
            "Whose: project, team:NAME, recipe:NAME or deployment:NAME.");
    private static final Field<Money> LIMIT = Field.required("limit", Shapes.money(), "The most, like '500 USD'.");
    private static final Map<String, Budget.Span> PERIODS = Arrays.stream(Budget.Span.values()).collect(
            Collectors.toMap(Budget.Span::word, Function.identity()));
    private static final Field<Budget.Span> PERIOD = Field.optional("period", Shapes.oneOf("period", PERIODS),
            "For how long one limit lasts: daily, monthly (unless said otherwise) or total.");
    private static final Field<List<Integer>> NOTICES = Field.optional("notices", Shapes.list(Shapes.whole(1, 1000),
            "notices", 0), "At which percentages somebody is told; [50, 80, 100] unless said.");

    private BudgetShape() {}

    static Document.@Nullable Limit read(String path, YamlNode node, Problems problems) {
        return new ObjectShape<>("a budget", List.of(SCOPE, LIMIT, PERIOD, NOTICES), (f, found) -> new Document.Limit(
                path, f.get(SCOPE), f.get(PERIOD, Budget.Span.MONTHLY), f.get(LIMIT), f.get(NOTICES,
                        Budget.NOTICES).stream().distinct().sorted().toList())).read(node, problems);
    }
}
