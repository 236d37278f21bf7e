package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.registry.Charge;
import io.attune.registry.ChargeId;
import io.attune.registry.ChargeKind;
import io.attune.registry.NewCharge;
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
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> LABELS = new TypeReference<>() {
    };
    private static final RowMapper<Charge> MAPPER = (row, number) -> map(row);

    private final JdbcClient jdbc;

    ChargeRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes a charge, unless its key has one; waits for another transaction that is writing it. */
    boolean insert(Charge charge, BigDecimal unreserved, YearMonth month, Instant now) {
        NewCharge bill = charge.bill();
        RunId run = bill.run();
        return jdbc.sql("""
                insert into registry.charge (id, project, key, run, scope, model, kind, currency, amount, quantity, unit,
                    price_source, labels, billed_at, unreserved, unreserved_month, overrun, recorded_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as jsonb), ?, ?, ?, ?, ?)
                on conflict (project, key) do nothing
                """).params(Arrays.<@Nullable Object>asList(charge.id().value(), bill.project().value(), bill.key(),
                run == null ? null : run.value(),
                bill.scope(), bill.model(), bill.kind().name(), bill.amount().currency().getCurrencyCode(),
                bill.amount().amount(), bill.quantity(), bill.unit(), bill.priceSource(),
                JSON.writeValueAsString(bill.labels()), bill.at().atOffset(ZoneOffset.UTC), unreserved,
                month.toString(),
                charge.overrun().amount(), now.atOffset(ZoneOffset.UTC))).update() == 1;
    }

    void insertDraw(ChargeId charge, ReservationId reservation, BigDecimal amount) {
        jdbc.sql("insert into registry.draw (charge, reservation, amount) values (?, ?, ?)").params(charge.value(),
                reservation.value(), amount).update();
    }

    Charge get(ProjectId project, String key) {
        return jdbc.sql("select * from registry.charge where project = ? and key = ?").params(project.value(),
                key).query(MAPPER).single();
    }

    List<Charge> ofRun(ProjectId project, RunId run) {
        return jdbc.sql("select * from registry.charge where project = ? and run = ? order by id").params(
                project.value(), run.value()).query(MAPPER).list();
    }

    private static Charge map(ResultSet row) throws SQLException {
        Currency currency = Currency.getInstance(row.getString("currency"));
        @Nullable
        String run = row.getString("run");
        NewCharge bill = new NewCharge(new ProjectId(row.getString("project")), row.getString("key"),
                run == null ? null : new RunId(run), row.getString("scope"), row.getString("model"),
                ChargeKind.valueOf(row.getString("kind")), new Money(row.getBigDecimal("amount"), currency),
                row.getBigDecimal("quantity"), row.getString("unit"), row.getString("price_source"),
                JSON.readValue(row.getString("labels"), LABELS), row.getTimestamp("billed_at").toInstant());
        return new Charge(new ChargeId(row.getString("id")), bill,
                new Money(row.getBigDecimal("overrun"), currency));
    }
}
