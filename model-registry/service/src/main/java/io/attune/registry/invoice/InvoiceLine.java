package io.attune.registry.invoice;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.kernel.Problems;
import io.attune.registry.ChargeKind;

/**
 * A line of an invoice. Texts are empty where it does not say.
 *
 * @param number of the line in the file
 * @param item what was billed, in the provider's words
 */
record InvoiceLine(int number, LocalDate day, Money amount, String key, String job, String run, String item) {
    /** The columns of FOCUS 1.2 that are read. */
    private static final Map<String, String> FOCUS = Map.of("day", "ChargePeriodStart", "amount", "BilledCost",
            "currency", "BillingCurrency", "key", "x_Key", "job", "ResourceId", "run", "x_RunId", "item",
            "ChargeDescription");
    private static final List<String> NEEDED = List.of("day", "amount", "currency");
    private static final int FIELD_MAX = 1_000;

    /**
     * Reads a file of FOCUS 1.2, or one whose first line names {@code date, amount, currency} and some of {@code key, job,
     * run, item}.
     *
     * @throws io.attune.kernel.InvalidInputException with every problem of every line
     */
    static List<InvoiceLine> read(String file, String text) {
        Problems problems = new Problems();
        List<Csv.Line> lines = Csv.parse(text);
        List<InvoiceLine> read = new ArrayList<>();
        Map<String, Integer> columns = lines.isEmpty() ? Map.of() : columns(lines.getFirst().fields());
        for (String needed : NEEDED) {
            if (!columns.containsKey(needed)) {
                problems.add(file, 1, "There is no column " + (needed.equals("day") ? "date" : needed),
                        "The first line names date, amount, currency and some of key, job, run, item; or it is FOCUS 1.2.");
            }
        }
        if (problems.isEmpty()) {
            lines.stream().skip(1).forEach(line -> line(file, line, columns, problems).ifPresent(read::add));
        }
        problems.throwIfAny("The invoice '" + file + "'");
        return read;
    }

    private static Map<String, Integer> columns(List<String> names) {
        boolean focus = names.contains("BilledCost");
        Map<String, Integer> columns = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i).strip();
            if (focus) {
                for (Map.Entry<String, String> known : FOCUS.entrySet()) {
                    if (known.getValue().equals(name)) {
                        columns.put(known.getKey(), i);
                    }
                }
            } else {
                columns.put(name.equalsIgnoreCase("date") ? "day" : name.toLowerCase(Locale.ROOT), i);
            }
        }
        return columns;
    }

    private static Optional<InvoiceLine> line(String file, Csv.Line line, Map<String, Integer> columns,
            Problems problems) {
        String date = field(line, columns, "day");
        String amount = field(line, columns, "amount");
        String currency = field(line, columns, "currency");
        try {
            return Optional.of(new InvoiceLine(line.number(),
                    LocalDate.parse(date.length() > 10 ? date.substring(0, 10) : date),
                    new Money(new BigDecimal(amount), Currency.getInstance(currency)), field(line, columns, "key"),
                    field(line, columns, "job"), field(line, columns, "run"), field(line, columns, "item")));
        } catch (DateTimeParseException e) {
            problems.add(file, line.number(), "'" + date + "' is no day", "Write it like 2026-11-22.");
        } catch (IllegalArgumentException e) {
            problems.add(file, line.number(), "'" + amount + " " + currency + "' is no amount of money",
                    "Write a decimal number and an ISO 4217 currency.");
        }
        return Optional.empty();
    }

    private static String field(Csv.Line line, Map<String, Integer> columns, String name) {
        Integer index = columns.get(name);
        String value = index == null || index >= line.fields().size() ? "" : line.fields().get(index).strip();
        return value.substring(0, Math.min(value.length(), FIELD_MAX));
    }

    /** The kind of use that the item names, if it names one. */
    Optional<ChargeKind> kind() {
        String words = item.toLowerCase(Locale.ROOT);
        return Arrays.stream(ChargeKind.values()).filter(kind -> words.contains(kind.name().toLowerCase(
                Locale.ROOT))).findFirst();
    }
}
