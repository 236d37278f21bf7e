package io.attune.orchestrator.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.registry.Budget;
import io.attune.registry.Budgets;
import io.attune.registry.Charge;
import io.attune.registry.Costs;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the figures. Thread-safe. */
@Component
class Telemetry {
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final JdbcClient jdbc;
    private final Budgets budgets;
    private final Costs costs;
    private final InstantSource clock;
    private final Figures figures;
    private final ReentrantLock lock = new ReentrantLock();
    private Instant readAt = Instant.EPOCH;

    Telemetry(JdbcClient jdbc, Budgets budgets, Costs costs, InstantSource clock, MeterRegistry registry) {
        this.jdbc = jdbc;
        this.budgets = budgets;
        this.costs = costs;
        this.clock = clock;
        figures = new Figures(registry);
    }

    /** Reads them again unless they are a few seconds old at most. */
    void refresh() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (!now.isBefore(readAt.plus(KEPT)) || now.isBefore(readAt)) {
                figures.begin();
                readRuns(now);
                readSchedules();
                readNotices(now);
                readMoney(now);
                figures.end();
                readAt = now;
            }
        } finally {
            lock.unlock();
        }
    }

    private void readRuns(Instant now) {
        jdbc.sql("""
                select project, state, count(*), sum(fence),
                    coalesce(sum(extract(epoch from updated_at - created_at)), 0)
                from orchestrator.run group by 1, 2 order by 1, 2""").query(row -> {
            String[] labels = {"project", row.getString(1), "state", row.getString(2)};
            figures.add("attune.runs", "Runs by the state they stand in", row.getLong(3), labels);
            figures.add("attune.run.claims", "How often runs in this state were claimed by workers", row.getLong(4),
                    labels);
            if (List.of("SUCCEEDED", "FAILED", "CANCELLED").contains(row.getString(2))) {
                figures.add("attune.run.duration.seconds",
                        "Seconds from start to end of all ended runs together; divide by"
                                + " attune_runs", row.getBigDecimal(5), labels);
            }
        });
        jdbc.sql("""
                select project, extract(epoch from :now - min(due_at)), count(*) from orchestrator.run
                where due_at <= :now and state not in ('SUCCEEDED', 'FAILED', 'CANCELLED')
                    and (claimed_until is null or claimed_until < :now) group by 1 order by 1""").param("now",
                now.atOffset(ZoneOffset.UTC)).query(row -> {
                    figures.add("attune.run.queue", "Runs that are due and that nobody works on", row.getLong(3),
                            "project",
                            row.getString(1));
                    figures.add("attune.run.queue.age.seconds", "How long the first of them has been due",
                            row.getBigDecimal(2), "project", row.getString(1));
                });
        jdbc.sql("select project, connection, count(*) from orchestrator.run where state in ('TRAINING', 'CANCELLING')"
                + " and connection is not null group by 1, 2 order by 1, 2").query(row -> {
                    figures.add("attune.jobs.watched", "Jobs at providers that are polled", row.getLong(3), "project",
                            row.getString(1), "connection", row.getString(2));
                });
        jdbc.sql(
                "select project, kind, count(*) from orchestrator.run_event where kind in ('SendingBegins', 'Accepted',"
                        + " 'AnswerLost', 'NotSent', 'NoJobExists', 'Polled', 'FailedOutside') group by 1, 2 order by 1, 2").query(
                                row -> {
                                    figures.add("attune.provider.outcomes",
                                            "What came of requests to providers: creates begun,"
                                                    + " accepted, lost, refused; polls with news; failures",
                                            row.getLong(3), "project", row.getString(1), "outcome", word(row.getString(
                                                    2)));
                                });
    }

    private void readSchedules() {
        jdbc.sql(
                "select project, recipe, outcome, case when reason like 'missed%' then 'true' else 'false' end, count(*)"
                        + " from orchestrator.firing group by 1, 2, 3, 4 order by 1, 2, 3, 4").query(row -> {
                            figures.add("attune.schedule.firings", "Due times of schedules by what came of them",
                                    row.getLong(5), "project",
                                    row.getString(1), "recipe", row.getString(2), "outcome", row.getString(3), "missed",
                                    row.getString(4));
                        });
    }

    private void readNotices(Instant now) {
        jdbc.sql("select project, target, state, count(*), coalesce(extract(epoch from :now - min(made_at)), 0)"
                + " from orchestrator.delivery group by 1, 2, 3 order by 1, 2, 3").param("now", now.atOffset(
                        ZoneOffset.UTC)).query(row -> {
                            String[] labels = {"project", row.getString(1), "target", row.getString(2)};
                            figures.add("attune.notices", "Notices by target and state: due, delivered, given-up",
                                    row.getLong(4), labels[0], labels[1], labels[2], labels[3], "state", row.getString(
                                            3));
                            if (row.getString(3).equals("due")) {
                                figures.add("attune.notice.queue.age.seconds", "How long the first that is due waits",
                                        row.getBigDecimal(5), labels);
                            }
                        });
    }

    private void readMoney(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant month = today.withDayOfMonth(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        List<ProjectId> projects = jdbc.sql(
                "select distinct project from orchestrator.recipe_version order by 1").query((
                        row, n) -> new ProjectId(row.getString(1))).list();
        for (ProjectId project : projects) {
            for (Budgets.State state : budgets.list(project, today)) {
                budget(project, state.budget(), state);
            }
            Map<List<String>, List<Charge>> byLabels = costs.charges(project, month, now.plusSeconds(
                    1)).stream().collect(
                            Collectors.groupingBy(Telemetry::labels, LinkedHashMap::new, Collectors.toList()));
            byLabels.forEach((labels, charges) -> charge(project, labels, charges));
        }
    }

    private static List<String> labels(Charge charge) {
        return List.of(charge.bill().scope(), charge.bill().labels().getOrDefault("team", ""), word(
                charge.bill().kind().name()), charge.bill().amount().currency().getCurrencyCode());
    }

    private void budget(ProjectId project, Budget budget, Budgets.State state) {
        String[] labels = {"project", project.value(), "budget", budget.name(), "currency",
                budget.limit().currency().getCurrencyCode()};
        figures.add("attune.budget.limit", "What may be spent and held in the running period", amount(budget.limit()),
                labels);
        figures.add("attune.budget.spent", "What was billed in the running period", amount(state.spent()), labels);
        figures.add("attune.budget.reserved", "What is held", amount(state.reserved()), labels);
    }

    private void charge(ProjectId project, List<String> key, List<Charge> charges) {
        figures.add("attune.charges", "What was billed this month (UTC), by recipe, team, kind and currency",
                charges.stream().map(charge -> charge.bill().amount()).reduce(Money::plus).orElseThrow().amount(),
                "project",
                project.value(), "recipe", key.get(0), "team", key.get(1), "kind", key.get(2), "currency", key.get(3));
    }

    private static Number amount(Money money) {
        return money.amount();
    }

    private static String word(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
