package io.attune.orchestrator.catalog;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.attune.orchestrator.egress.Region;
import io.attune.orchestrator.recipe.Remark;
import org.jspecify.annotations.Nullable;

/** Decides whether a target can be trained, by what the catalogue knows on a day. Pure. */
final class CatalogCheck {
    static final Period WARNED_BEFORE = Period.ofDays(90);
    private static final int NAMED_MAX = 5;
    /** {@code -2025-04-14} of a snapshot, {@code :300k} of a context length. */
    private static final Pattern SUFFIX = Pattern.compile("(-\\d{4}-\\d{2}-\\d{2}|:\\d+k)$");

    private final List<BaseModel> rows;
    private final LocalDate today;

    /** @param rows those in force, one for each model of each vendor */
    CatalogCheck(List<BaseModel> rows, LocalDate today) {
        this.rows = rows;
        this.today = today;
    }

    /** The row of a model: its own, else that of its family without date or length, else the vendor's for every other. */
    Optional<BaseModel> find(String vendor, String model) {
        return row(vendor, model).or(() -> row(vendor, SUFFIX.matcher(model).replaceFirst(""))).or(() -> row(vendor,
                BaseModel.ANY));
    }

    private Optional<BaseModel> row(String vendor, String model) {
        return rows.stream().filter(row -> row.vendor().equals(vendor) && row.model().equals(model)).findFirst();
    }

    /** Everything to say about a target, problems first. */
    List<Remark> remarks(TargetQuestion target) {
        BaseModel row = find(target.vendor(), target.baseModel()).orElse(null);
        if (row == null) {
            return target.local()
                    ? List.of()
                    : List.of(unknown(target, "the catalogue does not know '"
                            + target.baseModel() + "' at " + target.vendor()));
        }
        List<Remark> remarks = new ArrayList<>();
        method(target, row, remarks);
        ended(target, row, remarks);
        region(target, row, remarks);
        epochs(target, row, remarks);
        if (remarks.isEmpty()) {
            endsSoon(target, row, remarks);
        }
        if (remarks.isEmpty() && row.model().equals(BaseModel.ANY)) {
            remarks.add(unknown(target, "the catalogue has no row for '" + target.baseModel() + "' itself, only for "
                    + target.vendor()));
        }
        return remarks;
    }

    private static Remark unknown(TargetQuestion target, String message) {
        return Remark.note("baseModel", message, "Nothing was checked of its method, region and last day. Add what you"
                + " know: attune catalog set " + target.vendor() + " " + target.baseModel());
    }

    private void method(TargetQuestion target, BaseModel row, List<Remark> remarks) {
        if (!row.methods().contains(target.method())) {
            String can = row.methods().isEmpty()
                    ? "; it cannot be tuned there at all"
                    : "; it takes " + String.join(", ", row.methods());
            remarks.add(Remark.problem("method", named(target) + " is not tuned by " + target.method() + can + seen(
                    row),
                    those("Tuned by " + target.method() + " are", other -> other.methods().contains(target.method())
                            && other.isTrainable(today), target)));
        }
    }

    private void ended(TargetQuestion target, BaseModel row, List<Remark> remarks) {
        LocalDate trainingEnds = row.trainingEnds();
        LocalDate servingEnds = row.servingEnds();
        String ended = trainingEnds != null && !today.isBefore(trainingEnds)
                ? " takes no new training since " + trainingEnds
                : servingEnds != null && !today.isBefore(servingEnds)
                        ? " is out of service since " + servingEnds
                        : "";
        if (!ended.isEmpty()) {
            remarks.add(Remark.problem("baseModel", named(target) + ended + seen(row), still(target)));
        }
    }

    private String still(TargetQuestion target) {
        return those("Still tuned by " + target.method() + " are", other -> other.methods().contains(target.method())
                && other.isTrainable(today) && other.isServed(today), target);
    }

    private void region(TargetQuestion target, BaseModel row, List<Remark> remarks) {
        if (row.trainIn().isEmpty() || target.local()) {
            return;
        }
        String regions = String.join(", ", row.trainIn());
        if (target.region().isEmpty()) {
            remarks.add(Remark.note("connection", "connection '" + target.connection() + "' says no region; " + named(
                    target) + " is tuned in " + regions, "Say the connection's region, so that it can be checked."));
        } else if (row.trainIn().stream().noneMatch(region -> new Region(target.region()).isWithin(region))) {
            remarks.add(Remark.problem("connection", named(target) + " is not tuned in " + target.region()
                    + " but in " + regions + seen(row), "Use a connection of one of these regions. " + those("Tuned by "
                            + target.method() + " in " + target.region() + " are",
                            other -> other.methods().contains(target.method()) && other.isTrainable(today)
                                    && other.trainIn().stream().anyMatch(new Region(target.region())::isWithin),
                            target)));
        }
    }

    private static void epochs(TargetQuestion target, BaseModel row, List<Remark> remarks) {
        Integer epochs = target.epochs();
        Integer min = row.limits().epochsMin();
        Integer max = row.limits().epochsMax();
        boolean below = epochs != null && min != null && epochs < min;
        boolean above = epochs != null && max != null && epochs > max;
        if (below || above) {
            remarks.add(Remark.problem("parameters", named(target) + " takes " + (min == null ? 1 : min) + " to "
                    + (max == null ? "any number of" : max) + " epochs, not " + epochs + seen(row),
                    "Change epochs, or write auto."));
        }
    }

    private void endsSoon(TargetQuestion target, BaseModel row, List<Remark> remarks) {
        LocalDate horizon = today.plus(WARNED_BEFORE);
        List<String> said = new ArrayList<>();
        addIfSoon(said, "takes no new training from ", row.trainingEnds(), horizon);
        addIfSoon(said, "what is tuned from it is out of service from ", row.servingEnds(), horizon);
        if (!said.isEmpty()) {
            remarks.add(Remark.warning("baseModel", named(target) + " " + String.join(", and ", said) + seen(row),
                    those("Tuned by " + target.method() + " beyond that are", other -> other.methods().contains(
                            target.method()) && other.isTrainable(horizon) && other.isServed(horizon), target)));
        }
    }

    private static void addIfSoon(List<String> said, String words, @Nullable LocalDate end, LocalDate horizon) {
        if (end != null && !end.isAfter(horizon)) {
            said.add(words + end);
        }
    }

    /** The same vendor's first. */
    private String those(String intro, Predicate<BaseModel> can, TargetQuestion target) {
        List<BaseModel> found = rows.stream().filter(can).sorted(Comparator.<BaseModel, Boolean>comparing(
                row -> !row.vendor().equals(target.vendor())).thenComparing(BaseModel::vendor).thenComparing(
                        BaseModel::model)).toList();
        if (found.isEmpty()) {
            return "The catalogue knows none that can; if you know better: attune catalog set " + target.vendor() + " "
                    + target.baseModel();
        }
        String more = found.size() > NAMED_MAX ? " and " + (found.size() - NAMED_MAX) + " more" : "";
        return intro + ": " + found.stream().limit(NAMED_MAX).map(CatalogCheck::words).collect(Collectors.joining(", "))
                + more + ". All: attune catalog models --method " + target.method();
    }

    private static String words(BaseModel row) {
        return row.model().equals(BaseModel.ANY)
                ? "models of " + row.vendor()
                : row.model() + " (" + row.vendor() + ")";
    }

    private static String named(TargetQuestion target) {
        return "'" + target.baseModel() + "' at " + target.vendor();
    }

    private static String seen(BaseModel row) {
        return " (" + row.source() + ", " + row.observedOn() + (row.verified() ? ")" : ", unverified)");
    }
}
