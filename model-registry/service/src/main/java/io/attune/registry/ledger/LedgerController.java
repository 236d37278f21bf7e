package io.attune.registry.ledger;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problems;
import io.attune.kernel.RunId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.registry.Costs;
import io.attune.registry.Costs.BudgetStatus;
import io.attune.registry.Costs.CostReport;
import io.attune.registry.Costs.Forecast;
import io.attune.registry.Costs.Grouping;
import io.attune.registry.ExchangeRate;
import io.attune.registry.ExchangeRates;
import io.attune.registry.Ledger;
import io.attune.registry.Ledger.ClosedMonth;
import io.attune.registry.Reservation;
import io.attune.registry.ReservationId;
import io.attune.registry.web.ChargeView;
import io.attune.registry.web.MoneyText;
import io.attune.registry.web.Page;
import io.attune.registry.web.Words;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class LedgerController {
    private static final String LABEL = "label:";

    private final Ledger ledger;
    private final Costs costs;
    private final ExchangeRates rates;
    private final InstantSource clock;

    LedgerController(Ledger ledger, Costs costs, ExchangeRates rates, InstantSource clock) {
        this.ledger = ledger;
        this.costs = costs;
        this.rates = rates;
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

    /** What this month will have cost at its end. */
    @GetMapping("/costs/forecast")
    Forecast forecast(Caller caller) {
        caller.require(Permission.VIEWER);
        return costs.forecast(caller.project(), thisMonth(), clock.instant());
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

    /** What the recipes' own budgets allow in a month. */
    @GetMapping("/recipe-budgets")
    Page<BudgetView> budgets(Caller caller, @RequestParam(required = false) @Nullable YearMonth month) {
        caller.require(Permission.VIEWER);
        return Page.all(costs.budgets(caller.project(), month == null ? thisMonth() : month).stream().map(
                BudgetView::of).toList());
    }

    @GetMapping("/closed-months")
    Page<ClosedMonth> closedMonths(Caller caller) {
        caller.require(Permission.VIEWER);
        return Page.all(ledger.closedMonths(caller.project()));
    }

    @PutMapping("/closed-months/{month}")
    ClosedMonth close(Caller caller, @PathVariable YearMonth month) {
        caller.require(Permission.APPROVER);
        return ledger.close(caller.project(), month, caller.name());
    }

    @PostMapping("/charges/corrections")
    ChargeView correct(Caller caller, @RequestBody Correction correction) {
        caller.require(Permission.APPROVER);
        Problems problems = new Problems();
        Money amount = MoneyText.read("/amount", correction.amount(), problems);
        problems.throwIfAny("The correction");
        return ChargeView.of(ledger.correct(caller.project(), Words.required("key", correction.key()),
                Objects.requireNonNull(amount), Words.required("reason", correction.reason())));
    }

    @GetMapping("/exchange-rates")
    Page<ExchangeRate> rates(Caller caller, @RequestParam(defaultValue = "50") int limit) {
        caller.require(Permission.VIEWER);
        return Page.all(rates.list(caller.project(), Page.size(limit)));
    }

    @PostMapping("/exchange-rates")
    ExchangeRate record(Caller caller, @RequestBody Rate rate) {
        caller.require(Permission.APPROVER);
        ExchangeRate checked = rate.checked(Charging.dayOf(clock.instant()));
        rates.record(caller.project(), checked, caller.name());
        return checked;
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

    record Correction(@Nullable String key, @Nullable MoneyText amount, @Nullable String reason) {}

    /** @param on today unless said */
    record Rate(@Nullable String from, @Nullable String to, @Nullable BigDecimal rate, @Nullable LocalDate on,
            @Nullable String source) {

        ExchangeRate checked(LocalDate today) {
            Problems problems = new Problems();
            Currency first = currency("from", from, problems);
            Currency second = currency("to", to, problems);
            BigDecimal figure = rate;
            if (figure == null || figure.signum() <= 0) {
                problems.add("/rate", 0, "A rate is a number above zero, not " + figure,
                        "Say what one unit of the first currency is worth in the second.");
            }
            if (source == null || source.isBlank()) {
                problems.add("/source", 0, "The field is missing", "Say where the rate is from.");
            }
            if (first != null && first.equals(second)) {
                problems.add("/to", 0, "Both currencies are " + first, "Name two.");
            }
            LocalDate day = on == null ? today : on;
            if (day.isAfter(today)) {
                problems.add("/on", 0, "The day " + day + " is still to come", "Rates are observed.");
            }
            problems.throwIfAny("The rate");
            return new ExchangeRate(Objects.requireNonNull(first), Objects.requireNonNull(second),
                    Objects.requireNonNull(figure), day, Objects.requireNonNull(source));
        }

        private static @Nullable Currency currency(String field, @Nullable String code, Problems problems) {
            try {
                return Currency.getInstance(String.valueOf(code));
            } catch (IllegalArgumentException e) {
                problems.add("/" + field, 0, "'" + code + "' is no ISO 4217 currency", "Write a code like USD.");
                return null;
            }
        }
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
