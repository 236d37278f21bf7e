package io.attune.orchestrator.view;

import io.attune.kernel.Money;
import io.attune.kernel.RunId;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.stage.Overruns;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Decisions about runs that cost more than they hold. */
@RestController
class OverrunController {
    private final Overruns overruns;

    OverrunController(Overruns overruns) {
        this.overruns = overruns;
    }

    /** @param hold what is held beside what is held now; what is missing and as much again unless said */
    record GoOn(@Nullable Money hold) {}

    record Decided(String id, RunState state) {}

    /** Lets a run go on with a larger hold. To stop it, cancel the run. */
    @PostMapping("/api/v1/runs/{id}/overrun")
    Decided goOn(Caller caller, @PathVariable String id, @RequestBody GoOn wish) {
        caller.require(Permission.APPROVER);
        Run run = overruns.letGoOn(caller.project(), new RunId(id), wish.hold(), caller.name());
        return new Decided(run.id().value(), run.state());
    }
}
