package io.attune.registry.invoice;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.platform.Audit;
import io.attune.registry.Charge;
import io.attune.registry.Costs;
import io.attune.registry.Ledger;
import io.attune.registry.NewCharge.Stage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Takes in invoices, each file once by its digest. */
@Service
@Transactional
class InvoiceImport {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Ledger ledger;
    private final Costs costs;
    private final JdbcClient jdbc;
    private final Audit audit;
    private final InstantSource clock;

    InvoiceImport(Ledger ledger, Costs costs, JdbcClient jdbc, Audit audit, InstantSource clock) {
        this.ledger = ledger;
        this.costs = costs;
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Marks as invoiced what an invoice bills. The same file again changes nothing and returns what came of it first.
     *
     * @param connection whose invoice it is, or null: then every charge of its days should be on it
     */
    Outcome reconcile(ProjectId project, String file, byte[] content, @Nullable String connection, String actor) {
        String digest = Digest.of(content).hex();
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended(?, 0))").param("invoice/" + project + "/"
                + digest).query((row, number) -> true).single();
        Optional<Outcome> known = find(project, digest);
        if (known.isPresent()) {
            return known.get();
        }
        List<InvoiceLine> lines = InvoiceLine.read(file, new String(content, StandardCharsets.UTF_8));
        Matching matching = Matching.of(lines, charges(project, lines, connection));
        matching.matched().forEach((charge, billed) -> invoice(project, charge, billed, file));
        Outcome outcome = outcome(digest, file, lines.size(), matching);
        insert(project, outcome, actor);
        audit.record(project, actor, "invoice.reconcile", digest, CanonicalJson.digest(Map.of("lines", lines.size(),
                "matched", outcome.matched().size())));
        return outcome;
    }

    private void invoice(ProjectId project, Charge charge, Money billed, String file) {
        if (charge.bill().stage() != Stage.INVOICED) {
            ledger.charge(charge.bill().restated(billed, Stage.INVOICED, "invoice " + file));
        } else if (!charge.bill().amount().equals(billed)) {
            ledger.correct(project, charge.bill().key(), billed, "invoice " + file);
        }
    }

    /** Every charge of the days of an invoice, and those its lines name. */
    private List<Charge> charges(ProjectId project, List<InvoiceLine> lines, @Nullable String connection) {
        if (lines.isEmpty()) {
            return List.of();
        }
        LocalDate first = lines.stream().map(InvoiceLine::day).min(LocalDate::compareTo).orElseThrow();
        LocalDate last = lines.stream().map(InvoiceLine::day).max(LocalDate::compareTo).orElseThrow();
        List<Charge> ofDays = costs.charges(project, start(first), start(last.plusDays(1)));
        Stream<Charge> named = lines.stream().map(InvoiceLine::key).filter(key -> !key.isEmpty()).distinct().flatMap(
                key -> costs.charge(project, key).stream());
        return Stream.concat(ofDays.stream(), named).distinct().filter(charge -> connection == null
                || connection.equals(charge.bill().usage().connection())).toList();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Outcome outcome(String digest, String file, int lines, Matching matching) {
        return new Outcome(digest, file, lines,
                matching.matched().entrySet().stream().map(entry -> new Matched(entry.getKey().bill().key(),
                        entry.getKey().bill().amount().toString(), entry.getValue().toString())).toList(),
                matching.unmatchedLines().stream().map(left -> new LeftLine(left.line().number(),
                        left.line().day().toString(), left.line().amount().toString(), left.line().item(),
                        left.why())).toList(),
                matching.unmatchedCharges().stream().map(charge -> new LeftCharge(charge.bill().key(),
                        charge.bill().at().toString(), charge.bill().amount().toString())).toList());
    }

    private Optional<Outcome> find(ProjectId project, String digest) {
        return jdbc.sql("select outcome from registry.invoice where project = ? and digest = ?").params(
                project.value(), digest).query((row, number) -> JSON.readValue(row.getString("outcome"),
                        Outcome.class)).optional();
    }

    private void insert(ProjectId project, Outcome outcome, String actor) {
        jdbc.sql("""
                insert into registry.invoice (project, digest, file, imported_by, imported_at, outcome)
                values (?, ?, ?, ?, ?, cast(? as jsonb))
                """).params(project.value(), outcome.digest(), outcome.file(), actor,
                clock.instant().atOffset(ZoneOffset.UTC), JSON.writeValueAsString(outcome)).update();
    }

    /**
     * What came of an invoice.
     *
     * @param digest of the file, SHA-256
     * @param lines how many it has
     */
    record Outcome(String digest, String file, int lines, List<Matched> matched, List<LeftLine> unmatchedLines,
            List<LeftCharge> unmatchedCharges) {
    }

    /** A charge and what it was before and is now. */
    record Matched(String key, String before, String invoiced) {
    }

    /** A line that matched nothing. */
    record LeftLine(int line, String day, String amount, String item, String why) {
    }

    /** A charge that should have been on the invoice. */
    record LeftCharge(String key, String at, String amount) {
    }
}
