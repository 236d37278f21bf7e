package io.attune.registry.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problems;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Budget;
import io.attune.registry.Budget.Span;
import io.attune.registry.BudgetId;
import io.attune.registry.BudgetScope;
import io.attune.registry.Budgets;
import io.attune.registry.Budgets.LabelPolicy;
import io.attune.registry.Budgets.State;
import io.attune.registry.Freeze;
import io.attune.registry.MoneyEvent;
import io.attune.registry.web.MoneyText;
import io.attune.registry.web.Page;
import io.attune.registry.web.Versions;
import io.attune.registry.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class BudgetsController {
    private final Budgets budgets;
    private final InstantSource clock;

    BudgetsController(Budgets budgets, InstantSource clock) {
        this.budgets = budgets;
        this.clock = clock;
    }

    @GetMapping("/budgets")
    Page<StateView> list(Caller caller, @RequestParam(required = false) @Nullable LocalDate day) {
        caller.require(Permission.VIEWER);
        return Page.all(budgets.list(caller.project(), day == null ? today() : day).stream().map(
                StateView::of).toList());
    }

    @GetMapping("/budgets/{id}")
    ResponseEntity<StateView> show(Caller caller, @PathVariable String id) {
        caller.require(Permission.VIEWER);
        return tagged(caller, new BudgetId(id));
    }

    /** Sets the budget of the scope, period and currency in the body. */
    @PutMapping("/budgets")
    ResponseEntity<StateView> set(Caller caller,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
            @RequestBody Wish wish) {
        caller.require(Permission.APPROVER);
        Budget budget = budgets.set(wish.checked(caller, Versions.expected(ifMatch, ifNoneMatch, "budget")));
        return tagged(caller, budget.id());
    }

    @DeleteMapping("/budgets/{id}")
    ResponseEntity<Void> remove(Caller caller, @PathVariable String id,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        caller.require(Permission.APPROVER);
        budgets.remove(caller.project(), new BudgetId(id), Versions.expected(ifMatch, null, "budget"), caller.name());
        return ResponseEntity.noContent().build();
    }

    @GetMapping("/freezes")
    Page<Freeze> freezes(Caller caller) {
        caller.require(Permission.VIEWER);
        return Page.all(budgets.freezes(caller.project()));
    }

    @PostMapping("/freezes")
    Freeze freeze(Caller caller, @RequestBody FreezeWish wish) {
        caller.require(Permission.EDITOR);
        return budgets.freeze(caller.project(), blankToNull(wish.connection()), Words.required("reason", wish.reason()),
                caller.name());
    }

    @DeleteMapping("/freezes")
    Page<Freeze> unfreeze(Caller caller, @RequestParam(required = false) @Nullable String connection) {
        caller.require(Permission.APPROVER);
        if (!budgets.unfreeze(caller.project(), blankToNull(connection), caller.name())) {
            throw new PlatformException(ErrorCode.NOT_FOUND,
                    connection == null
                            ? "Nothing stops all spending"
                            : "Nothing stops spending through '" + connection
                                    + "'",
                    "See what is frozen with: attune status");
        }
        return freezes(caller);
    }

    @GetMapping("/label-policy")
    ResponseEntity<LabelPolicy> labelPolicy(Caller caller) {
        caller.require(Permission.VIEWER);
        LabelPolicy policy = budgets.labelPolicy(caller.project());
        return ResponseEntity.ok().eTag(Versions.tag(policy.version())).body(policy);
    }

    @PutMapping("/label-policy")
    ResponseEntity<LabelPolicy> requireLabels(Caller caller,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            @RequestHeader(name = "If-None-Match", required = false) @Nullable String ifNoneMatch,
            @RequestBody Required wanted) {
        caller.require(Permission.ADMIN);
        LabelPolicy policy = budgets.requireLabels(caller.project(), wanted.required(),
                Versions.expected(ifMatch, ifNoneMatch, "label policy"), caller.name());
        return ResponseEntity.ok().eTag(Versions.tag(policy.version())).body(policy);
    }

    @GetMapping("/money-events")
    Page<MoneyEvent> events(Caller caller, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        caller.require(Permission.VIEWER);
        int size = Page.size(limit);
        return Page.of(budgets.events(caller.project(), cursor, size + 1), size, MoneyEvent::id);
    }

    private ResponseEntity<StateView> tagged(Caller caller, BudgetId id) {
        State state = budgets.get(caller.project(), id, today());
        return ResponseEntity.ok().eTag(Versions.tag(state.budget().version())).body(StateView.of(state));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private LocalDate today() {
        return Charging.dayOf(clock.instant());
    }

    /** A budget as JSON. */
    record StateView(BudgetId id, String scope, String span, String period, Money limit, Money spent, Money reserved,
            Money remaining, Money unreserved, long unconverted, List<Integer> notices, LocalDate since, int version,
            String setBy, Instant setAt) {
        static StateView of(State state) {
            Budget budget = state.budget();
            return new StateView(budget.id(), budget.scope().toString(), budget.span().word(), state.period(),
                    budget.limit(), state.spent(), state.reserved(), state.remaining(), state.unreserved(),
                    state.unconverted(), budget.notices(), budget.since(), budget.version(), budget.setBy(),
                    budget.setAt());
        }
    }

    /** A budget to set, as it was written. */
    record Wish(@Nullable String scope, @Nullable String span, @Nullable MoneyText limit,
            @Nullable List<Integer> notices) {

        Budgets.Wanted checked(Caller caller, int expectedVersion) {
            Problems problems = new Problems();
            BudgetScope known = read("scope", scope, "Write project, team:NAME, recipe:NAME or deployment:NAME.",
                    BudgetScope::parse, problems);
            Span period = read("span", span, "Write daily, monthly or total.", Wish::span, problems);
            Money money = MoneyText.read("/limit", limit, problems);
            List<Integer> percentages = notices == null ? Budget.NOTICES : notices;
            if (percentages.stream().anyMatch(percent -> percent < 1 || percent > 1000)) {
                problems.add("/notices", 0, "Notices are percentages from 1 to 1000, not " + percentages,
                        "Write them like [50, 80, 100].");
            }
            if (money != null && money.amount().signum() < 0) {
                problems.add("/limit", 0, "A limit is not negative: " + money, "Write zero to allow nothing.");
            }
            if (known == null || period == null || money == null) {
                problems.throwIfAny("The budget");
                throw new IllegalStateException("A budget without problems is complete");
            }
            problems.throwIfAny("The budget");
            return new Budgets.Wanted(caller.project(), known, period, money, percentages, expectedVersion,
                    caller.name());
        }

        private static <T> @Nullable T read(String field, @Nullable String text, String nextStep,
                Function<String, T> reader, Problems problems) {
            if (text == null || text.isBlank()) {
                problems.add("/" + field, 0, "The field is missing", nextStep);
                return null;
            }
            try {
                return reader.apply(text);
            } catch (IllegalArgumentException e) {
                problems.add("/" + field, 0, String.valueOf(e.getMessage()), nextStep);
                return null;
            }
        }

        private static Span span(String text) {
            return Arrays.stream(Span.values()).filter(span -> span.word().equals(text)).findFirst().orElseThrow(
                    () -> new IllegalArgumentException("'" + text + "' is no period of a budget"));
        }
    }

    record FreezeWish(@Nullable String connection, @Nullable String reason) {}

    record Required(Set<String> required) {}
}
