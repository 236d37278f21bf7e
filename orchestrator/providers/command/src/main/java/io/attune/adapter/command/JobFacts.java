package io.attune.adapter.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;

import io.attune.provider.RunKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What a job's folder and its scheduler say.
 *
 * @param word the outcome when it ended, else the scheduler's own word
 * @param createdAt when it was asked for, on our clock
 * @param begunAt when its trainer began, on its host's clock; null before
 * @param endedAt when its trainer ended, on its host's clock; null before
 * @param status the trainer's exit status, null before
 * @param gpus how many it holds
 * @param cancelled whether somebody asked to stop it
 * @param storing whether the result is being digested
 * @param signOfLife whether the trainer wrote a metric or a heartbeat
 * @param tokens trained until now as the trainer counts them, null when it does not
 * @param failure what the trainer wrote about why it failed, empty when nothing
 */
record JobFacts(RunKey key, String word, Instant createdAt, @Nullable Instant begunAt, @Nullable Instant endedAt,
        @Nullable Integer status, int gpus, boolean cancelled, boolean storing, boolean signOfLife,
        @Nullable Long tokens, String failure) {

    /** The facts lack what every job has. */
    static final class Malformed extends Exception {
        Malformed(String message) {
            super(message);
        }
    }

    static JobFacts read(Answer answer) throws Malformed {
        String[] exit = answer.fact("exit").split(" ");
        boolean ended = exit.length == 3;
        try {
            return new JobFacts(new RunKey(answer.fact("key")), answer.fact("word"),
                    Instant.parse(answer.fact("created")), seconds(answer.fact("begun")), ended
                            ? seconds(exit[2])
                            : null,
                    ended ? Integer.valueOf(exit[1]) : null, Integer.parseInt(answer.fact("gpus")),
                    answer.has("cancel"), answer.has("storing"), answer.has("sign"), tokens(answer),
                    answer.decoded("failure"));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new Malformed("the facts of job " + answer.fact("key") + " are not whole: " + e.getMessage());
        }
    }

    JobFacts withWord(String other) {
        return new JobFacts(key, other, createdAt, begunAt, endedAt, status, gpus, cancelled, storing, signOfLife,
                tokens, failure);
    }

    JobFacts withFailure(String other) {
        return new JobFacts(key, word, createdAt, begunAt, endedAt, status, gpus, cancelled, storing, signOfLife,
                tokens, other);
    }

    /** How long the job held its machines, until it ended or until now. */
    Duration held(Instant now) {
        if (begunAt == null) {
            return Duration.ZERO;
        }
        Duration held = Duration.between(begunAt, endedAt == null ? now : endedAt);
        return held.isNegative() ? Duration.ZERO : held;
    }

    private static @Nullable Instant seconds(String text) {
        return text.isEmpty() ? null : Instant.ofEpochSecond(Long.parseLong(text));
    }

    private static @Nullable Long tokens(Answer answer) {
        Long tokens = null;
        for (String line : answer.decoded("metrics").split("\n")) {
            try {
                JsonNode said = Json.MAPPER.readTree(line).path("tokens");
                if (said.isNumber() && said.longValue() >= 0) {
                    tokens = said.longValue();
                }
            } catch (JacksonException e) {
                // the first line of a tail may lack its beginning, the last its end
            }
        }
        return tokens;
    }
}
