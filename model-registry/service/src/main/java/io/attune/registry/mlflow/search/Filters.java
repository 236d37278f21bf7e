package io.attune.registry.mlflow.search;

import java.util.ArrayList;
import java.util.List;

import io.attune.registry.mlflow.search.Condition.Operator;
import io.attune.registry.mlflow.search.Condition.Value;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.MlflowException;
import org.jspecify.annotations.Nullable;

/** Reads filters such as {@code metrics.loss < 1 AND tags.`a b` = 'c'}: conditions joined by AND; there is no OR and no nesting. */
public final class Filters {
    private static final int LENGTH_MAX = 10_000;

    private final String text;
    private int at;

    private Filters(String text) {
        this.text = text;
    }

    /** @throws MlflowException when it cannot be read, naming where */
    public static List<Condition> parse(@Nullable String filter) {
        if (filter == null || filter.isBlank()) {
            return List.of();
        }
        if (filter.length() > LENGTH_MAX) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("A filter of " + filter.length()
                    + " characters is longer than " + LENGTH_MAX + ".");
        }
        return new Filters(filter).all();
    }

    private List<Condition> all() {
        List<Condition> conditions = new ArrayList<>();
        do {
            conditions.add(condition());
        } while (word("AND"));
        spaces();
        if (at < text.length()) {
            throw invalid("'AND' or the end");
        }
        return conditions;
    }

    private Condition condition() {
        Key key = Key.of(key());
        Operator operator = operator();
        return new Condition(key, operator, operator == Operator.IN || operator == Operator.NOT_IN ? texts() : value());
    }

    /** A name, any part of which may stand in quotes. */
    private String key() {
        spaces();
        StringBuilder key = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '`' || c == '"') {
                key.append(quoted());
            } else if (Character.isWhitespace(c) || "=!<>'(),".indexOf(c) >= 0) {
                break;
            } else {
                key.append(c);
                at++;
            }
        }
        if (key.isEmpty()) {
            throw invalid("a key");
        }
        return key.toString();
    }

    private Operator operator() {
        spaces();
        for (Operator symbol : List.of(Operator.NOT_EQUAL, Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUAL,
                Operator.ABOVE, Operator.BELOW)) {
            if (text.startsWith(symbol.sql(), at)) {
                at += symbol.sql().length();
                return symbol;
            }
        }
        if (word("NOT")) {
            if (word("IN")) {
                return Operator.NOT_IN;
            }
            throw invalid("'IN'");
        }
        for (Operator named : List.of(Operator.ILIKE, Operator.LIKE, Operator.IN)) {
            if (word(named.sql())) {
                return named;
            }
        }
        throw invalid("one of =, !=, >, >=, <, <=, LIKE, ILIKE, IN, NOT IN");
    }

    private Value value() {
        spaces();
        if (stands('\'') || stands('"')) {
            return new Value.Text(quoted());
        }
        int start = at;
        while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        try {
            return new Value.Numeral(Double.parseDouble(text.substring(start, at)));
        } catch (NumberFormatException e) {
            at = start;
            throw invalid("a value: a number, or a text in quotes");
        }
    }

    private Value texts() {
        List<String> texts = new ArrayList<>();
        expect('(');
        do {
            spaces();
            if (!stands('\'') && !stands('"')) {
                throw invalid("a text in quotes");
            }
            texts.add(quoted());
            spaces();
        } while (skip(','));
        expect(')');
        return new Value.Texts(texts);
    }

    /** A quote within is written twice. */
    private String quoted() {
        char quote = text.charAt(at++);
        StringBuilder inside = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c != quote) {
                inside.append(c);
            } else if (stands(quote)) {
                inside.append(quote);
                at++;
            } else {
                return inside.toString();
            }
        }
        throw invalid("the closing " + quote);
    }

    private boolean word(String word) {
        spaces();
        int end = at + word.length();
        boolean stands = text.regionMatches(true, at, word, 0, word.length())
                && (end == text.length() || !Character.isLetterOrDigit(text.charAt(end)));
        at = stands ? end : at;
        return stands;
    }

    private boolean stands(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private boolean skip(char c) {
        if (stands(c)) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        spaces();
        if (!skip(c)) {
            throw invalid("'" + c + "'");
        }
    }

    private void spaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private MlflowException invalid(String expected) {
        return MlflowError.INVALID_PARAMETER_VALUE.because("Invalid clause(s) in filter string: at character " + (at
                + 1)
                + " of '" + text + "' " + expected + " is expected.");
    }
}
