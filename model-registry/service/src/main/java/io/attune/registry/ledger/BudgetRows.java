package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.registry.Budget;
import io.attune.registry.Budget.Span;
import io.attune.registry.BudgetId;
import io.attune.registry.BudgetScope;
import io.attune.registry.BudgetScope.Level;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The limits people set. Every method runs within the caller's transaction. */
@Component
class BudgetRows {
    private static final RowMapper<Budget> MAPPER = (row, number) -> map(row);

    private final JdbcClient jdbc;

    BudgetRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Every budget that bounds what a recipe spends with some labels for a deployment. */
    List<Budget> covering(ProjectId project, String recipe, Map<String, String> labels, @Nullable String deployment) {
        return jdbc.sql("""
                select * from registry.budget where project = :project and (level = 'project'
                    or level = 'recipe' and name = :recipe or level = 'team' and name = cast(:team as text)
                    or level = 'deployment' and name = cast(:deployment as text))
                order by level, name, span, currency
                """).param("project", project.value()).param("recipe", recipe).param("team", labels.get("team")).param(
                "deployment", deployment).query(MAPPER).list();
    }

    List<Budget> list(ProjectId project) {
        return jdbc.sql("""
                select * from registry.budget where project = ? order by level, name, span, currency
                """).param(project.value()).query(MAPPER).list();
    }

    Optional<Budget> find(ProjectId project, BudgetId id) {
        return jdbc.sql("select * from registry.budget where project = ? and id = ?").params(project.value(),
                id.value()).query(MAPPER).optional();
    }

    Optional<Budget> find(ProjectId project, BudgetScope scope, Span span, Currency currency) {
        return jdbc.sql("""
                select * from registry.budget
                where project = ? and level = ? and name = ? and span = ? and currency = ?
                """).params(project.value(), scope.level().word(), scope.name(), span.word(),
                currency.getCurrencyCode()).query(MAPPER).optional();
    }

    void write(Budget budget) {
        jdbc.sql("""
                insert into registry.budget (id, project, level, name, span, currency, amount, notices, since, version,
                    set_by, set_at)
                values (:id, :project, :level, :name, :span, :currency, :amount, :notices, :since, :version, :by, :at)
                on conflict (id) do update set amount = excluded.amount, notices = excluded.notices,
                    version = excluded.version, set_by = excluded.set_by, set_at = excluded.set_at
                """).param("id", budget.id().value()).param("project", budget.project().value()).param("level",
                budget.scope().level().word()).param("name", budget.scope().name()).param("span",
                        budget.span().word()).param("currency", budget.limit().currency().getCurrencyCode()).param(
                                "amount", budget.limit().amount()).param("notices",
                                        budget.notices().toArray(Integer[]::new)).param("since",
                                                budget.since()).param("version", budget.version()).param("by",
                                                        budget.setBy()).param("at",
                                                                budget.setAt().atOffset(ZoneOffset.UTC)).update();
    }

    void delete(BudgetId id) {
        jdbc.sql("delete from registry.budget where id = ?").param(id.value()).update();
    }

    /** How many charges wait for a rate to be counted, by budget. */
    long unconverted(BudgetId id) {
        return jdbc.sql("select count(*) from registry.unconverted where budget = ?").param(id.value()).query(
                Long.class).single();
    }

    private static Budget map(ResultSet row) throws SQLException {
        BigDecimal amount = row.getBigDecimal("amount");
        Integer[] notices = (Integer[]) row.getArray("notices").getArray();
        return new Budget(new BudgetId(row.getString("id")), new ProjectId(row.getString("project")),
                new BudgetScope(Level.valueOf(row.getString("level").toUpperCase(Locale.ROOT)), row.getString("name")),
                Span.valueOf(row.getString("span").toUpperCase(Locale.ROOT)),
                new Money(amount, Currency.getInstance(row.getString("currency"))), Arrays.asList(notices),
                row.getObject("since", LocalDate.class), row.getInt("version"), row.getString("set_by"),
                row.getTimestamp("set_at").toInstant());
    }
}
