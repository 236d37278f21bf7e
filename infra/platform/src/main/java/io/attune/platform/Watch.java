package io.attune.platform;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import io.attune.kernel.PlatformException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for work again and again: when it is started, after each pause, and when it is woken; one look at a time, on a
 * daemon thread of its own. What a look throws is logged once and by its kind alone, for its words may hold what nobody shall
 * read, and the next look comes all the same. Thread-safe; may be started again after it was stopped.
 */
public final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    private final String name;
    private final Duration pause;
    private final Runnable look;
    private @Nullable ScheduledExecutorService thread;
    private final AtomicBoolean woken = new AtomicBoolean();
    private volatile String trouble = "";

    /**
     * @param name of the thread, and in the log
     * @param pause from the end of a look to the next
     */
    public Watch(String name, Duration pause, Runnable look) {
        this.name = name;
        this.pause = pause;
        this.look = look;
    }

    public synchronized void start() {
        if (thread == null) {
            thread = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name(name).factory());
            var _ = thread.scheduleWithFixedDelay(this::lookSafely, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** Interrupts a look that is under way and does not wait for it. */
    public synchronized void stop() {
        if (thread != null) {
            thread.shutdownNow();
            thread = null;
            woken.set(false);
        }
    }

    public synchronized boolean isRunning() {
        return thread != null;
    }

    /** Looks once as soon as the look under way, if any, has ended, however often it is woken. Does nothing while stopped. */
    public synchronized void wake() {
        if (thread != null && woken.compareAndSet(false, true)) {
            try {
                thread.execute(this::lookSafely);
            } catch (RejectedExecutionException e) {
                log.debug("{} is stopping", name);
            }
        }
    }

    /** A timer never repeats what has thrown, and all would stand still from then on. */
    private void lookSafely() {
        String now = "";
        woken.set(false);
        try {
            look.run();
        } catch (RuntimeException e) {
            now = e instanceof PlatformException known ? known.code().value() : e.getClass().getSimpleName();
        }
        if (!now.equals(trouble)) {
            log.warn("{}: {}", name, now.isEmpty() ? "works again" : "cannot look for work now, " + now);
            trouble = now;
        }
    }
}
