package io.attune.bench.submission;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;

import io.attune.bench.submission.Point.Act;
import io.attune.bench.submission.Point.Side;
import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Operation;
import org.jspecify.annotations.Nullable;

/** The runs that are looked at. The proxies report here what passes, and wait here with what is held. Thread-safe. */
final class Courses {
    private final Map<String, Course> byRun = new HashMap<>();
    private final Map<String, List<Claimed>> claims = new HashMap<>();
    private long lastNanos = System.nanoTime();

    /** What was held never goes on. */
    static final class Dropped extends IOException {
        Dropped() {
            super("dropped on purpose");
        }
    }

    /** A claim of a run: by which life, and when it was durable. */
    record Claimed(Life by, long nanos) {}

    synchronized void follow(Collection<Course> courses) {
        courses.forEach(course -> byRun.put(course.run(), course));
    }

    synchronized @Nullable Fault takeFault(String run, Operation operation) {
        Course course = byRun.get(run);
        return course == null ? null : course.takeFault(operation);
    }

    /** The first claim of a run in a life, or null. */
    synchronized @Nullable Claimed firstClaim(String run, Life life) {
        return claims.getOrDefault(run, List.of()).stream().filter(claim -> claim.by() == life).findFirst().orElse(
                null);
    }

    /**
     * An act is about to be done. Returns when it may be, which is at once unless one of the runs is to be held here. A
     * request that was held is lost on its way, whatever becomes of the process.
     *
     * @throws Dropped when it must not be done any more
     */
    synchronized void before(Life life, Collection<String> runs, Act act, String what) throws Dropped {
        List<Course> known = known(runs);
        boolean wasHeld = pass(life, known, act, Side.BEFORE, what);
        if (act == Act.REQUEST && wasHeld) {
            throw new Dropped();
        }
        known.forEach(course -> course.goesOn(act));
    }

    /** An act was done; returns when the platform may hear of it. Before a claim nobody knows whose it is. */
    synchronized void after(Life life, Collection<String> runs, Act act, String what) throws Dropped {
        if (act == Act.CLAIM) {
            runs.forEach(run -> claims.computeIfAbsent(run, r -> new ArrayList<>()).add(new Claimed(life,
                    System.nanoTime())));
        }
        List<Course> known = known(runs);
        if (act == Act.CLAIM) {
            known.forEach(course -> course.goesOn(act));
        }
        boolean _ = pass(life, known, act, Side.AFTER, what);
    }

    private List<Course> known(Collection<String> runs) {
        return runs.stream().map(byRun::get).filter(Objects::nonNull).distinct().toList();
    }

    /** Whether it was held. */
    private boolean pass(Life life, List<Course> courses, Act act, Side side, String what) throws Dropped {
        if (life.isOver()) {
            throw new Dropped();
        }
        boolean hold = false;
        for (Course course : courses) {
            hold |= course.reaches(life, act, side, what);
            lastNanos = System.nanoTime();
        }
        notifyAll();
        try {
            while (courses.stream().anyMatch(course -> course.isHeldBy(life)) && !life.isOver()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Dropped();
        }
        if (life.isOver()) {
            throw new Dropped();
        }
        return hold;
    }

    /** How long nothing has passed. */
    synchronized Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - lastNanos);
    }

    /** Everything held goes on, or is dropped when its life is over. */
    synchronized void release() {
        byRun.values().forEach(Course::release);
        lastNanos = System.nanoTime();
        notifyAll();
    }

    /** How many of these are such. */
    synchronized int count(Collection<Course> courses, Predicate<Course> such) {
        return (int) courses.stream().filter(such).count();
    }
}
