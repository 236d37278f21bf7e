package io.attune.orchestrator.view;

import io.attune.kernel.RunId;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.stage.Waivers;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Gates that people let a version pass. */
@RestController
class WaiverController {
    private final Waivers waivers;

    WaiverController(Waivers waivers) {
        this.waivers = waivers;
    }

    /** @param reason why the version may be promoted although the gate does not hold */
    record Wish(String reason) {}

    record Waived(String id, RunState state) {}

    /** Waives a gate, numbered from 1 as the run shows them; kept with the run and audited. */
    @PostMapping("/api/v1/runs/{id}/gates/{number}/waive")
    Waived waive(Caller caller, @PathVariable String id, @PathVariable int number, @RequestBody Wish wish) {
        caller.require(Permission.APPROVER);
        Run run = waivers.waive(caller.project(), new RunId(id), number, wish.reason(), caller.name());
        return new Waived(run.id().value(), run.state());
    }
}
