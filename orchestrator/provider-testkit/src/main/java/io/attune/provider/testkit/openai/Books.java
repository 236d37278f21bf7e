package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;

import io.attune.kernel.Money;
import io.attune.provider.testkit.Billed;
import tools.jackson.databind.JsonNode;

/** What was billed, in a file of its own, a line each. A job is billed once, whatever is killed. Thread-safe. */
final class Books {
    private static final Currency DOLLAR = Currency.getInstance("USD");
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal HOUR = BigDecimal.valueOf(3600);

    private final Path file;
    private final Vendor.Tariff tariff;
    private final List<Billed> lines = new ArrayList<>();

    Books(Path file, Vendor.Tariff tariff) throws IOException {
        this.file = file;
        this.tariff = tariff;
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file)) {
                JsonNode n = Json.MAPPER.readTree(line);
                lines.add(new Billed(Instant.parse(n.path("at").stringValue()), n.path("job").stringValue(),
                        n.path("runKey").stringValue(), n.path("lineItem").stringValue(),
                        new BigDecimal(n.path("quantity").stringValue()), n.path("unit").stringValue(),
                        Money.of(n.path("amount").stringValue(), "USD")));
            }
        }
    }

    /** Bills an ended job, unless it was billed already or costs nothing. */
    synchronized void bill(Job job, Instant at) {
        boolean byTime = "reinforcement".equals(job.spec().method());
        long quantity = byTime ? job.status().secondsTrained() : job.status().billedTokens();
        boolean known = lines.stream().anyMatch(line -> line.job().equals(job.spec().id()));
        if (quantity > 0 && !known) {
            append(line(job, at, BigDecimal.valueOf(quantity), byTime));
        }
    }

    /** Pays everything back that a job was billed. */
    synchronized void refund(Job job, Instant at) {
        for (Billed line : List.copyOf(lines)) {
            if (line.job().equals(job.spec().id())) {
                append(line(job, at, line.quantity().negate(), line.unit().equals("seconds")));
            }
        }
    }

    private Billed line(Job job, Instant at, BigDecimal quantity, boolean byTime) {
        BigDecimal rate = byTime ? tariff.perHour() : tariff.perMillionTokens();
        BigDecimal amount = quantity.multiply(rate).divide(byTime ? HOUR : MILLION, Money.SCALE_MAX,
                RoundingMode.HALF_EVEN);
        return new Billed(at, job.spec().id(), Jobs.metadata(job).getOrDefault("run_key", ""),
                job.spec().start().base() + ", training", quantity, byTime ? "seconds" : "tokens",
                new Money(amount, DOLLAR));
    }

    private void append(Billed line) {
        String text = Json.object().put("at", line.at().toString()).put("job", line.job()).put("runKey",
                line.runKey()).put("lineItem", line.lineItem()).put("quantity", line.quantity().toPlainString()).put(
                        "unit", line.unit()).put("amount", line.amount().amount().toPlainString()) + "\n";
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        lines.add(line);
    }

    /** Oldest first. */
    synchronized List<Billed> lines() {
        return List.copyOf(lines);
    }
}
