package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.UuidV7;
import io.attune.platform.Audit;
import io.attune.registry.Budget;
import io.attune.registry.BudgetId;
import io.attune.registry.Budgets;
import io.attune.registry.Freeze;
import io.attune.registry.MoneyEvent;
import io.attune.registry.ledger.BalanceRows.Balance;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
@Transactional
class JdbcBudgets implements Budgets {
    private static final ErrorCode CHANGED = new ErrorCode("budget-changed", ErrorKind.PRECONDITION);
    private static final ErrorCode POLICY_CHANGED = new ErrorCode("label-policy-changed", ErrorKind.PRECONDITION);
    private static final String LIST = "List them with: attune budget list";

    private final LedgerLock lock;
    private final BudgetRows budgets;
    private final BalanceRows balances;
    private final CatchUp catchUp;
    private final Policies policies;
    private final MoneyEvents events;
    private final Audit audit;
    private final InstantSource clock;
    private final UuidV7 ids;

    JdbcBudgets(LedgerLock lock, BudgetRows budgets, BalanceRows balances, CatchUp catchUp, Policies policies,
            MoneyEvents events, Audit audit, InstantSource clock, UuidV7 ids) {
        this.lock = lock;
        this.budgets = budgets;
        this.balances = balances;
        this.catchUp = catchUp;
        this.policies = policies;
        this.events = events;
        this.audit = audit;
        this.clock = clock;
        this.ids = ids;
    }

    @Override
    public Budget set(Wanted wanted) {
        lock.alone(wanted.project());
        Optional<Budget> known = budgets.find(wanted.project(), wanted.scope(), wanted.span(),
                wanted.limit().currency());
        int version = known.map(Budget::version).orElse(0);
        if (version != wanted.expectedVersion()) {
            throw changed("The budget " + wanted.scope() + " " + wanted.span().word(), version,
                    wanted.expectedVersion());
        }
        Budget budget = new Budget(known.map(Budget::id).orElseGet(() -> BudgetId.of(ids.next())), wanted.project(),
                wanted.scope(), wanted.span(), wanted.limit(), wanted.notices(), known.map(Budget::since).orElse(
                        today()),
                version + 1, wanted.actor(), now());
        budgets.write(budget);
        if (known.isEmpty()) {
            catchUp.count(budget, today());
        }
        events.notices(wanted.project(), List.of(budget), List.of(Account.of(budget, today())));
        audit.record(wanted.project(), wanted.actor(), "budget.set", budget.id().value(), CanonicalJson.digest(Map.of(
                "name", budget.name(), "limit", budget.limit().toString(), "notices", budget.notices())));
        return budget;
    }

    @Override
    public void remove(ProjectId project, BudgetId id, int expectedVersion, String actor) {
        lock.alone(project);
        Budget budget = find(project, id);
        if (budget.version() != expectedVersion) {
            throw changed("The budget " + budget.name(), budget.version(), expectedVersion);
        }
        budgets.delete(id);
        audit.record(project, actor, "budget.remove", id.value(), CanonicalJson.digest(Map.of("name",
                budget.name())));
    }

    @Override
    @Transactional(readOnly = true)
    public State get(ProjectId project, BudgetId id, LocalDate day) {
        return state(find(project, id), day);
    }

    @Override
    @Transactional(readOnly = true)
    public List<State> list(ProjectId project, LocalDate day) {
        return budgets.list(project).stream().map(budget -> state(budget, day)).toList();
    }

    @Override
    public Freeze freeze(ProjectId project, @Nullable String connection, String reason, String actor) {
        lock.alone(project);
        if (policies.freeze(project, connection, reason, actor, now())) {
            audit.record(project, actor, "spending.freeze", connection == null ? "everything" : connection,
                    CanonicalJson.digest(Map.of("reason", reason)));
        }
        return policies.freezes(project).stream().filter(freeze -> Objects.equals(freeze.connection(),
                connection)).findFirst().orElseThrow();
    }

    @Override
    public boolean unfreeze(ProjectId project, @Nullable String connection, String actor) {
        lock.alone(project);
        boolean stood = policies.unfreeze(project, connection, actor, now());
        if (stood) {
            audit.record(project, actor, "spending.unfreeze", connection == null ? "everything" : connection,
                    CanonicalJson.digest(Map.of()));
        }
        return stood;
    }

    @Override
    @Transactional(readOnly = true)
    public List<Freeze> freezes(ProjectId project) {
        return policies.freezes(project);
    }

    @Override
    @Transactional(readOnly = true)
    public LabelPolicy labelPolicy(ProjectId project) {
        return policies.labels(project);
    }

    @Override
    public LabelPolicy requireLabels(ProjectId project, Set<String> labels, int expectedVersion, String actor) {
        lock.alone(project);
        LabelPolicy known = policies.labels(project);
        if (known.version() != expectedVersion) {
            throw new PlatformException(POLICY_CHANGED,
                    "The label policy has version " + known.version() + ", not " + expectedVersion,
                    "Read it again and decide anew.");
        }
        LabelPolicy policy = new LabelPolicy(labels, expectedVersion + 1);
        policies.requireLabels(project, policy, actor, now());
        audit.record(project, actor, "label-policy.set", project.value(), CanonicalJson.digest(Map.of("labels",
                List.copyOf(new TreeSet<>(labels)))));
        return policy;
    }

    @Override
    @Transactional(readOnly = true)
    public List<MoneyEvent> events(ProjectId project, @Nullable String after, int limit) {
        return events.list(project, after, limit);
    }

    private Budget find(ProjectId project, BudgetId id) {
        return budgets.find(project, id).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no budget " + id, LIST));
    }

    private State state(Budget budget, LocalDate day) {
        Account account = Account.of(budget, day);
        Balance balance = balances.get(budget.project(), account);
        BigDecimal limit = budget.limit().amount();
        return new State(budget, account.period(), balance.money(balance.spent()), balance.money(balance.reserved()),
                balance.left(limit), balance.money(balance.unreserved()), budgets.unconverted(budget.id()));
    }

    private static PlatformException changed(String what, int version, int expected) {
        String message = version == 0
                ? what + " does not exist"
                : what + " has version " + version + (expected == 0 ? " already" : ", not " + expected);
        return new PlatformException(CHANGED, message, "Look at it and decide anew: attune budget list");
    }

    private LocalDate today() {
        return Charging.dayOf(clock.instant());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
