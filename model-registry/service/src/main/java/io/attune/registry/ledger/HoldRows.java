package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Currency;
import java.util.List;

import io.attune.registry.Reservation;
import io.attune.registry.ReservationId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which part of a reservation each account holds. Every method runs within the caller's transaction. */
@Component
class HoldRows {
    private static final String THIS_ROW = """
            where reservation = :reservation and level = :level and name = :name and period = :period
                and currency = :currency
            """;

    private final JdbcClient jdbc;

    HoldRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Writes what an account holds, unless it does already. */
    boolean insert(ReservationId reservation, Account account, BigDecimal amount) {
        return statement("""
                insert into registry.hold (reservation, level, name, period, currency, amount, remaining)
                values (:reservation, :level, :name, :period, :currency, :amount, :amount) on conflict do nothing
                """, reservation, account).param("amount", amount).update() == 1;
    }

    /** What is held of some reservations, in their order and that of the accounts. */
    List<Hold> of(Collection<Reservation> reservations) {
        if (reservations.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                select * from registry.hold where reservation in (:reservations) and remaining > 0
                order by reservation, level, name, period, currency
                """).param("reservations", reservations.stream().map(held -> held.id().value()).toList()).query(
                (row, number) -> new Hold(new ReservationId(row.getString("reservation")),
                        new Account(row.getString("level"), row.getString("name"), row.getString("period"),
                                Currency.getInstance(row.getString("currency"))),
                        row.getBigDecimal("remaining"))).list();
    }

    void draw(Hold hold, BigDecimal amount) {
        statement("update registry.hold set remaining = remaining - :amount " + THIS_ROW, hold.reservation(),
                hold.account()).param("amount", amount).update();
    }

    private JdbcClient.StatementSpec statement(String sql, ReservationId reservation, Account account) {
        return jdbc.sql(sql).param("reservation", reservation.value()).param("level", account.level()).param("name",
                account.name()).param("period", account.period()).param("currency",
                        account.currency().getCurrencyCode());
    }

    /** What an account holds of a reservation. */
    record Hold(ReservationId reservation, Account account, BigDecimal remaining) {
    }
}
