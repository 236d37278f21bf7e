package io.attune.sandbox.trainer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

import io.attune.sandbox.trainer.TrainerException.Kind;
import io.attune.sandbox.trainer.wire.Answer;
import io.attune.sandbox.trainer.wire.Call;
import org.jspecify.annotations.Nullable;

/** A training in a child process, and the thread on which its listener hears of it. */
final class RunningTraining implements TrainingHandle {

    private final TrainingListener listener;
    private final Path folder;
    private final LinkedBlockingQueue<Answer> heard = new LinkedBlockingQueue<>();
    private final CompletableFuture<TrainingOutcome> outcome = new CompletableFuture<>();
    private @Nullable ChildProcess process;
    private long number;
    private boolean cancelled;

    RunningTraining(TrainingListener listener, Path folder) {
        this.listener = listener;
        this.folder = folder;
        Thread.ofVirtual().name("training-listener").start(this::tell);
    }

    /** The folder in which the child leaves its checkpoints. */
    Path folder() {
        return folder;
    }

    synchronized void submittedTo(ChildProcess child, long callNumber) {
        process = child;
        number = callNumber;
        if (cancelled) {
            child.tell(new Call.Cancel(callNumber));
        }
    }

    void hear(Answer answer) {
        heard.add(answer);
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        if (process != null) {
            process.tell(new Call.Cancel(number));
        }
    }

    @Override
    public CompletableFuture<TrainingOutcome> outcome() {
        return outcome.copy();
    }

    private void tell() {
        TrainingOutcome result;
        try {
            result = tellAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = new TrainingOutcome.Failed(Kind.INTERNAL, "The listener was interrupted");
        } catch (RuntimeException e) {
            cancel();
            result = new TrainingOutcome.Failed(Kind.INTERNAL, "The training's listener failed: " + e);
        }
        ScratchFolders.delete(folder);
        outcome.complete(result);
    }

    private TrainingOutcome tellAll() throws InterruptedException {
        while (true) {
            switch (heard.take()) {
                case Answer.Event event -> {
                    listener.on(event.event());
                    discardFiles(event.event());
                }
                case Answer.Ended ended -> {
                    return ended.outcome();
                }
                case Answer.Refused refused -> {
                    return new TrainingOutcome.Failed(refused.kind(), refused.message());
                }
                case Answer other -> throw new IllegalStateException("A training was answered with " + other);
            }
        }
    }

    private static void discardFiles(TrainingEvent event) {
        if (event instanceof TrainingEvent.EpochEnded end) {
            try {
                Files.deleteIfExists(end.checkpoint().weights());
                Files.deleteIfExists(end.checkpoint().optimizerState());
            } catch (IOException e) {
                // The whole folder is deleted in the end; what cannot be deleted now takes space until then.
                System.getLogger(RunningTraining.class.getName()).log(System.Logger.Level.DEBUG, "Not deleted yet", e);
            }
        }
    }
}
