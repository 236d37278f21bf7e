package io.attune.orchestrator.view;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.attune.kernel.RunId;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunStore;
import io.attune.orchestrator.run.Runs;
import io.attune.platform.Caller;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A run's history as server-sent events; a client that comes back says the last sequence it saw. */
@RestController
class RunStream {
    private static final Duration LONGEST = Duration.ofMinutes(30);
    private static final long LOOK_EVERY_MILLIS = 500;

    private final Runs runs;
    private final RunStore store;
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1,
            Thread.ofPlatform().daemon().name("run-stream").factory());

    RunStream(Runs runs, RunStore store) {
        this.runs = runs;
        this.store = store;
    }

    @GetMapping(path = "/api/v1/runs/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(Caller caller, @PathVariable String id,
            @RequestHeader(name = "Last-Event-ID", defaultValue = "0") long lastSeen) {
        Run run = runs.get(caller.project(), new RunId(id));
        SseEmitter emitter = new SseEmitter(LONGEST.toMillis());
        AtomicLong seen = new AtomicLong(lastSeen);
        AtomicReference<@Nullable ScheduledFuture<?>> looking = new AtomicReference<>();
        Runnable end = () -> {
            ScheduledFuture<?> future = looking.get();
            if (future != null) {
                future.cancel(false);
            }
        };
        emitter.onCompletion(end);
        emitter.onTimeout(end);
        looking.set(timer.scheduleWithFixedDelay(() -> send(run, seen, emitter), 0, LOOK_EVERY_MILLIS,
                TimeUnit.MILLISECONDS));
        return emitter;
    }

    private void send(Run run, AtomicLong seen, SseEmitter emitter) {
        try {
            boolean ended = runs.get(run.project(), run.id()).state().isTerminal();
            for (RunStore.RunLine line : store.lines(run, seen.get(), 200)) {
                emitter.send(SseEmitter.event().id(Long.toString(line.sequence())).name(line.kind()).data(line));
                seen.set(line.sequence());
            }
            if (ended) {
                emitter.complete();
            }
        } catch (IOException | RuntimeException e) {
            emitter.completeWithError(e);
        }
    }
}
