package io.attune.cli.command;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Says something when the process is interrupted while this is open, so that Ctrl-C ends with a sentence that tells how to
 * go on. The exit code 130 is the system's own.
 */
public final class Interruption implements AutoCloseable {
    private final AtomicBoolean open = new AtomicBoolean(true);
    private final Thread hook;

    private Interruption(Cli cli, String sentence) {
        hook = new Thread(() -> {
            if (open.get()) {
                cli.screen().say("");
                cli.screen().say("Interrupted. " + sentence);
            }
        }, "interruption");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Begins; the sentence follows the word "Interrupted." */
    public static Interruption says(Cli cli, String sentence) {
        return new Interruption(cli, sentence);
    }

    @Override
    public void close() {
        open.set(false);
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending already
        }
    }
}
