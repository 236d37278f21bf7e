package io.attune.registry.mlflow.search;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attune.registry.mlflow.wire.MlflowError;

/** One part of an order, such as {@code metrics.loss DESC}. */
public record Order(Key key, boolean descending) {
    private static final Pattern FORM = Pattern.compile("\\s*(.+?)(?:\\s+(ASC|DESC))?\\s*", Pattern.CASE_INSENSITIVE);

    /** @throws io.attune.registry.mlflow.wire.MlflowException for a key without a name or one that is named twice */
    public static List<Order> parse(List<String> written) {
        Set<Key> seen = new HashSet<>();
        return written.stream().filter(one -> !one.isBlank()).map(one -> {
            Order order = parse(one);
            if (!seen.add(order.key())) {
                throw MlflowError.INVALID_PARAMETER_VALUE.because("`order_by` contains duplicate fields: " + written);
            }
            return order;
        }).toList();
    }

    private static Order parse(String written) {
        Matcher matcher = FORM.matcher(written);
        if (!matcher.matches()) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid order_by clause '" + written + "'.");
        }
        String key = matcher.group(1).replace("`", "").replace("\"", "");
        if (key.isBlank() || (key.equals(matcher.group(1)) && key.chars().anyMatch(Character::isWhitespace))) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid order_by clause '" + written
                    + "'. Could not be parsed.");
        }
        String direction = matcher.group(2);
        return new Order(Key.of(key), direction != null && direction.toUpperCase(Locale.ROOT).equals("DESC"));
    }

    /** As SQL has it; what has no value comes last either way. */
    public String sql(String expression) {
        return expression + (descending ? " desc nulls last" : " asc nulls last");
    }
}
