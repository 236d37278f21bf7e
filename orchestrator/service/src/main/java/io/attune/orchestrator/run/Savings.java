package io.attune.orchestrator.run;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What was not spent, because runs would have repeated the version in service. */
@Repository
public class Savings {
    private final JdbcClient jdbc;

    Savings(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a recipe saved in one currency.
     *
     * @param runs how many were skipped
     * @param amount what they would have cost by their quotes, null where nobody said the price
     */
    public record Saved(String recipe, int runs, @Nullable Money amount) {}

    /** What was saved by the runs that were started in a month (UTC), by recipe. */
    public List<Saved> in(ProjectId project, YearMonth month) {
        return jdbc.sql("""
                select recipe, facts #>> '{Saved,amount,currency}' currency, count(*) runs,
                    sum(cast(facts #>> '{Saved,amount,amount}' as numeric)) amount
                from orchestrator.run where project = ? and created_at >= ? and created_at < ?
                and jsonb_exists(facts, 'Saved') group by 1, 2 order by 1, 2""").params(project.value(), month.atDay(
                1).atStartOfDay().atOffset(ZoneOffset.UTC), month.plusMonths(1).atDay(1).atStartOfDay().atOffset(
                        ZoneOffset.UTC)).query((row, n) -> new Saved(row.getString("recipe"), row.getInt("runs"), money(
                                row.getBigDecimal("amount"), row.getString("currency")))).list();
    }

    private static @Nullable Money money(@Nullable BigDecimal amount, @Nullable String currency) {
        return amount == null || currency == null ? null : new Money(amount, Currency.getInstance(currency));
    }
}
