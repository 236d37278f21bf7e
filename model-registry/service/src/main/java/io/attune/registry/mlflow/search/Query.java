package io.attune.registry.mlflow.search;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.attune.registry.mlflow.search.Condition.Operator;
import io.attune.registry.mlflow.search.Condition.Value;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.MlflowException;

/** The conditions and parameters of a statement that is being written. Nothing that a client wrote becomes SQL. */
public final class Query {
    private static final Set<Operator> OF_TEXT = Set.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.LIKE,
            Operator.ILIKE, Operator.IN, Operator.NOT_IN);
    private static final Set<Operator> OF_NUMBER = Set.of(Operator.EQUAL, Operator.NOT_EQUAL, Operator.ABOVE,
            Operator.AT_LEAST, Operator.BELOW, Operator.AT_MOST);

    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> parameters = new LinkedHashMap<>();

    /** Adds a condition that stands in the program. */
    public Query and(String sql) {
        conditions.add(sql);
        return this;
    }

    /** Gives a value a name, under which it may stand in conditions. */
    public String parameter(Object value) {
        String name = "p" + parameters.size();
        parameters.put(name, value);
        return ":" + name;
    }

    public String where() {
        return String.join(" and ", conditions);
    }

    public Map<String, Object> parameters() {
        return parameters;
    }

    /** Compares an expression that has text. */
    public String text(String expression, Condition condition) {
        if (!OF_TEXT.contains(condition.operator())) {
            throw notFor(condition, OF_TEXT);
        }
        return switch (condition.value()) {
            case Value.Text(String text) -> expression + " " + condition.operator().sql() + " " + parameter(text);
            case Value.Texts(List<String> texts) -> expression + " " + condition.operator().sql() + " (" + parameter(
                    texts)
                    + ")";
            case Value.Numeral _ -> throw MlflowError.INVALID_PARAMETER_VALUE.because(
                    "Expected a quoted string value for '"
                            + condition.key().name() + "' (e.g. 'my-value').");
        };
    }

    /** Compares an expression that has a number. */
    public String number(String expression, Condition condition) {
        if (!OF_NUMBER.contains(condition.operator())) {
            throw notFor(condition, OF_NUMBER);
        }
        if (!(condition.value() instanceof Value.Numeral(double number))) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Expected numeric value type for '"
                    + condition.key().name()
                    + "'.");
        }
        return expression + " " + condition.operator().sql() + " " + parameter(number);
    }

    private static MlflowException notFor(Condition condition, Set<Operator> fit) {
        return MlflowError.INVALID_PARAMETER_VALUE.because("Invalid comparator '" + condition.operator().sql()
                + "' for '"
                + condition.key().name() + "'; valid are " + fit.stream().map(Operator::sql).sorted().collect(
                        Collectors.joining(", ")) + ".");
    }

    /** What is said of a key that cannot be asked for. */
    public static MlflowException unknown(String what, Key key, String valid) {
        return MlflowError.INVALID_PARAMETER_VALUE.because("Invalid " + what + " key '" + key.name()
                + "' specified. Valid keys are " + valid + ".");
    }
}
