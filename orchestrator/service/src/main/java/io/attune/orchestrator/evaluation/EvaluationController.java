package io.attune.orchestrator.evaluation;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import jakarta.servlet.http.HttpServletResponse;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.UuidV7;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.evaluation.measure.Measures;
import io.attune.orchestrator.evaluation.measure.Served;
import io.attune.platform.Audit;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Evaluations over HTTP: those of runs to read, those by themselves to start as well. */
@RestController
@RequestMapping("/api/v1/evaluations")
class EvaluationController {
    private static final int PAGE_MAX = 200;

    private final StandaloneStore rows;
    private final StandaloneWork work;
    private final EvaluationStore store;
    private final EvaluatedAnswers answers;
    private final EvaluationExport export;
    private final Asker asker;
    private final UuidV7 ids;
    private final Audit audit;

    EvaluationController(StandaloneStore rows, StandaloneWork work, EvaluationStore store, EvaluatedAnswers answers,
            EvaluationExport export, Asker asker, UuidV7 ids, Audit audit) {
        this.rows = rows;
        this.work = work;
        this.store = store;
        this.answers = answers;
        this.export = export;
        this.asker = asker;
        this.ids = ids;
        this.audit = audit;
    }

    /**
     * @param budget in {@code currency}; null for what the project's budgets leave
     * @param currency of the budget, USD unless said
     */
    record StartRequest(@Nullable String version, @Nullable List<String> suites, @Nullable List<String> against,
            @Nullable List<String> measures, @Nullable BigDecimal budget, @Nullable String currency) {
        EvaluationWish wish() {
            String subject = version;
            if (subject == null || suites == null || suites.isEmpty()) {
                throw new PlatformException(ErrorCode.INVALID_INPUT, "An evaluation needs a version and a suite",
                        "Write {\"version\": \"config-assistant@1\", \"suites\": [\"defaults\"]}.");
            }
            BigDecimal most = budget;
            return new EvaluationWish(subject, suites, against == null ? List.of() : against, measures == null
                    ? List.of()
                    : measures, most == null
                            ? null
                            : new Money(most, Currency.getInstance(currency == null ? "USD" : currency)));
        }
    }

    /**
     * An evaluation.
     *
     * @param run null for one by itself
     * @param done how many examples of all arms are measured, of {@code total}
     * @param problem what is in the way, or why it failed
     */
    record View(String id, String subject, @Nullable String run, String state, List<EvaluatedArm> arms, long done,
            long total, Map<String, Long> outcomes, StandaloneStore.@Nullable Trouble problem, String startedBy,
            Instant createdAt, Instant updatedAt, List<Report.Figure> figures) {}

    record Page(List<View> items, @Nullable String nextCursor) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    View start(Caller caller, @RequestHeader("Idempotency-Key") String key, @RequestBody StartRequest request) {
        caller.require(Permission.EDITOR);
        EvaluationWish wish = request.wish();
        work.require(caller.project(), wish);
        StandaloneStore.Row row = rows.add(EvaluationId.of(ids.next()), caller.project(), wish, caller.name(), key);
        audit.record(caller.project(), caller.name(), "evaluation.start", row.id().value(), Digest.of(wish.toString()));
        return view(row, false);
    }

    @GetMapping
    Page list(Caller caller, @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        List<View> page = rows.list(caller.project(), cursor, size).stream().map(row -> view(row, false)).toList();
        return new Page(page, page.size() < size ? null : page.getLast().id());
    }

    @GetMapping("/{id}")
    View show(Caller caller, @PathVariable String id) {
        return view(find(caller, id), true);
    }

    @PostMapping("/{id}/cancel")
    View cancel(Caller caller, @PathVariable String id) {
        caller.require(Permission.EDITOR);
        StandaloneStore.Row row = find(caller, id);
        if (row.run() != null) {
            throw new PlatformException(ErrorCode.CONFLICT, "Evaluation " + id + " belongs to run " + row.run(),
                    "Cancel the run: attune run cancel " + row.run());
        }
        rows.requestCancel(caller.project(), row.id());
        return view(find(caller, id), false);
    }

    @GetMapping("/{id}/results")
    EvaluatedAnswers.Page results(Caller caller, @PathVariable String id,
            @RequestParam(required = false) @Nullable String arm,
            @RequestParam(required = false) @Nullable String suite,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String slice,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        return answers.list(caller.project(), find(caller, id).id(), new EvaluatedAnswers.Filter(arm, suite, outcome,
                slice), cursor, Math.clamp(limit, 1, PAGE_MAX));
    }

    @GetMapping("/outputs/{id}")
    EvaluatedAnswers.Output output(Caller caller, @PathVariable String id) {
        return answers.output(caller.project(), id).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no output " + id, "An evaluation's results name their outputs."));
    }

    /** Two arms side by side, of one evaluation or of two; the subject's own arm unless said. */
    @GetMapping("/compare")
    EvaluatedAnswers.Compared compare(Caller caller, @RequestParam String base, @RequestParam String head,
            @RequestParam(required = false) @Nullable String baseArm,
            @RequestParam(required = false) @Nullable String headArm,
            @RequestParam(required = false) @Nullable String suite,
            @RequestParam(defaultValue = "false") boolean changed,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        StandaloneStore.Row left = find(caller, base);
        StandaloneStore.Row right = find(caller, head);
        return answers.compare(caller.project(), new EvaluatedAnswers.Side(left.id(), baseArm == null
                ? arm(left)
                : baseArm), new EvaluatedAnswers.Side(right.id(), headArm == null ? arm(right) : headArm), suite,
                changed,
                cursor, Math.clamp(limit, 1, PAGE_MAX));
    }

