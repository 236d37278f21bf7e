package io.attune.bench.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

import io.attune.bench.submission.Point.Act;
import io.attune.bench.submission.Point.Side;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.Installation;
import io.attune.kernel.RunId;
import io.attune.provider.RunKey;
import org.jspecify.annotations.Nullable;

/** Two nodes, of which one is struck while runs stand at their points, and what becomes of the runs then. */
public final class Strikes implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);
    private static final Duration LEASE = Duration.ofSeconds(10);
    /** Nothing moves any more but what waits for its time. */
    private static final Duration QUIET = Duration.ofSeconds(2);
    /** Well within a lease, so that what is held is not claimed anew. */
    private static final Duration HOLD_MAX = Duration.ofSeconds(6);
    private static final Duration HELD_WITHIN = Duration.ofSeconds(75);
    /** The create's deadline, its longest flight and the adapter's visibility delay are 40 s. */
    private static final Duration OTHERS_WORK = Duration.ofSeconds(70);
    private static final Duration END_WITHIN = Duration.ofSeconds(150);
    private static final int ROUNDS_MAX = 6;
    private static final Duration SETTLES = Duration.ofSeconds(1);
    /** Time enough to hold a hundred runs at once within their leases. */
    static final Map<String, String> ROOMY = Map.of("attune.runs.lease", LEASE.toSeconds() + "s",
            "attune.runs.send-deadline", "5s", "attune.runs.talks", "120", "attune.runs.polls-per-second", "200",
            "spring.datasource.hikari.maximum-pool-size", "48", "logging.level.io.attune", "warn");

    private final Ground ground;
    private final Consumer<String> progress;
    private final Node first;
    private final Node other;
    private final String template;
    private final List<Course> open = new ArrayList<>();
    private long runs;

    /** Where a run is to be struck, and under which trouble; {@code point} is null for one that is left in peace. */
    record Aim(Trouble trouble, @Nullable Point point) {}

    /**
     * Starts what the platform stands on, and the platform.
     *
     * @param settings of the platform, beside those that say where everything is
     */
    public static Strikes begin(Installation installation, Path folder, Map<String, String> settings,
            Consumer<String> progress) throws IOException, SQLException {
        Ground ground = new Ground(installation, folder);
        try {
            return new Strikes(installation, folder, ground, settings, progress);
        } catch (IOException | SQLException | RuntimeException e) {
            ground.close();
            throw e;
        }
    }

    private Strikes(Installation installation, Path folder, Ground ground, Map<String, String> settings,
            Consumer<String> progress) throws IOException, SQLException {
        this.ground = ground;
        this.progress = progress;
        first = new Node(installation, folder.resolve("first"), ground, true, settings);
        other = new Node(installation, folder.resolve("other"), ground, false, settings);
        try {
            progress.accept("a first run through the whole platform");
            first.start();
            template = ground.firstRun(first);
        } catch (IOException | SQLException | RuntimeException e) {
            first.close();
            other.close();
            throw e;
        }
    }

    /** The courses of runs that nobody strikes, one for each trouble of one list delay. */
    List<Course> undisturbed(List<Trouble> troubles) throws SQLException {
        List<Course> courses = begin(troubles.stream().map(trouble -> new Aim(trouble, null)).toList());
        awaitEnds(courses);
        return courses;
    }

    /**
     * Sends runs on their way, all of one list delay, and strikes the process that works on them as soon as they stand at
     * their points. Those that come to theirs later are struck with the next ones, or in {@link #settle(Blow)}.
     */
    void strike(Blow blow, List<Aim> aims) throws IOException, SQLException {
        if (blow == Blow.STALL) {
            other.startStopped();
        }
        open.addAll(begin(aims));
        if (awaitHolds()) {
            deal(blow);
        }
    }

    /** Strikes those that come late, waits for what becomes of all, and judges it. */
    Tally settle(Blow blow) throws IOException, SQLException {
        for (int round = 1; round <= ROUNDS_MAX && awaitHolds(); round++) {
            deal(blow);
        }
        other.goOn();
        awaitEnds(open);
        other.stop();
        Tally tally = judge(open);
        open.clear();
        return tally;
    }

    private void deal(Blow blow) throws IOException, SQLException {
        if (blow == Blow.KILL) {
            kill();
        } else {
            stall();
        }
    }

    /** Runs whose creates' answers are all lost, or whatever else the trouble is, with nobody striking. */
    Tally suffer(Trouble trouble, int count) throws SQLException {
        List<Aim> aims = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            aims.add(new Aim(trouble, null));
        }
        List<Course> courses = begin(aims);
        awaitEnds(courses);
        return judge(courses);
    }

    /**
     * How long runs that a node had leased when it died wait for another node that lives. Their jobs are made, so that the
     * other finds them at once.
     *
     * @return from the signal to the claim of the last one
     */
    Duration resumption(int leased) throws IOException, SQLException {
        other.startStopped();
        List<Course> courses = begin(Collections.nCopies(leased, new Aim(Trouble.NONE, new Point(Act.REQUEST, 1,
                Side.AFTER))));
        open.addAll(courses);
        awaitHolds();
        open.clear();
        other.goOn();
        Pause.real().await(SETTLES);
        long killed = System.nanoTime();
        first.kill();
        ground.courses().release();
        awaitEnds(courses);
        long last = 0;
        for (Course course : courses) {
            Courses.Claimed claimed = ground.courses().firstClaim(course.run(), other.life());
            if (claimed == null || ended(List.of(course)).isEmpty()) {
                throw new IOException(course + " was not resumed: " + ground.standings(ids(courses)));
            }
            last = Math.max(last, claimed.nanos() - killed);
        }
        other.stop();
        first.start();
        return Duration.ofNanos(last);
    }

    private List<Course> begin(List<Aim> aims) throws SQLException {
        List<Course> courses = aims.stream().map(aim -> new Course(RunId.of(new UUID(0x5eed, ++runs)).value(),
                aim.trouble(), aim.point())).toList();
        ground.vendor().faults().clear();
        ground.vendor().faults().listDelay(aims.getFirst().trouble().listDelay());
        ground.courses().follow(courses);
        ground.seed(template, ids(courses));
        return courses;
    }

    /** Whether there is something to strike: all that may be held is, or has been held long enough. */
    private boolean awaitHolds() throws SQLException {
        Courses courses = ground.courses();
        Duration waited = Duration.ZERO;
        Duration held = Duration.ZERO;
        while (waited.compareTo(HELD_WITHIN) < 0) {
            Set<String> ended = ended(open);
            int holding = courses.count(open, Course::isHeld);
            int coming = courses.count(open, course -> !course.isHeld() && !course.isStruck() && !ended.contains(
                    course.run()));
            if (holding > 0 && (coming == 0 || held.compareTo(HOLD_MAX) >= 0 || courses.quiet().compareTo(
                    QUIET) >= 0)) {
                return true;
            }
            if (holding == 0 && coming == 0) {
                return false;
            }
            Pause.real().await(LOOK_EVERY);
            waited = waited.plus(LOOK_EVERY);
            held = holding > 0 ? held.plus(LOOK_EVERY) : Duration.ZERO;
        }
        return courses.count(open, Course::isHeld) > 0;
    }

    private void kill() throws IOException {
        first.kill();
        ground.courses().release();
        first.start();
    }

    private void stall() throws IOException, SQLException {
        first.stop();
        other.goOn();
        List<Course> free = open.stream().filter(course -> course.isHeld() && !locksItsRow(course)).toList();
        awaitEnds(free, LEASE.plus(OTHERS_WORK));
        other.stop();
        first.goOn();
        ground.courses().release();
    }

    /** A transaction that is not over keeps others from its run, however long its process stands still. */
    private static boolean locksItsRow(Course course) {
        Point aim = course.aim();
        return aim != null && aim.side() == Side.BEFORE && aim.act() != Act.REQUEST;
    }

    private void awaitEnds(List<Course> courses) throws SQLException {
        awaitEnds(courses, END_WITHIN);
    }

    private void awaitEnds(Collection<Course> courses, Duration most) throws SQLException {
        Duration waited = Duration.ZERO;
        while (ended(courses).size() < courses.size() && waited.compareTo(most) < 0) {
            Pause.real().await(LOOK_EVERY);
            waited = waited.plus(LOOK_EVERY);
        }
    }

    private Set<String> ended(Collection<Course> courses) throws SQLException {
        Set<String> ended = new HashSet<>();
        ground.standings(ids(courses)).forEach((run, standing) -> {
            if (standing.isEnded()) {
                ended.add(run);
            }
        });
        return ended;
    }

    private Tally judge(List<Course> courses) throws SQLException {
        Map<String, Ground.Standing> standings = ground.standings(ids(courses));
        List<String> failures = new ArrayList<>();
        int paidMost = 0;
        int unpaid = 0;
        int open = 0;
        for (Course course : courses) {
            int paid = ground.vendor().paidJobs(new RunKey(course.run()));
            Ground.Standing standing = Objects.requireNonNull(standings.get(course.run()));
            boolean isOpen = !standing.isEnded() && !(standing.state().equals("IN_DOUBT")
                    && !standing.reason().isBlank());
            paidMost = Math.max(paidMost, paid);
            unpaid += paid == 0 ? 1 : 0;
            open += isOpen ? 1 : 0;
            if (paid != 1 || isOpen) {
                failures.add(course.trouble() + ", " + course.aim() + ": " + paid + " jobs, " + standing);
            }
        }
        failures.forEach(progress);
        List<Aim> missed = courses.stream().filter(course -> course.aim() != null && !course.isStruck()).map(
                course -> new Aim(course.trouble(), course.aim())).toList();
        return new Tally(courses.size(), missed, paidMost, unpaid, open,
                ground.trainingsCharged(ids(courses)), failures);
    }

    private static List<String> ids(Collection<Course> courses) {
        return courses.stream().map(Course::run).toList();
    }

    Ground ground() {
        return ground;
    }

    @Override
    public void close() throws SQLException {
        first.close();
        other.close();
        ground.close();
    }
}
