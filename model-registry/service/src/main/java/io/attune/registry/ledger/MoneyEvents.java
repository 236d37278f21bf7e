package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TypedId;
import io.attune.kernel.UuidV7;
import io.attune.registry.Budget;
import io.attune.registry.MoneyEvent;
import io.attune.registry.MoneyEvent.Kind;
import io.attune.registry.ledger.BalanceRows.Balance;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Events as rows, each recorded once by its key and then published. Every method runs within the caller's transaction. */
@Component
public class MoneyEvents {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, String>> DETAIL = new TypeReference<>() {
    };
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final JdbcClient jdbc;
    private final BalanceRows balances;
    private final ApplicationEventPublisher publisher;
    private final InstantSource clock;
    private final UuidV7 ids;

    MoneyEvents(JdbcClient jdbc, BalanceRows balances, ApplicationEventPublisher publisher, InstantSource clock,
            UuidV7 ids) {
        this.jdbc = jdbc;
        this.balances = balances;
        this.publisher = publisher;
        this.clock = clock;
        this.ids = ids;
    }

    /** Tells that something happened, unless its key was told before. */
    public void tell(ProjectId project, Kind kind, String key, String message, Map<String, String> detail) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        MoneyEvent event = new MoneyEvent(TypedId.of("mev", ids.next()), project, kind, key, now, message, detail);
        boolean isNew = jdbc.sql("""
                insert into registry.ledger_event (id, project, kind, key, at, message, detail)
                values (?, ?, ?, ?, ?, ?, cast(? as jsonb)) on conflict (project, key) do nothing
                """).params(event.id(), project.value(), kind.name(), key, now.atOffset(ZoneOffset.UTC), message,
                JSON.writeValueAsString(detail)).update() == 1;
        if (isNew) {
            publisher.publishEvent(event);
        }
    }

    /** Tells which notices the budgets of some accounts have reached. */
    void notices(ProjectId project, List<Budget> budgets, Collection<Account> touched) {
        for (Account account : touched) {
            for (Budget budget : budgets) {
                if (Account.line(budget).equals(account.line())) {
                    notice(project, budget, account, balances.get(project, account));
                }
            }
        }
    }

    private void notice(ProjectId project, Budget budget, Account account, Balance balance) {
        BigDecimal used = balance.spent().add(balance.reserved());
        if (used.signum() <= 0) {
            return;
        }
        BigDecimal limit = budget.limit().amount();
        BigDecimal percent = limit.signum() == 0
                ? BigDecimal.valueOf(Integer.MAX_VALUE)
                : used.multiply(HUNDRED).divide(limit, 2, RoundingMode.DOWN);
        for (int notice : budget.notices()) {
            if (percent.compareTo(BigDecimal.valueOf(notice)) >= 0) {
                Money amount = balance.money(used);
                tell(project, Kind.BUDGET_NOTICE, "notice/" + budget.id() + "/" + account.period() + "/" + notice,
                        "The budget " + budget.name() + " has reached " + notice + " % in " + account.period() + ": "
                                + amount + " of " + budget.limit() + " spent or held",
                        Map.of("budget", budget.id().value(), "name", budget.name(), "period", account.period(),
                                "percent", Integer.toString(notice), "used", amount.toString(), "limit",
                                budget.limit().toString()));
            }
        }
    }

    List<MoneyEvent> list(ProjectId project, @Nullable String after, int limit) {
        return jdbc.sql("""
                select * from registry.ledger_event where project = ? and id > ? order by id limit ?
                """).params(project.value(), after == null ? "" : after, limit).query((row, number) -> new MoneyEvent(
                row.getString("id"), new ProjectId(row.getString("project")), Kind.valueOf(row.getString("kind")),
                row.getString("key"), row.getTimestamp("at").toInstant(), row.getString("message"),
                JSON.readValue(row.getString("detail"), DETAIL))).list();
    }
}
