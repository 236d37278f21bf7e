package io.attune.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Schedules over HTTP. */
@RestController
@RequestMapping("/api/v1/schedules")
class ScheduleController {
    private static final int FIRINGS_MAX = 200;
    private static final int DAYS_MAX = 400;
    private static final int KEY_MAX = 200;

    private final Schedules schedules;
    private final Backfills backfills;

    ScheduleController(Schedules schedules, Backfills backfills) {
        this.schedules = schedules;
        this.backfills = backfills;
    }

    record Page<T>(List<T> items, @Nullable String nextCursor) {
        static <T> Page<T> whole(List<T> items) {
            return new Page<>(items, null);
        }
    }

    record Backfill(@Nullable Instant from, @Nullable Instant to) {}

    @GetMapping
    Page<ScheduleView> list(Caller caller) {
        caller.require(Permission.VIEWER);
        return Page.whole(schedules.list(caller.project()));
    }

    @GetMapping("/{recipe}")
    ResponseEntity<ScheduleView> show(Caller caller, @PathVariable String recipe) {
        caller.require(Permission.VIEWER);
        return tagged(schedules.show(caller.project(), recipe));
    }

    @GetMapping("/{recipe}/next")
    Page<DueView> next(Caller caller, @PathVariable String recipe, @RequestParam(defaultValue = "30") int days) {
        caller.require(Permission.VIEWER);
        if (days < 1 || days > DAYS_MAX) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "Days are 1 to " + DAYS_MAX + " and not " + days,
                    "Ask for fewer.");
        }
        return Page.whole(schedules.next(caller.project(), recipe, Duration.ofDays(days)));
    }

    @GetMapping("/{recipe}/firings")
    Page<FiringView> firings(Caller caller, @PathVariable String recipe,
            @RequestParam(required = false) @Nullable Instant cursor, @RequestParam(defaultValue = "50") int limit) {
        caller.require(Permission.VIEWER);
        int size = Math.clamp(limit, 1, FIRINGS_MAX);
        List<Firing> page = schedules.firings(caller.project(), recipe, cursor, size);
        return new Page<>(page.stream().map(FiringView::of).toList(),
                page.size() < size ? null : page.getLast().scheduledAt().toString());
    }

    @GetMapping("/{recipe}/suggestions")
    Page<Suggestion> suggestions(Caller caller, @PathVariable String recipe) {
        caller.require(Permission.VIEWER);
        return Page.whole(schedules.suggestions(caller.project(), recipe));
    }

    @PostMapping("/{recipe}/run-now")
    FiringView runNow(Caller caller, @PathVariable String recipe,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key) {
        caller.require(Permission.EDITOR);
        return FiringView.of(schedules.runNow(caller, recipe, requireKey(key)));
    }

    /** The key is asked for as wherever paid work may start; the due times themselves see to it that each starts once. */
    @PostMapping("/{recipe}/backfill")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Page<FiringView> backfill(Caller caller, @PathVariable String recipe,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody Backfill request) {
        caller.require(Permission.EDITOR);
        requireKey(key);
        Instant from = Optional.ofNullable(request.from()).orElseThrow(() -> missing("from"));
        Instant to = Optional.ofNullable(request.to()).orElseThrow(() -> missing("to"));
        return Page.whole(backfills.backfill(caller, recipe, from, to).stream().map(FiringView::of).toList());
    }

    @PostMapping("/{recipe}/pause")
    ResponseEntity<ScheduleView> pause(Caller caller, @PathVariable String recipe,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        caller.require(Permission.EDITOR);
        return tagged(schedules.pause(caller, recipe, version(ifMatch)));
    }

    @PostMapping("/{recipe}/resume")
    ResponseEntity<ScheduleView> resume(Caller caller, @PathVariable String recipe,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        caller.require(Permission.EDITOR);
        return tagged(schedules.resume(caller, recipe, version(ifMatch)));
    }

    private static ResponseEntity<ScheduleView> tagged(ScheduleView view) {
        return ResponseEntity.ok().eTag("\"" + view.version() + "\"").body(view);
    }

    /** Pausing what is paused already changes nothing, so a condition may be set and need not. */
    private static @Nullable Long version(@Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.equals("*")) {
            return null;
        }
        if (!ifMatch.matches("\"[0-9]{1,18}\"")) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "If-Match is no ETag of a schedule: " + ifMatch,
                    "Send the ETag that GET gave.");
        }
        return Long.valueOf(ifMatch.substring(1, ifMatch.length() - 1));
    }

    private static String requireKey(@Nullable String key) {
        if (key == null || key.isBlank() || key.length() > KEY_MAX) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, "This may start paid work and has no Idempotency-Key",
                    "Send the header Idempotency-Key with 1 to 200 characters, the same when you repeat the request.");
        }
        return key;
    }

    private static PlatformException missing(String name) {
        return new PlatformException(ErrorCode.INVALID_INPUT, "The backfill has no '" + name + "'",
                "Write it as a time like 2026-11-01T00:00:00Z.");
    }
}
