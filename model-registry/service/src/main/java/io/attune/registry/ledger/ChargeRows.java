package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.Budget;
import io.attune.registry.Charge;
import io.attune.registry.Charge.Converted;
import io.attune.registry.ChargeId;
import io.attune.registry.ChargeKind;
import io.attune.registry.ExchangeRate;
import io.attune.registry.NewCharge;
import io.attune.registry.NewCharge.Stage;
import io.attune.registry.NewCharge.Usage;
import io.attune.registry.ReservationId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Charges as rows, which are never changed. Every method runs within the caller's transaction. */
@Component
class ChargeRows {
    static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {
    };
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final RowMapper<Charge> MAPPER = (row, number) -> map(row);
    /** The newest row of every key, with what all its rows overran. */
    private static final String HEADS = """
            select * from (
                select c.*, sum(overrun) over (partition by project, key) as overrun_in_all,
                    row_number() over (partition by project, key order by sequence desc) as age,
                    min(id) over (partition by project, key) as first_id
                from registry.charge c where %s) rows
            where age = 1 order by first_id
            """;

    private final JdbcClient jdbc;

    ChargeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a row, unless its key has one of that sequence; waits for another transaction that is writing it. */
    boolean insert(NewRow row, Instant now) {
        Charge charge = row.charge();
        NewCharge bill = charge.bill();
        RunId run = bill.run();
        Converted converted = charge.inBudget();
        ExchangeRate rate = converted == null ? null : converted.rate();
        ChargeId supersedes = charge.supersedes();
        return jdbc.sql("""
                insert into registry.charge (id, project, key, run, scope, model, kind, currency, amount, quantity, unit,
                    price_source, labels, billed_at, unreserved, overrun, recorded_at, sequence, stage, delta,
                    counted_at, budget_currency, budget_delta, rate, rate_source, rate_on, supersedes, reason, context)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    cast(? as jsonb))
                on conflict (project, key, sequence) do nothing
                """).params(Arrays.<@Nullable Object>asList(charge.id().value(), bill.project().value(), bill.key(),
                run == null ? null : run.value(), bill.scope(), bill.model(), bill.kind().name(),
                bill.amount().currency().getCurrencyCode(), bill.amount().amount(), bill.quantity(), bill.unit(),
                bill.priceSource(), JSON.writeValueAsString(bill.labels()), bill.at().atOffset(ZoneOffset.UTC),
                row.unreserved(), charge.overrun().amount(), now.atOffset(ZoneOffset.UTC), charge.sequence(),
                bill.stage().name(), charge.delta().amount(), charge.countedAt().atOffset(ZoneOffset.UTC),
                row.counted().currency().getCurrencyCode(), row.counted().amount(),
                rate == null ? null : rate.rate(), rate == null ? null : rate.source(),
                rate == null ? null : rate.on(), supersedes == null ? null : supersedes.value(), charge.reason(),
                JSON.writeValueAsString(bill.usage()))).update() == 1;
    }

    void insertDraw(ChargeId charge, ReservationId reservation, BigDecimal amount) {
        jdbc.sql("insert into registry.draw (charge, reservation, amount) values (?, ?, ?)").params(charge.value(),
                reservation.value(), amount).update();
    }

    /** The charge of a key as it stands. */
    Optional<Charge> head(ProjectId project, String key) {
        return jdbc.sql(HEADS.formatted("project = ? and key = ?")).params(project.value(), key).query(
                MAPPER).optional();
    }

    Charge row(String id) {
        return jdbc.sql("select *, overrun as overrun_in_all from registry.charge where id = ?").param(id).query(
                MAPPER).single();
    }

    List<Charge> ofRun(ProjectId project, RunId run) {
        return jdbc.sql(HEADS.formatted("project = ? and run = ?")).params(project.value(), run.value()).query(
                MAPPER).list();
    }

    List<Charge> billed(ProjectId project, Instant from, Instant to) {
        return jdbc.sql(HEADS.formatted("project = ? and billed_at >= ? and billed_at < ?")).params(project.value(),
                from.atOffset(ZoneOffset.UTC), to.atOffset(ZoneOffset.UTC)).query(MAPPER).list();
    }

    /** Every row that counts in a budget's period of a day. */
    List<Charge> covered(Budget budget, LocalDate day) {
        return jdbc.sql("""
                select *, overrun as overrun_in_all from registry.charge
                where project = :project and (:period = 'total'
                    or to_char(counted_at at time zone 'UTC', 'YYYY-MM-DD') like :period || '%')
                    and case :level when 'project' then true when 'team' then labels ->> 'team' = :name
                        when 'recipe' then scope = :name else context ->> 'deployment' = :name end
                order by id
                """).param("project", budget.project().value()).param("period", budget.span().period(day)).param(
                "level", budget.scope().level().word()).param("name", budget.scope().name()).query(MAPPER).list();
    }

    private static Charge map(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        Currency inBudget = Currency.getInstance(row.getString("budget_currency"));
        @Nullable
        String run = row.getString("run");
        @Nullable
        String supersedes = row.getString("supersedes");
        NewCharge bill = new NewCharge(new ProjectId(row.getString("project")), row.getString("key"),
                run == null ? null : new RunId(run), row.getString("scope"), row.getString("model"),
                ChargeKind.valueOf(row.getString("kind")), new Money(row.getBigDecimal("amount"), currency),
                row.getBigDecimal("quantity"), row.getString("unit"), row.getString("price_source"),
                JSON.readValue(row.getString("labels"), LABELS), row.getTimestamp("billed_at").toInstant(),
                Stage.valueOf(row.getString("stage")), JSON.readValue(row.getString("context"), Usage.class));
        BigDecimal rate = row.getBigDecimal("rate");
        Converted converted = rate == null
                ? null
                : new Converted(new Money(row.getBigDecimal("budget_delta"), inBudget), new ExchangeRate(currency,
                        inBudget, rate, row.getObject("rate_on", LocalDate.class), row.getString("rate_source")));
        return new Charge(new ChargeId(row.getString("id")), bill,
                new Money(row.getBigDecimal("overrun_in_all"), inBudget), row.getInt("sequence"),
                new Money(row.getBigDecimal("delta"), currency), converted,
                row.getTimestamp("counted_at").toInstant(), supersedes == null ? null : new ChargeId(supersedes),
                row.getString("reason"));
    }

    /**
     * A row to write.
     *
     * @param counted what it adds in the currency of the recipe's budget
     * @param unreserved the part of that which no reservation covered
     */
    record NewRow(Charge charge, Money counted, BigDecimal unreserved) {
    }
}
