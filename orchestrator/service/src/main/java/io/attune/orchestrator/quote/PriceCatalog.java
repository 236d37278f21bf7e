package io.attune.orchestrator.quote;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.platform.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The price rows as people see and record them. A row is never changed; a newer one is put beside it. */
@Repository
class PriceCatalog {
    private final JdbcClient jdbc;
    private final Audit audit;
    private final InstantSource clock;
    private final QuoteProperties settings;

    PriceCatalog(JdbcClient jdbc, Audit audit, InstantSource clock, QuoteProperties settings) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * A price of one connection's base model.
     *
     * @param connection the account: a configured connection's name, else {@code project/name}
     * @param per how many tokens or hours the amount is for
     * @param observedOn when somebody looked
     * @param effectiveFrom the first day it holds
     */
    record Row(String connection, String baseModel, Price.Kind kind, Money amount, long per, String source,
            LocalDate observedOn, LocalDate effectiveFrom) {}

    /** The rows in force today, by connection, model and kind. */
    List<Row> inForce() {
        return jdbc.sql("""
                select distinct on (connection, base_model, kind) connection, base_model, kind, amount, currency, per_tokens,
                    source, observed_on, effective_from
                from orchestrator.price where effective_from <= ?
                order by connection, base_model, kind, effective_from desc, id desc""").param(today()).query((row,
                n) -> new Row(row.getString(1), row.getString(2), Price.Kind.valueOf(row.getString(3)), new Money(
                        row.getBigDecimal(4), Currency.getInstance(row.getString(5))), row.getLong(6), row.getString(7),
                        row.getObject(8, LocalDate.class), row.getObject(9, LocalDate.class))).list();
    }

    /** Whether nobody has looked for long. */
    boolean isStale(Row row) {
        return row.observedOn().plusDays(settings.staleAfter().toDays()).isBefore(today());
    }

    /** Records rows, all or none; returns how many are new. */
    @Transactional
    public int record(ProjectId project, String actor, List<Row> rows) {
        int added = 0;
        for (Row row : rows) {
            added += jdbc.sql(
                    "insert into orchestrator.price (connection, base_model, kind, amount, currency, per_tokens,"
                            + " source, observed_on, effective_from) values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing").params(
                                    row.connection(), row.baseModel(), row.kind().name(), row.amount().amount(),
                                    row.amount().currency().getCurrencyCode(), row.per(), row.source(),
                                    row.observedOn(), row.effectiveFrom()).update();
        }
        audit.record(project, actor, "price.record", rows.size() + " prices", Digest.of(rows.toString()));
        return added;
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
