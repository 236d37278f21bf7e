package io.attune.orchestrator.view;

import java.util.List;
import java.util.Map;

import io.attune.kernel.RunId;
import io.attune.orchestrator.evaluation.EvaluatedAnswers;
import io.attune.orchestrator.evaluation.EvaluationId;
import io.attune.orchestrator.evaluation.Evaluations;
import io.attune.orchestrator.evaluation.Report;
import io.attune.orchestrator.run.Attempts;
import io.attune.orchestrator.run.RetryStep;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunGroups;
import io.attune.orchestrator.run.RunStore;
import io.attune.orchestrator.run.Runs;
import io.attune.orchestrator.run.StartWish;
import io.attune.orchestrator.stage.TrainingStore;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import io.attune.provider.MetricPoint;
import io.attune.registry.Ledger;
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

@RestController
@RequestMapping("/api/v1/runs")
class RunController {
    private static final int PAGE_MAX = 200;

    private final Runs runs;
    private final RunStore store;
    private final TrainingStore training;
    private final Evaluations evaluations;
    private final EvaluatedAnswers answers;
    private final Ledger ledger;
    private final Attempts attempts;
    private final RunGroups groups;

    RunController(Runs runs, RunStore store, TrainingStore training, Evaluations evaluations, EvaluatedAnswers answers,
            Ledger ledger, Attempts attempts, RunGroups groups) {
        this.runs = runs;
        this.store = store;
        this.training = training;
        this.evaluations = evaluations;
        this.answers = answers;
        this.ledger = ledger;
        this.attempts = attempts;
        this.groups = groups;
    }

    record Page<T>(List<T> items, @Nullable String nextCursor) {}

    /**
     * @param target the one target to train at, null for what the recipe says
     * @param force whether to train even what equals the version in service; not unless said
     * @param priority among the runs that wait for a slot, 0 unless said; higher goes first
     */
    record StartRequest(String recipe, @Nullable String target, @Nullable Boolean force,
            @Nullable Integer priority) {
        StartWish wish() {
            return new StartWish(recipe, target, Boolean.TRUE.equals(force), priority == null ? 0 : priority);
        }
    }

    /** @param from the step to begin at: curate, check, quote or evaluate */
    record RetryRequest(String from) {}

    record ElsewhereRequest(String target) {}

    record Decision(boolean train) {}

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView start(Caller caller, @RequestHeader("Idempotency-Key") String key, @RequestBody StartRequest request) {
        caller.require(Permission.EDITOR);
        return view(runs.start(caller.project(), request.wish(), caller.name(), key));
    }

    @PostMapping("/{id}/retry")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView retry(Caller caller, @RequestHeader("Idempotency-Key") String key, @PathVariable String id,
            @RequestBody RetryRequest request) {
        caller.require(Permission.EDITOR);
        return view(attempts.retry(caller.project(), new RunId(id), RetryStep.parse(request.from()), caller.name(),
                key));
    }

    @PostMapping("/{id}/elsewhere")
    @ResponseStatus(HttpStatus.ACCEPTED)
    RunView elsewhere(Caller caller, @RequestHeader("Idempotency-Key") String key, @PathVariable String id,
            @RequestBody ElsewhereRequest request) {
        caller.require(Permission.EDITOR);
        return view(attempts.elsewhere(caller.project(), new RunId(id), request.target(), caller.name(), key));
    }

    @GetMapping
    Page<RunView> list(Caller caller, @RequestParam(required = false) @Nullable String recipe,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        List<Run> page = store.list(caller.project(), recipe, cursor == null ? null : new RunId(cursor), size);
        return new Page<>(views(page),
                page.size() < size ? null : page.getLast().id().value());
    }

    @GetMapping("/{id}")
    RunView show(Caller caller, @PathVariable String id) {
        return view(find(caller, id));
    }

    @GetMapping("/{id}/events")
    Page<RunStore.RunLine> events(Caller caller, @PathVariable String id,
            @RequestParam(defaultValue = "0") long after) {
        List<RunStore.RunLine> lines = store.lines(find(caller, id), after, PAGE_MAX);
        return new Page<>(lines, lines.isEmpty() ? null : Long.toString(lines.getLast().sequence()));
    }

    @GetMapping("/{id}/metrics")
    Page<MetricPoint> metrics(Caller caller, @PathVariable String id, @RequestParam(defaultValue = "0") int afterStep) {
        return new Page<>(training.metrics(find(caller, id).id(), afterStep), null);
    }

    @GetMapping("/{id}/checkpoints")
    Page<TrainingStore.StoredCheckpoint> checkpoints(Caller caller, @PathVariable String id) {
        return new Page<>(training.checkpoints(find(caller, id).id()), null);
    }

    @GetMapping("/{id}/evaluation")
    Page<Report.Figure> evaluation(Caller caller, @PathVariable String id) {
        return new Page<>(evaluations.report(find(caller, id).id()).figures(), null);
    }

    @GetMapping("/{id}/evaluation/answers")
    EvaluatedAnswers.Page answers(Caller caller, @PathVariable String id,
            @RequestParam(required = false) @Nullable String arm,
            @RequestParam(required = false) @Nullable String suite,
            @RequestParam(required = false) @Nullable String outcome,
            @RequestParam(required = false) @Nullable String slice,
            @RequestParam(required = false) @Nullable String cursor, @RequestParam(defaultValue = "50") int limit) {
        return answers.list(caller.project(), EvaluationId.of(find(caller, id).id()), new EvaluatedAnswers.Filter(arm,
                suite, outcome, slice), cursor, Math.clamp(limit, 1, PAGE_MAX));
    }

    @PostMapping("/{id}/cancel")
    RunView cancel(Caller caller, @PathVariable String id) {
        caller.require(Permission.EDITOR);
        return view(runs.cancel(caller.project(), new RunId(id), caller.name()));
    }

    @PostMapping("/{id}/approve")
    RunView approve(Caller caller, @PathVariable String id) {
        caller.require(Permission.APPROVER);
        return view(runs.approve(caller.project(), new RunId(id), caller.name()));
    }

    @PostMapping("/{id}/decide")
    RunView decide(Caller caller, @PathVariable String id, @RequestBody Decision decision) {
        caller.require(Permission.APPROVER);
        return view(runs.decideTraining(caller.project(), new RunId(id), decision.train(), caller.name()));
    }

    private Run find(Caller caller, String id) {
        return runs.get(caller.project(), new RunId(id));
    }

    private RunView view(Run run) {
        return views(List.of(run)).getFirst();
    }

    private List<RunView> views(List<Run> page) {
        Map<RunId, RunStore.Place> places = store.places(page);
        return page.stream().map(run -> RunView.of(run, store.progress(run).orElse(null), ledger.charges(run.project(),
                run.id()), places.get(run.id()), groups.of(run).map(group -> RunView.Group.of(group, groups.runs(
                        group))).orElse(null))).toList();
    }
}
