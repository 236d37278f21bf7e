package io.attune.orchestrator.quote;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The price rows. A row is never changed; a newer observation is another row. */
@Repository
public class Prices {
    static final ErrorCode NO_PRICE = new ErrorCode("no-price", ErrorKind.INVALID);
    private static final long MILLION = 1_000_000;

    private final JdbcClient jdbc;
    private final InstantSource clock;
    private final List<ConfiguredTariff> configured;

    Prices(JdbcClient jdbc, InstantSource clock, ObjectProvider<ConfiguredTariff> configured) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.configured = configured.orderedStream().toList();
    }

    /** Whether a base model may write answers from passages. Unknown models may. */
    public boolean isCapable(String connection, String baseModel) {
        return configured.stream().filter(t -> t.connection().equals(connection) && t.baseModel().equals(
                baseModel)).map(ConfiguredTariff::capable).findFirst().orElse(true);
    }

    /**
     * The price in force today.
     *
     * @throws PlatformException of code {@code no-price} when nobody said what it costs
     */
    public Price find(String connection, String baseModel, Price.Kind kind) {
        return look(connection, baseModel, kind).orElseThrow(() -> new PlatformException(NO_PRICE,
                "There is no price for " + kind.unit() + " of '" + baseModel + "' on connection '" + connection + "'",
                "Record it with: attune catalog set-price CONNECTION MODEL KIND AMOUNT --source TEXT, then start the run"
                        + " again."));
    }

    /** The price in force today, or empty when nobody said what it costs. */
    public Optional<Price> look(String connection, String baseModel, Price.Kind kind) {
        return jdbc.sql("""
                select amount, currency, per_tokens, source, observed_on from orchestrator.price
                where connection = ? and base_model = ? and kind = ? and effective_from <= ?
                order by effective_from desc, id desc limit 1""").params(connection, baseModel, kind.name(),
                today()).query((rs, i) -> new Price(kind,
                        new Money(rs.getBigDecimal("amount"), Currency.getInstance(rs.getString("currency"))),
                        rs.getLong("per_tokens"), rs.getString("source"), rs.getObject("observed_on",
                                LocalDate.class))).optional();
    }

    /** Takes over what the configuration says, where it says something new. */
    @EventListener(ContextRefreshedEvent.class)
    @Transactional
    void takeOverConfigured() {
        for (ConfiguredTariff tariff : configured) {
            add(tariff, Price.Kind.TRAINING, tariff.trainingPerMillionTokens(), MILLION);
            add(tariff, Price.Kind.INPUT, tariff.inputPerMillionTokens(), MILLION);
            add(tariff, Price.Kind.OUTPUT, tariff.outputPerMillionTokens(), MILLION);
            if (tariff.hostingPerHour() != null) {
                add(tariff, Price.Kind.HOSTING, tariff.hostingPerHour(), 1);
            }
            if (tariff.trainingPerGpuHour() != null) {
                add(tariff, Price.Kind.TRAINING_HOURS, tariff.trainingPerGpuHour(), 1);
            }
        }
    }

    private void add(ConfiguredTariff tariff, Price.Kind kind, BigDecimal amount, long per) {
        jdbc.sql("""
                insert into orchestrator.price (connection, base_model, kind, amount, currency, per_tokens, source,
                    observed_on, effective_from)
                select :connection, :model, :kind, :amount, :currency, :per, :source, :observed, :observed
                where not exists (select 1 from orchestrator.price where connection = :connection and base_model = :model
                    and kind = :kind and amount = :amount and currency = :currency and source = :source
                    and observed_on = :observed) on conflict do nothing""").param("connection",
                tariff.connection()).param("model", tariff.baseModel()).param("kind", kind.name()).param("amount",
                        amount).param("currency", tariff.currency()).param("per", per).param("source",
                                tariff.source()).param("observed", tariff.observedOn()).update();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
