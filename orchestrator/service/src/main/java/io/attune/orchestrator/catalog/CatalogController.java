package io.attune.orchestrator.catalog;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.Problems;
import io.attune.orchestrator.egress.Region;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The catalogue over HTTP. */
@RestController
@RequestMapping("/api/v1/catalog/models")
class CatalogController {
    private static final int ROWS_MAX = 10_000;

    private final Catalog catalog;
    private final InstantSource clock;

    CatalogController(Catalog catalog, InstantSource clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /**
     * A row in force.
     *
     * @param status {@code available}, {@code ends-soon} within 90 days, or {@code ended}
     * @param own whether the project recorded it itself
     */
    record Shown(String vendor, String model, List<String> methods, List<String> trainIn, List<String> serveIn,
            BaseModel.Limits limits, @Nullable LocalDate trainingEnds, @Nullable LocalDate servingEnds, String source,
            LocalDate observedOn, boolean verified, String status, boolean own) {}

    record Page(List<Shown> items) {}

    /** What somebody writes; everything but vendor and model may be left out. */
    record Written(@Nullable String vendor, @Nullable String model, @Nullable List<String> methods,
            @Nullable List<String> trainIn, @Nullable List<String> serveIn, BaseModel.@Nullable Limits limits,
            @Nullable LocalDate trainingEnds, @Nullable LocalDate servingEnds, @Nullable String source,
            @Nullable LocalDate observedOn, @Nullable Boolean verified) {}

    record Sent(@Nullable List<Written> models) {}

    /** @param added how many rows are new; the others were recorded already */
    record Recorded(int added, int sent) {}

    @GetMapping
    Page list(Caller caller, @RequestParam(required = false) @Nullable String vendor,
            @RequestParam(required = false) @Nullable String method,
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String model) {
        caller.require(Permission.VIEWER);
        return new Page(catalog.list(caller.project()).stream().filter(entry -> {
            BaseModel row = entry.model();
            return (vendor == null || row.vendor().equals(vendor)) && (method == null || row.methods().contains(method))
                    && (model == null || row.model().contains(model)) && (region == null || row.trainIn().isEmpty()
                            || row.trainIn().stream().anyMatch(one -> new Region(one).isWithin(region)
                                    || new Region(region).isWithin(one)));
        }).map(this::shown).toList());
    }

    /** Records rows beside those there are; the newest observation of a model is the one in force. */
    @PostMapping
    Recorded record(Caller caller, @RequestBody Sent sent) {
        caller.require(Permission.ADMIN);
        List<Written> written = sent.models() == null ? List.of() : sent.models();
        Problems problems = new Problems();
        if (written.isEmpty() || written.size() > ROWS_MAX) {
            problems.add("/models", 0, "there are " + written.size() + " models",
                    "Send 1 to " + ROWS_MAX + " of them.");
        }
        List<BaseModel> rows = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            Written each = written.get(i);
            if (each.vendor() == null || each.model() == null) {
                problems.add("/models/" + i, 0, "vendor or model is missing", "Name both.");
            } else {
                rows.add(row(each, each.vendor(), each.model(), caller));
            }
        }
        problems.throwIfAny("The catalogue");
        return new Recorded(catalog.record(caller.project(), caller.name(), rows), rows.size());
    }

    private BaseModel row(Written w, String vendor, String model, Caller caller) {
        return new BaseModel(vendor, model, w.methods() == null ? List.of("supervised") : w.methods(), or(w.trainIn()),
                or(w.serveIn()), w.limits() == null ? BaseModel.Limits.UNKNOWN : w.limits(), w.trainingEnds(),
                w.servingEnds(), w.source() == null ? "recorded by " + caller.name() : w.source(),
                w.observedOn() == null ? today() : w.observedOn(), w.verified() == null || w.verified());
    }

    private static List<String> or(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }

    private Shown shown(Catalog.Entry entry) {
        BaseModel m = entry.model();
        LocalDate horizon = today().plus(CatalogCheck.WARNED_BEFORE);
        String status = !m.isTrainable(today()) || !m.isServed(today())
                ? "ended"
                : !m.isTrainable(horizon) || !m.isServed(horizon) ? "ends-soon" : "available";
        return new Shown(m.vendor(), m.model(), m.methods(), m.trainIn(), m.serveIn(), m.limits(), m.trainingEnds(),
                m.servingEnds(), m.source(), m.observedOn(), m.verified(), status, entry.own());
    }

    private LocalDate today() {
        Instant now = clock.instant();
        return LocalDate.ofInstant(now, ZoneOffset.UTC);
    }
}
