package io.attune.registry.ledger;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Currency;
import java.util.List;
import java.util.Map;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.ProjectId;
import io.attune.platform.Audit;
import io.attune.registry.ExchangeRate;
import io.attune.registry.ExchangeRates;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class JdbcExchangeRates implements ExchangeRates {
    private final RateRows rates;
    private final LedgerLock lock;
    private final CatchUp catchUp;
    private final Audit audit;
    private final InstantSource clock;

    JdbcExchangeRates(RateRows rates, LedgerLock lock, CatchUp catchUp, Audit audit, InstantSource clock) {
        this.rates = rates;
        this.lock = lock;
        this.catchUp = catchUp;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void record(ProjectId project, ExchangeRate rate, String actor) {
        lock.alone(project);
        rates.insert(project, rate, actor, clock.instant().truncatedTo(ChronoUnit.MICROS));
        catchUp.unconverted(project);
        audit.record(project, actor, "rate.record", rate.from() + "/" + rate.to(), CanonicalJson.digest(Map.of(
                "rate", rate.rate().toPlainString(), "on", rate.on().toString(), "source", rate.source())));
    }

    @Override
    @Transactional(readOnly = true)
    public List<ExchangeRate> list(ProjectId project, int limit) {
        return rates.list(project, limit);
    }

    @Override
    @Transactional(readOnly = true)
    public Finding find(ProjectId project, Currency from, Currency to, LocalDate day) {
        return rates.find(project, from, to, day);
    }
}
