package io.attune.orchestrator.schedule;

import java.util.List;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Schedules over HTTP. */
@RestController
@RequestMapping("/api/v1/schedules")
class ScheduleController {
    private static final int FIRINGS_SHOWN = 50;

    private final Schedules schedules;

    ScheduleController(Schedules schedules) {
        this.schedules = schedules;
    }

    record Page<T>(List<T> items) {}

    @GetMapping
    Page<ScheduleView> list(Caller caller) {
        caller.require(Permission.VIEWER);
        return new Page<>(schedules.list(caller.project()));
    }

    @GetMapping("/{recipe}")
    ScheduleView show(Caller caller, @PathVariable String recipe) {
        caller.require(Permission.VIEWER);
        return schedules.show(caller.project(), recipe);
    }

    @GetMapping("/{recipe}/firings")
    Page<FiringView> firings(Caller caller, @PathVariable String recipe) {
        caller.require(Permission.VIEWER);
        return new Page<>(schedules.firings(caller.project(), recipe, FIRINGS_SHOWN).stream().map(
                FiringView::of).toList());
    }

    @PostMapping("/{recipe}/run-now")
    FiringView runNow(Caller caller, @PathVariable String recipe,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        caller.require(Permission.EDITOR);
        if (key == null || key.isBlank() || key.length() > 200) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "This may start paid work and has no Idempotency-Key",
                    "Send the header Idempotency-Key with 1 to 200 characters, the same when you repeat the request.");
        }
        return FiringView.of(schedules.runNow(caller, recipe, key));
    }

    @PostMapping("/{recipe}/pause")
    ScheduleView pause(Caller caller, @PathVariable String recipe) {
        caller.require(Permission.EDITOR);
        return schedules.pause(caller, recipe);
    }

    @PostMapping("/{recipe}/resume")
    ScheduleView resume(Caller caller, @PathVariable String recipe) {
        caller.require(Permission.EDITOR);
        return schedules.resume(caller, recipe);
    }
}
