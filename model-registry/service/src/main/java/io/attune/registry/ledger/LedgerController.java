package io.attune.registry.ledger;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.RunId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Costs;
import io.attune.registry.Costs.BudgetStatus;
import io.attune.registry.Costs.CostReport;
import io.attune.registry.Costs.Grouping;
import io.attune.registry.Ledger;
import io.attune.registry.Reservation;
import io.attune.registry.ReservationId;
import io.attune.registry.web.ChargeView;
import io.attune.registry.web.Page;
import io.attune.registry.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class LedgerController {
    private static final String LABEL = "label:";

    private final Ledger ledger;
    private final Costs costs;
    private final InstantSource clock;

    LedgerController(Ledger ledger, Costs costs, InstantSource clock) {
        this.ledger = ledger;
        this.costs = costs;
        this.clock = clock;
    }

    @GetMapping("/costs")
    CostsView costs(Caller caller, @RequestParam(defaultValue = "recipe") String by,
            @RequestParam(required = false) @Nullable String from,
            @RequestParam(required = false) @Nullable String to) {
        caller.require(Permission.VIEWER);
        Instant first = from == null ? start(thisMonth()) : moment("from", from);
        Instant last = to == null ? start(thisMonth().plusMonths(1)) : moment("to", to);
        CostReport report = costs.report(caller.project(), grouping(by), first, last);
        return new CostsView(by, first, last, report.rows(), report.totals());
    }

    @GetMapping("/charges")
    Page<ChargeView> charges(Caller caller, @RequestParam String run) {
        caller.require(Permission.VIEWER);
        return Page.all(ledger.charges(caller.project(), new RunId(run)).stream().map(ChargeView::of).toList());
    }

    @GetMapping("/reservations")
    Page<ReservationView> reservations(Caller caller, @RequestParam(required = false) @Nullable String run) {
        caller.require(Permission.VIEWER);
        List<Reservation> found = run == null
                ? ledger.openReservations(caller.project())
                : ledger.reservations(caller.project(), new RunId(run));
        return Page.all(found.stream().map(ReservationView::of).toList());
    }

    @GetMapping("/budgets")
    Page<BudgetView> budgets(Caller caller, @RequestParam(required = false) @Nullable YearMonth month) {
        caller.require(Permission.VIEWER);
        return Page.all(costs.budgets(caller.project(), month == null ? thisMonth() : month).stream().map(
                BudgetView::of).toList());
    }

    private static Grouping grouping(String by) {
        if (by.startsWith(LABEL) && by.length() > LABEL.length()) {
            return new Grouping.Label(by.substring(LABEL.length()));
        }
        return Arrays.stream(Grouping.Field.values()).filter(
                field -> Words.of(field).equals(by)).findFirst().orElseThrow(() -> invalid(
                        "Costs cannot be added up by '" + by + "'", "Choose one of: " + fields() + ", label:<name>."));
    }

    private static String fields() {
        return Arrays.stream(Grouping.Field.values()).map(Words::of).collect(Collectors.joining(", "));
    }

    private static Instant moment(String parameter, String text) {
        try {
            return text.length() == 10
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : Instant.parse(text.toUpperCase(Locale.ROOT));
        } catch (DateTimeParseException e) {
            throw invalid("'" + text + "' in '" + parameter + "' is not a moment",
                    "Write a date like 2026-11-01 or a time like 2026-11-01T00:00:00Z.");
        }
    }

    private static PlatformException invalid(String message, String nextStep) {
        return new PlatformException(ErrorCode.INVALID_INPUT, message, nextStep);
    }

    private YearMonth thisMonth() {
        return YearMonth.from(clock.instant().atOffset(ZoneOffset.UTC));
    }

    private static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    record CostsView(String by, Instant from, Instant to, List<CostReport.Row> rows, List<Money> totals) {}

    record ReservationView(ReservationId id, RunId run, String purpose, String recipe, String month, Money amount,
            Money remaining, boolean open, Instant reservedAt) {
        static ReservationView of(Reservation held) {
            return new ReservationView(held.id(), held.run(), held.purpose(), held.scope(), held.month().toString(),
                    held.amount(), held.remaining(), held.open(), held.reservedAt());
        }
    }

    record BudgetView(String recipe, String month, @Nullable Money limit, Money spent, Money reserved,
            @Nullable Money remaining, Money unreserved) {
        static BudgetView of(BudgetStatus budget) {
            return new BudgetView(budget.scope(), budget.month().toString(), budget.limit(), budget.spent(),
                    budget.reserved(), budget.remaining(), budget.unreserved());
        }
    }
}