    /** All results as lines of JSON, or as JUnit's XML with a failure for each miss. */
    @GetMapping("/{id}/export")
    void export(Caller caller, @PathVariable String id, @RequestParam(defaultValue = "jsonl") String format,
            HttpServletResponse response) throws IOException {
        StandaloneStore.Row row = find(caller, id);
        EvaluationExport.Format wanted = EvaluationExport.Format.parse(format);
        response.setContentType(wanted.contentType());
        export.write(caller.project(), row.id(), wanted, response.getOutputStream());
    }

    /**
     * Something that was answered elsewhere.
     *
     * @param reference the wanted answer; empty when the right thing is to decline
     * @param attributes what measures expect, such as {@code value}
     * @param finishReason why the answer ended, {@code stop} unless said
     * @param toolCalls what was called
     * @param citations each is looked up in {@code knowledgeBase}; without one none is true
     * @param measures by name
     */
    record Given(@Nullable String question, @Nullable String reference, @Nullable Map<String, String> attributes,
            @Nullable String answer, @Nullable Boolean abstained, @Nullable String finishReason,
            @Nullable List<GivenCall> toolCalls, @Nullable List<GivenCitation> citations,
            @Nullable String knowledgeBase, @Nullable List<String> measures) {
        private Item item() {
            return new Item("", List.of(), question == null ? "" : question, reference == null ? "" : reference,
                    attributes == null ? Map.of() : attributes);
        }

        private Served served(List<Served.Citation> resolved) {
            Served said = Served.answer(answer == null ? "" : answer);
            return new Served(Asker.outcome(finishReason == null ? "stop" : finishReason, Boolean.TRUE.equals(
                    abstained)), said.text(), toolCalls == null
                            ? List.of()
                            : toolCalls.stream().map(GivenCall::served).toList(), List.of(), resolved, null,
                    said.latency(), 0, 0, null);
        }
    }

    /** @param arguments a JSON object, or its text as a model writes it */
    record GivenCall(@Nullable String name, @Nullable JsonNode arguments) {
        private Served.ToolCall served() {
            JsonNode given = arguments;
            return new Served.ToolCall(name == null ? "" : name, given == null || given.isNull()
                    ? ""
                    : given.isString() ? given.stringValue() : given.toString());
        }
    }

    /** The span counts code points in the revision's text. */
    record GivenCitation(@Nullable String document, @Nullable Integer revision, @Nullable Integer start,
            @Nullable Integer end, @Nullable String quote) {
        private RuntimeClient.Citation shown() {
            return new RuntimeClient.Citation(document == null ? "" : document, revision == null ? 0 : revision,
                    start == null ? 0 : start, end == null ? 0 : end, quote == null ? "" : quote);
        }
    }

    record GivenList(@Nullable List<Given> items) {}

    record Measured(Map<String, Double> measures) {}

    record MeasuredList(List<Measured> items) {}

    /** Measures answers that the caller has, each by the measures it names. Nothing is asked and nothing kept. */
    @PostMapping("/measures")
    MeasuredList measure(Caller caller, @RequestBody GivenList request) {
        caller.require(Permission.VIEWER);
        List<Given> items = request.items() == null ? List.of() : request.items();
        if (items.size() > PAGE_MAX) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, items.size() + " answers are too many at once",
                    "Send at"
                            + " most " + PAGE_MAX + ".");
        }
        return new MeasuredList(items.stream().map(given -> {
            Served served = given.served(citations(caller, given));
            Map<String, Double> measured = new TreeMap<>();
            Planner.measures(given.measures() == null ? List.of() : given.measures()).forEach(measure -> Measures.of(
                    measure, given.item(), served).ifPresent(value -> measured.put(measure.toString(), value)));
            return new Measured(measured);
        }).toList());
    }

    private List<Served.Citation> citations(Caller caller, Given given) {
        String base = given.knowledgeBase();
        List<GivenCitation> citations = given.citations() == null ? List.of() : given.citations();
        return asker.citations(caller.project(), base, citations.stream().map(GivenCitation::shown).toList());
    }

    /** By itself the subject's arm is named like the subject; of a run it is the tuned model's, with knowledge if it has. */
    private static String arm(StandaloneStore.Row row) {
        List<String> names = row.arms().stream().map(EvaluatedArm::name).toList();
        for (String name : List.of(row.subject(), "tuned+retrieval", "tuned")) {
            if (names.contains(name)) {
                return name;
            }
        }
        return names.isEmpty() ? row.subject() : names.getFirst();
    }

    private StandaloneStore.Row find(Caller caller, String id) {
        caller.require(Permission.VIEWER);
        return parsed(id).flatMap(known -> rows.find(caller.project(), known)).orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "There is no evaluation " + id, "attune eval list shows those that there are."));
    }

    private static Optional<EvaluationId> parsed(String id) {
        try {
            return Optional.of(new EvaluationId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private View view(StandaloneStore.Row row, boolean whole) {
        Map<String, Long> outcomes = store.outcomes(row.id());
        EvaluationStore.Count count = store.count(row.id());
        return new View(row.id().value(), row.subject(), row.run() == null ? null : row.run().value(),
                row.state().name().toLowerCase(Locale.ROOT), row.arms(), count.done(), count.total(), outcomes,
                row.problem(), row.startedBy(), row.createdAt(), row.updatedAt(), whole
                        ? new Report(store.rows(row.id())).figures()
                        : List.of());
    }
}
