package io.attune.orchestrator.view;

import io.attune.orchestrator.stage.Comparison;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Quotes of recipes without a run. Nothing is held and nothing is spent. */
@RestController
class QuoteController {
    private final Comparison comparison;

    QuoteController(Comparison comparison) {
        this.comparison = comparison;
    }

    /** @param compare whether every target is quoted, or the first alone */
    @GetMapping("/api/v1/quotes")
    Comparison.Compared quote(Caller caller, @RequestParam String recipe,
            @RequestParam(defaultValue = "false") boolean compare) {
        caller.require(Permission.VIEWER);
        return comparison.compare(caller.project(), recipe, compare);
    }
}
