package io.attune.orchestrator.evaluation.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Numbers in answers, with units of time and of data and with percent. A number with a unit is right when the answer names an
 * equal quantity and no unequal one of its kind, in whatever unit; one without a unit when the answer names it without a unit.
 * Decimal and binary prefixes of bytes are those of IEC 80000-13: 1 kB = 1,000 B and 1 KiB = 1,024 B; {@code KB} is read as
 * kB. Marks of citations such as {@code [1]} are no numbers.
 */
final class NumericAnswer {
    /** Differences that come from writing a quantity in another unit. */
    private static final double ROUNDING = 1e-9;
    private static final Pattern MARKS = Pattern.compile("\\[\\d{1,3}]");
    private static final Pattern QUANTITY = Pattern.compile(
            "(?<![\\p{Alnum}_.])([-+\u2212]?)(\\d{1,3}(?:,\\d{3})+(?!\\d)|\\d{1,40})(\\.\\d{1,40})?(?:[eE]([-+]?\\d{1,3}))?"
                    + "(?:\\s{0,2}(%|\\p{L}{1,12}))?");
    private static final Map<String, Unit> UNITS = Map.ofEntries(time("ns nanosecond nanoseconds", 1e-9),
            time("us \u00b5s \u03bcs microsecond microseconds", 1e-6), time("ms millisecond milliseconds", 1e-3),
            time("s sec secs second seconds", 1), time("min mins minute minutes m", 60),
            time("h hr hrs hour hours", 3_600), time("d day days", 86_400), time("w week weeks", 604_800),
            bytes("b byte bytes", 1), bytes("kb kilobyte kilobytes", 1e3), bytes("mb megabyte megabytes", 1e6),
            bytes("gb gigabyte gigabytes", 1e9), bytes("tb terabyte terabytes", 1e12),
            bytes("kib kibibyte kibibytes", 0x1p10), bytes("mib mebibyte mebibytes", 0x1p20),
            bytes("gib gibibyte gibibytes", 0x1p30), bytes("tib tebibyte tebibytes", 0x1p40),
            Map.entry("% percent", new Unit("share", 0.01)));

    private NumericAnswer() {}

    private record Unit(String kind, double size) {}

    /** @param unit null where there is none */
    private record Quantity(double number, @Nullable Unit unit) {
        double value() {
            return unit == null ? number : number * unit.size();
        }

        String kind() {
            return unit == null ? "" : unit.kind();
        }
    }

    private static Map.Entry<String, Unit> time(String words, double seconds) {
        return Map.entry(words, new Unit("time", seconds));
    }

    private static Map.Entry<String, Unit> bytes(String words, double bytes) {
        return Map.entry(words, new Unit("bytes", bytes));
    }

    /**
     * Whether the answer names the expected quantity.
     *
     * @param tolerance absolute, as {@code 0.5} in the expected unit or {@code 500 ms}, or relative, as {@code 1%}
     */
    static boolean isRight(String expected, String tolerance, String answer) {
        Quantity wanted = only(expected).orElseThrow(() -> new IllegalArgumentException("'" + expected
                + "' is no number"));
        double slack = slack(wanted, tolerance);
        List<Quantity> alike = quantities(MARKS.matcher(answer).replaceAll(" ")).stream().filter(
                said -> said.kind().equals(wanted.kind())).toList();
        return wanted.unit() == null
                ? alike.stream().anyMatch(said -> near(said, wanted, slack))
                : !alike.isEmpty() && alike.stream().allMatch(said -> near(said, wanted, slack));
    }

    static Optional<String> problem(String expected, String tolerance) {
        Optional<Quantity> wanted = only(expected);
        if (wanted.isEmpty()) {
            return Optional.of("'" + expected + "' is no number with or without a unit");
        }
        boolean usable = only(tolerance).filter(t -> t.number() >= 0 && (t.unit() == null || isRelative(t)
                || t.kind().equals(wanted.get().kind()))).isPresent();
        return usable ? Optional.empty() : Optional.of("the tolerance '" + tolerance + "' does not fit it");
    }

    private static boolean near(Quantity said, Quantity wanted, double slack) {
        double scale = Math.max(Math.abs(said.value()), Math.abs(wanted.value()));
        return Math.abs(said.value() - wanted.value()) <= slack + ROUNDING * scale;
    }

    private static double slack(Quantity wanted, String tolerance) {
        Quantity allowed = only(tolerance).orElseThrow(() -> new IllegalArgumentException("'" + tolerance
                + "' is no tolerance"));
        if (allowed.unit() == null) {
            return new Quantity(allowed.number(), wanted.unit()).value();
        }
        return isRelative(allowed) ? Math.abs(wanted.value()) * allowed.value() : allowed.value();
    }

    private static boolean isRelative(Quantity tolerance) {
        return tolerance.kind().equals("share");
    }

    /** The quantity that is all of a text; a unit that is not known is none. */
    private static Optional<Quantity> only(String text) {
        Matcher found = QUANTITY.matcher(text.strip());
        return found.matches() && (found.group(5) == null || unit(found.group(5)) != null)
                ? Optional.of(quantity(found))
                : Optional.empty();
    }

    private static List<Quantity> quantities(String text) {
        List<Quantity> all = new ArrayList<>();
        Matcher found = QUANTITY.matcher(text);
        while (found.find()) {
            all.add(quantity(found));
        }
        return all;
    }

    private static Quantity quantity(Matcher found) {
        String digits = found.group(2).replace(",", "") + (found.group(3) == null ? "" : found.group(3))
                + (found.group(4) == null ? "" : "e" + found.group(4));
        double number = Double.parseDouble(digits);
        boolean negative = found.group(1).equals("-") || found.group(1).equals("\u2212");
        return new Quantity(negative ? -number : number, found.group(5) == null ? null : unit(found.group(5)));
    }

    private static @Nullable Unit unit(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (Map.Entry<String, Unit> unit : UNITS.entrySet()) {
            if (List.of(unit.getKey().split(" ")).contains(lower)) {
                return unit.getValue();
            }
        }
        return null;
    }
}
