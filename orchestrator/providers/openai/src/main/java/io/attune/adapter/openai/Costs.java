package io.attune.adapter.openai;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Currency;
import java.util.List;
import java.util.Locale;

import io.attune.kernel.Money;
import io.attune.provider.ActualCosts;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads {@code /organization/costs}, for which the vendor wants an admin key. */
final class Costs implements ActualCosts {
    private static final String OPERATION = "reading billed costs";
    private static final int DAYS_MAX = 180;
    private static final int PAGES_MAX = 200;

    private final Transport transport;

    Costs(Transport transport) {
        this.transport = transport;
    }

    @Override
    public List<Billed> costs(LocalDate from, LocalDate until) {
        long days = ChronoUnit.DAYS.between(from, until);
        if (days < 1 || days > DAYS_MAX) {
            throw new IllegalArgumentException(
                    "Costs are read for 1 to " + DAYS_MAX + " days, not " + from + " to " + until);
        }
        String query = "organization/costs?bucket_width=1d&group_by=line_item&group_by=project_id&limit=" + days
                + "&start_time=" + seconds(from) + "&end_time=" + seconds(until);
        List<Billed> billed = new ArrayList<>();
        String page = "";
        for (int i = 0; i < PAGES_MAX; i++) {
            JsonNode body = transport.askWell(OPERATION, transport.request(query + page).GET());
            if (!body.path("data").isArray()) {
                throw transport.malformed(OPERATION, "a list without data");
            }
            body.path("data").forEach(bucket -> read(bucket, billed));
            String next = body.path("next_page").stringValue("");
            if (!body.path("has_more").asBoolean(false) || next.isEmpty()) {
                billed.sort(Comparator.comparing(Billed::day).thenComparing(Billed::lineItem));
                return billed;
            }
            page = "&page=" + Transport.encode(next);
        }
        throw transport.malformed(OPERATION, "a list that does not end after " + PAGES_MAX + " pages");
    }

    private void read(JsonNode bucket, List<Billed> billed) {
        LocalDate day = Instant.ofEpochSecond(bucket.path("start_time").asLong(0)).atZone(ZoneOffset.UTC).toLocalDate();
        for (JsonNode result : bucket.path("results")) {
            JsonNode quantity = result.path("quantity");
            billed.add(new Billed(day, result.path("line_item").stringValue("unspecified"),
                    money(result.path("amount")), quantity.isNumber() ? quantity.decimalValue() : null,
                    quantity.isNumber() ? text(result, "quantity_unit") : null, text(result, "project_id")));
        }
    }

    /** The vendor writes amounts as binary fractions; beyond the kept places they are noise. */
    private Money money(JsonNode amount) {
        String currency = amount.path("currency").stringValue("").toUpperCase(Locale.ROOT);
        JsonNode value = amount.path("value");
        try {
            BigDecimal exact = value.isString() ? new BigDecimal(value.stringValue()) : value.decimalValue();
            return new Money(exact.setScale(Math.min(exact.scale(), Money.SCALE_MAX), RoundingMode.HALF_EVEN),
                    Currency.getInstance(currency));
        } catch (RuntimeException e) {
            throw transport.malformed(OPERATION, "an amount of '" + value + " " + currency + "'");
        }
    }

    private static @Nullable String text(JsonNode node, String name) {
        String text = node.path(name).stringValue("");
        return text.isEmpty() ? null : text;
    }

    private static long seconds(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    }
}
