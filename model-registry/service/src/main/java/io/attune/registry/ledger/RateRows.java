package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.registry.ExchangeRate;
import io.attune.registry.ExchangeRates.Finding;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Exchange rates as rows. Every method runs within the caller's transaction. */
@Component
class RateRows {
    /** Digits of a reciprocal: more than any amount has. */
    private static final int RECIPROCAL_SCALE = 18;
    private static final RowMapper<ExchangeRate> MAPPER = (row, number) -> map(row);

    private final JdbcClient jdbc;
    private final Duration ageMax;

    /** @param ageMax how old a rate may be on the day it is used */
    RateRows(JdbcClient jdbc, @Value("${attune.ledger.rate-age-max:7d}") Duration ageMax) {
        this.jdbc = jdbc;
        this.ageMax = ageMax;
    }

    void insert(ProjectId project, ExchangeRate rate, String actor, Instant now) {
        jdbc.sql("""
                insert into registry.exchange_rate (project, base, quote, rate, valid_on, source, recorded_by,
                    recorded_at) values (?, ?, ?, ?, ?, ?, ?, ?)
                """).params(project.value(), rate.from().getCurrencyCode(), rate.to().getCurrencyCode(), rate.rate(),
                rate.on(), rate.source(), actor, now.atOffset(ZoneOffset.UTC)).update();
    }

    List<ExchangeRate> list(ProjectId project, int limit) {
        return jdbc.sql("""
                select * from registry.exchange_rate where project = ? order by valid_on desc, id desc limit ?
                """).params(project.value(), limit).query(MAPPER).list();
    }

    Finding find(ProjectId project, Currency from, Currency to, LocalDate day) {
        Optional<ExchangeRate> direct = newest(project, from, to, day);
        Optional<ExchangeRate> reverse = newest(project, to, from, day);
        Optional<ExchangeRate> found = reverse.isPresent()
                && direct.map(rate -> rate.on().isBefore(reverse.get().on())).orElse(true)
                        ? reverse.map(RateRows::reciprocal)
                        : direct;
        if (found.isEmpty()) {
            return new Finding.Unknown("there is no rate from " + from + " to " + to + " for " + day);
        }
        ExchangeRate rate = found.get();
        if (rate.on().plusDays(ageMax.toDays()).isBefore(day)) {
            return new Finding.Unknown("the newest rate from " + from + " to " + to + " is of " + rate.on() + " ("
                    + rate.source() + "), which is stale on " + day);
        }
        return new Finding.Known(rate);
    }

    private Optional<ExchangeRate> newest(ProjectId project, Currency from, Currency to, LocalDate day) {
        return jdbc.sql("""
                select * from registry.exchange_rate where project = ? and base = ? and quote = ? and valid_on <= ?
                order by valid_on desc, id desc limit 1
                """).params(project.value(), from.getCurrencyCode(), to.getCurrencyCode(), day).query(
                MAPPER).optional();
    }

    private static ExchangeRate reciprocal(ExchangeRate rate) {
        return new ExchangeRate(rate.to(), rate.from(),
                BigDecimal.ONE.divide(rate.rate(), RECIPROCAL_SCALE, RoundingMode.HALF_EVEN), rate.on(), rate.source());
    }

    /** A bill at a rate, rounded to the finest fraction money has. */
    static Money convert(Money amount, ExchangeRate rate) {
        return new Money(amount.amount().multiply(rate.rate()).setScale(Money.SCALE_MAX, RoundingMode.HALF_EVEN),
                rate.to());
    }

    /** What to hold for an amount at a rate: never less than it is worth. */
    static Money convertUp(Money amount, ExchangeRate rate) {
        return new Money(amount.amount().multiply(rate.rate()).setScale(Money.SCALE_MAX, RoundingMode.CEILING),
                rate.to());
    }

    private static ExchangeRate map(ResultSet row) throws SQLException {
        return new ExchangeRate(Currency.getInstance(row.getString("base")),
                Currency.getInstance(row.getString("quote")), row.getBigDecimal("rate"),
                row.getObject("valid_on", LocalDate.class), row.getString("source"));
    }
}
