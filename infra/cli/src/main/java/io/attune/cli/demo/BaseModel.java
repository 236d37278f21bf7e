package io.attune.cli.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.LocalPlatform;
import io.attune.cli.processes.Watcher;
import io.attune.cli.terminal.Format;
import tools.jackson.databind.JsonNode;

/** The sandbox's base model, which is trained once on each data folder. */
final class BaseModel {
    private static final Duration LOOK_EVERY = Duration.ofMillis(300);
    private static final Duration LIMIT = Duration.ofMinutes(20);

    private final LocalPlatform platform;
    private final Pause pause;
    private final InstantSource clock;

    BaseModel(LocalPlatform platform, Pause pause, InstantSource clock) {
        this.platform = platform;
        this.pause = pause;
        this.clock = clock;
    }

    /**
     * Waits until the base model can be used.
     *
     * @return one line that says so
     * @throws CliException when its preparation failed, with the sandbox's words
     */
    String await(Watcher watcher) {
        Instant giveUp = clock.instant().plus(LIMIT);
        while (clock.instant().isBefore(giveUp)) {
            JsonNode progress = platform.baseModelProgress().orElseGet(Json::object);
            String note = Json.text(progress, "/note");
            if (Json.text(progress, "/stage").equals("base-model")) {
                if (note.equals("ready")) {
                    return "base model attune-mini is ready, " + Format.count(Json.whole(progress, "/total"))
                            + " steps";
                }
                if (note.startsWith("failed")) {
                    throw new CliException(ExitCode.OUTSIDE, "The sandbox's base model could not be prepared",
                            List.of(note), "See the sandbox's log; the platform works with any other provider.", null);
                }
            }
            watcher.waiting("Base model" + (note.isEmpty() || note.startsWith("/") ? "" : ": " + note),
                    Json.whole(progress, "/done"), Json.whole(progress, "/total") > 1
                            ? Json.whole(progress, "/total")
                            : 0);
            pause.await(LOOK_EVERY);
        }
        throw new CliException(ExitCode.OUTSIDE, "The base model was not ready after " + LIMIT.toMinutes() + " minutes",
                "Look at ./attune status, then try again.");
    }
}
