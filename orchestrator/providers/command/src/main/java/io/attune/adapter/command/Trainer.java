package io.attune.adapter.command;

import java.util.List;
import java.util.Map;

import io.attune.provider.SubmitRequest;

/** What is started in a job's folder, and the files it reads beside the job's own. */
interface Trainer {

    /**
     * Prepares a job for this trainer.
     *
     * @throws Unsupported when it cannot do what is asked
     */
    Prepared prepare(Task task) throws Unsupported;

    /**
     * What shall be trained.
     *
     * @param weights what the trainer loads: a name or a path on its host
     * @param validates whether {@code data/validation.jsonl} is there
     */
    record Task(SubmitRequest request, String weights, int gpus, boolean validates) {}

    /**
     * How it is started.
     *
     * @param command the program and its arguments, run in the job's folder
     * @param files its own files by name
     */
    record Prepared(List<String> command, Map<String, String> files) {}

    /** The trainer cannot do what is asked. */
    final class Unsupported extends RuntimeException {
        Unsupported(String message) {
            super(message);
        }
    }

    /** A command that reads {@code job.json}. */
    record Own(List<String> command) implements Trainer {
        @Override
        public Prepared prepare(Task task) {
            return new Prepared(command, Map.of());
        }
    }
}
