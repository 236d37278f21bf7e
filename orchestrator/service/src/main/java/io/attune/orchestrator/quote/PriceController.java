package io.attune.orchestrator.quote;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.kernel.Money;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.provider.Connections;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Prices over HTTP. */
@RestController
@RequestMapping("/api/v1/catalog/prices")
class PriceController {
    private static final int ROWS_MAX = 10_000;
    private static final long MILLION = 1_000_000;
    private static final Set<Price.Kind> BY_THE_HOUR = Arrays.stream(Price.Kind.values()).filter(
            kind -> !kind.unit().contains("token")).collect(Collectors.toUnmodifiableSet());

    private final PriceCatalog catalog;
    private final Prices prices;
    private final Connections connections;
    private final Recipes recipes;

    PriceController(PriceCatalog catalog, Prices prices, Connections connections, Recipes recipes) {
        this.catalog = catalog;
        this.prices = prices;
        this.connections = connections;
        this.recipes = recipes;
    }

    /** @param stale whether nobody has looked for long */
    record Shown(String connection, String baseModel, String kind, Money amount, long per, String unit, String source,
            LocalDate observedOn, LocalDate effectiveFrom, boolean stale) {}

    /** A target of a recipe that nobody said the price of. */
    record Missing(String recipe, String connection, String baseModel) {}

    record Page(List<Shown> items, List<Missing> missing) {}

    /**
     * What somebody writes.
     *
     * @param amount like {@code 25 USD}
     * @param per tokens or hours the amount is for; a million tokens, or an hour, unless said
     * @param effectiveFrom the day of observation unless said
     */
    record Written(@Nullable String connection, @Nullable String baseModel, @Nullable String kind,
            @Nullable String amount, @Nullable Long per, @Nullable String source, @Nullable LocalDate observedOn,
            @Nullable LocalDate effectiveFrom) {}

    record Sent(@Nullable List<Written> prices) {}

    record Recorded(int added, int sent) {}

    /** The rows in force at the connections a project may use, and what its recipes miss. */
    @GetMapping
    Page list(Caller caller) {
        caller.require(Permission.VIEWER);
        ProjectId project = caller.project();
        Map<String, String> names = connections.names(project).stream().collect(Collectors.toMap(
                name -> connections.account(project, name), name -> name));
        List<Missing> missing = recipes.list(project).stream().flatMap(
                stored -> stored.recipe().targets().list().stream().filter(target -> !isPriced(project, target)).map(
                        target -> new Missing(stored.name(), target.connection(),
                                target.baseModel()))).distinct().toList();
        return new Page(catalog.inForce().stream().flatMap(row -> Optional.ofNullable(names.get(
                row.connection())).map(name -> shown(row, name)).stream()).toList(), missing);
    }

    private boolean isPriced(ProjectId project, Recipe.Target target) {
        String account = connections.account(project, target.connection());
        return Stream.of(Price.Kind.TRAINING, Price.Kind.TRAINING_HOURS).anyMatch(kind -> prices.look(account,
                target.baseModel(), kind).isPresent());
    }

    /** Records rows, all or none. */
    @PostMapping
    Recorded record(Caller caller, @RequestBody Sent sent) {
        caller.require(Permission.ADMIN);
        List<Written> written = sent.prices() == null ? List.of() : sent.prices();
        Problems problems = new Problems();
        if (written.isEmpty() || written.size() > ROWS_MAX) {
            problems.add("/prices", 0, "there are " + written.size() + " prices", "Send 1 to " + ROWS_MAX
                    + " of them.");
        }
        List<PriceCatalog.Row> rows = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            PriceCatalog.Row row = row(caller.project(), written.get(i), "/prices/" + i, problems);
            if (row != null) {
                rows.add(row);
            }
        }
        problems.throwIfAny("The prices");
        return new Recorded(catalog.record(caller.project(), caller.name(), rows), rows.size());
    }

    /** A project prices its own connections; those that all share are priced in the project {@code default}. */
    private String account(ProjectId project, String connection, String place, Problems problems) {
        if (!connections.names(project).contains(connection)) {
            problems.add(place + "/connection", 0, "there is no connection '" + connection + "'", "There are: "
                    + String.join(", ", connections.names(project)) + ".");
        }
        if (connections.names().contains(connection) && !project.equals(ProjectId.DEFAULT)) {
            problems.add(place + "/connection", 0, "the price of '" + connection + "' holds for every project",
                    "Ask an admin of the project default to record it.");
        }
        return connections.account(project, connection);
    }

    private PriceCatalog.@Nullable Row row(ProjectId project, Written w, String place, Problems problems) {
        String connection = w.connection();
        String model = w.baseModel();
        if (connection == null || connection.isBlank() || model == null || model.isBlank()) {
            problems.add(place, 0, "connection or baseModel is missing", "Name both.");
            return null;
        }
        String account = account(project, connection, place, problems);
        String word = w.kind() == null ? "" : w.kind();
        Price.Kind kind = Arrays.stream(Price.Kind.values()).filter(each -> word(each).equals(word)).findFirst().orElse(
                null);
        if (kind == null) {
            problems.add(place + "/kind", 0, "'" + word + "' is no kind of price", "Known are: " + Arrays.stream(
                    Price.Kind.values()).map(PriceController::word).collect(Collectors.joining(", ")) + ".");
        }
        Money amount = amount(w, place, problems);
        long per = w.per() == null ? (kind != null && BY_THE_HOUR.contains(kind) ? 1 : MILLION) : w.per();
        if (per < 1) {
            problems.add(place + "/per", 0, "a price is not for " + per, "Write 1000000 for a million tokens.");
        }
        if (w.source() == null || w.source().isBlank()) {
            problems.add(place + "/source", 0, "it is not said where the price is from",
                    "Write it, like 'openai.com/pricing'.");
        }
        LocalDate observed = w.observedOn() == null ? catalog.today() : w.observedOn();
        if (observed.isAfter(catalog.today())) {
            problems.add(place + "/observedOn", 0, "nobody has looked on " + observed + " yet",
                    "Write a day that was.");
        }
        return kind == null || amount == null
                ? null
                : new PriceCatalog.Row(account, model, kind, amount, per, w.source() == null ? "" : w.source(),
                        observed,
                        w.effectiveFrom() == null ? observed : w.effectiveFrom());
    }

    private static @Nullable Money amount(Written w, String place, Problems problems) {
        try {
            Money amount = Money.parse(w.amount() == null ? "" : w.amount());
            if (amount.amount().compareTo(BigDecimal.ZERO) < 0) {
                throw new IllegalArgumentException("'" + w.amount() + "' is negative");
            }
            return amount;
        } catch (IllegalArgumentException e) {
            problems.add(place + "/amount", 0, String.valueOf(e.getMessage()), "Write it like '25 USD'.");
            return null;
        }
    }

    private Shown shown(PriceCatalog.Row row, String name) {
        return new Shown(name, row.baseModel(), word(row.kind()), row.amount(), row.per(), row.kind().unit(),
                row.source(), row.observedOn(), row.effectiveFrom(), catalog.isStale(row));
    }

    private static String word(Price.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
