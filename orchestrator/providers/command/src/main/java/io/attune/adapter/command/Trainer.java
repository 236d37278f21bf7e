package io.attune.adapter.command;

import java.util.List;
import java.util.Map;

import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainerChoice;

/** What is started in a job's folder, and the files it reads beside the job's own. */
interface Trainer {

    /** By which jobs ask for it, such as {@code axolotl}. */
    String word();

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
        static final String CONFIG = "trainer.yaml";

        @Override
        public String word() {
            return "command";
        }

        /** What a job says to it is the operator's program's to judge. */
        @Override
        public Prepared prepare(Task task) {
            TrainerChoice choice = task.request().trainer();
            String config = choice == null ? null : choice.config();
            return new Prepared(command, config == null ? Map.of() : Map.of(CONFIG, config + "\n"));
        }
    }
}
