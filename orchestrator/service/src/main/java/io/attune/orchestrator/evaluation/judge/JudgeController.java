package io.attune.orchestrator.evaluation.judge;

import java.util.List;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.orchestrator.evaluation.judge.LabelStore.Label;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Win rates, the judge's words, and people's labels of an evaluation. */
@RestController
@RequestMapping("/api/v1/evaluations/{id}")
class JudgeController {
    private static final int PAGE_MAX = 200;
    private static final int LABELS_MAX = 1_000;

    private final WinRates rates;
    private final JudgeStore store;
    private final Labels labels;
    private final LabelStore labelled;

    JudgeController(WinRates rates, JudgeStore store, Labels labels, LabelStore labelled) {
        this.rates = rates;
        this.store = store;
        this.labels = labels;
        this.labelled = labelled;
    }

    record Page<T>(List<T> items, @Nullable String nextCursor) {}

    /** @param labels from 1 to 1000 */
    record LabelRequest(@Nullable List<Labels.Wish> labels) {}

    /** A label as it is shown. */
    record LabelView(String id, String suite, String item, String arm, @Nullable String against, String kind,
            String value, String comment, String person, String at) {

        static LabelView of(Label label) {
            return new LabelView(label.id(), label.suite(), label.item(), label.arm(), label.against(), Labels.word(
                    label.kind()), label.value(), label.comment(), label.person(), label.at().toString());
        }
    }

    @GetMapping("/win-rates")
    Page<WinRates.Figure> winRates(Caller caller, @PathVariable String id) {
        return new Page<>(rates.of(caller.project(), id), null);
    }

    /** Each judged example with the judge's words both ways round. */
    @GetMapping("/verdicts")
    Page<JudgeStore.Browsed> verdicts(Caller caller, @PathVariable String id, @RequestParam String suite,
            @RequestParam String arm, @RequestParam String against,
            @RequestParam(defaultValue = "") String after, @RequestParam(defaultValue = "50") int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        List<JudgeStore.Browsed> page = store.browse(caller.project(), id, suite, arm, against, after, size);
        return new Page<>(page, page.size() < size ? null : page.getLast().item());
    }

    @GetMapping("/labels")
    Page<LabelView> labels(Caller caller, @PathVariable String id, @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "200") int limit) {
        int size = Math.clamp(limit, 1, PAGE_MAX);
        List<LabelView> page = labelled.list(caller.project(), id, after, size).stream().map(LabelView::of).toList();
        return new Page<>(page, page.size() < size ? null : page.getLast().id());
    }

    /** Pairs the caller has not labelled, without the names of the arms. */
    @GetMapping("/labels/sample")
    Page<Labels.Blind> sample(Caller caller, @PathVariable String id, @RequestParam(defaultValue = "50") int size) {
        return new Page<>(labels.sample(caller.project(), id, caller.name(), Math.clamp(size, 1, LABELS_MAX)), null);
    }

    @PostMapping("/labels")
    @ResponseStatus(HttpStatus.CREATED)
    Page<LabelView> label(Caller caller, @PathVariable String id, @RequestBody LabelRequest request) {
        caller.require(Permission.EDITOR);
        List<Labels.Wish> wishes = request.labels() == null ? List.of() : request.labels();
        if (wishes.isEmpty() || wishes.size() > LABELS_MAX) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "There are " + wishes.size()
                    + " labels in the request",
                    "Send from 1 to " + LABELS_MAX + " under 'labels'.");
        }
        return new Page<>(labels.add(caller.project(), id, caller.name(), wishes).stream().map(LabelView::of).toList(),
                null);
    }
}
