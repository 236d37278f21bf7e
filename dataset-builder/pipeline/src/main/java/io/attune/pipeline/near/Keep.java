package io.attune.pipeline.near;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongUnaryOperator;

import io.attune.pipeline.Example;
import org.jspecify.annotations.Nullable;

/** Who of several that say nearly the same stays. Of equals it is the first in the dataset's order. */
public enum Keep {
    /** The first in the dataset's order: by source as the recipe has them, then by key. */
    FIRST,
    /** The one whose attribute holds the latest date or time (ISO 8601, without a zone in UTC); others count as oldest. */
    NEWEST,
    /** The one with the most characters in scope. */
    LONGEST,
    /** The one whose attribute holds the greatest number; others count as least. */
    BEST_SCORE,
    /** The longest one of the source that the recipe names first. */
    SOURCE_PRIORITY;

    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().append(
            DateTimeFormatter.ISO_LOCAL_DATE).appendPattern("[['T'][ ]HH:mm[:ss]").appendFraction(
                    ChronoField.NANO_OF_SECOND, 0, 9, true).appendPattern("][XXX][X]").toFormatter(Locale.ROOT);

    /** Whether it goes by an attribute. */
    public boolean needsAttribute() {
        return this == NEWEST || this == BEST_SCORE;
    }

    /**
     * How much the example with an index is to be preferred: the greatest stays.
     *
     * @param examples in the dataset's order
     * @param attribute whose value decides, where one is needed
     */
    public LongUnaryOperator preference(List<Example> examples, Scope scope, @Nullable String attribute) {
        return switch (this) {
            case FIRST -> index -> 0;
            case NEWEST -> index -> moment(value(examples.get((int) index), attribute));
            case LONGEST -> index -> scope.text(examples.get((int) index)).length();
            case BEST_SCORE -> index -> number(value(examples.get((int) index), attribute));
            case SOURCE_PRIORITY -> bySource(examples, scope);
        };
    }

    private static LongUnaryOperator bySource(List<Example> examples, Scope scope) {
        Map<String, Integer> ranks = new HashMap<>();
        examples.forEach(example -> ranks.putIfAbsent(example.source(), ranks.size()));
        return index -> {
            Example example = examples.get((int) index);
            long rank = ranks.getOrDefault(example.source(), 0);
            return scope.text(example).length() - (rank << Integer.SIZE);
        };
    }

    private static String value(Example example, @Nullable String attribute) {
        return attribute == null ? "" : example.attributes().getOrDefault(attribute, "").strip();
    }

    private static long moment(String value) {
        try {
            TemporalAccessor time = TIME.parseBest(value, OffsetDateTime::from, LocalDateTime::from,
                    LocalDate::from);
            return switch (time) {
                case OffsetDateTime at -> millis(at.toLocalDateTime(), at.getOffset());
                case LocalDateTime at -> millis(at, ZoneOffset.UTC);
                default -> millis(LocalDate.from(time).atStartOfDay(), ZoneOffset.UTC);
            };
        } catch (DateTimeException | ArithmeticException notAMoment) {
            return Long.MIN_VALUE;
        }
    }

    private static long millis(LocalDateTime time, ZoneOffset zone) {
        return time.toInstant(zone).toEpochMilli();
    }

    /** A number as a long in the same order. */
    private static long number(String value) {
        try {
            double number = Double.parseDouble(value);
            long bits = Double.doubleToLongBits(number + 0.0);
            return Double.isNaN(number) ? Long.MIN_VALUE : bits ^ (bits >> 63 & Long.MAX_VALUE);
        } catch (NumberFormatException notANumber) {
            return Long.MIN_VALUE;
        }
    }
}
