package io.attune.bench.submission;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.attune.bench.submission.Point.Act;
import io.attune.bench.submission.Point.Side;
import io.attune.bench.submission.Strikes.Aim;

/** Troubles × points: which there are, and in which groups they are struck. */
final class Matrix {
    /** As many connections as a platform's pool has may be held in a write, and a few more are needed. */
    private static final int GROUP_MAX = 90;
    private static final int STORES_MAX = 36;
    /** How often a run is sent on its way to a point that others of the group did not let it reach. */
    private static final int TURNS = 3;

    private final Map<Trouble, List<Point>> points;

    private Matrix(Map<Trouble, List<Point>> points) {
        this.points = points;
    }

    /**
     * Looks where undisturbed runs pass.
     *
     * @param whole whether every point until the run's end counts, or those of the submission proper, until the job is read
     *        for the first time
     */
    static Matrix of(Strikes strikes, List<Trouble> troubles, boolean whole) throws SQLException {
        Map<Trouble, List<Point>> points = new LinkedHashMap<>();
        for (List<Trouble> alike : byListDelay(troubles).values()) {
            for (Course course : strikes.undisturbed(alike)) {
                points.put(course.trouble(), points(course, whole));
            }
        }
        return new Matrix(points);
    }

    private static Map<Duration, List<Trouble>> byListDelay(List<Trouble> troubles) {
        return troubles.stream().collect(Collectors.groupingBy(Trouble::listDelay, LinkedHashMap::new,
                Collectors.toList()));
    }

    private static List<Point> points(Course course, boolean whole) {
        List<Point> points = new ArrayList<>();
        for (Course.Passed passed : course.passed()) {
            points.add(passed.point());
            boolean reads = passed.what().startsWith("GET ") && passed.what().matches(".*/jobs/[^/?]+");
            if (!whole && reads && passed.point().side() == Side.AFTER) {
                break;
            }
        }
        return points;
    }

    int size() {
        return points.values().stream().mapToInt(List::size).sum();
    }

    /** The points of a trouble. */
    List<Point> of(Trouble trouble) {
        return points.getOrDefault(trouble, List.of());
    }

    /** Strikes at all of them that are wanted. */
    Tally strike(Strikes strikes, Blow blow, Predicate<Aim> wanted, Consumer<String> progress)
            throws IOException, SQLException {
        Tally tally = Tally.NONE;
        List<Aim> left = aims(wanted);
        for (int turn = 1; turn <= TURNS && !left.isEmpty(); turn++) {
            tally = tally.withoutMissed();
            List<List<Aim>> groups = groups(left);
            for (int i = 0; i < groups.size(); i++) {
                List<Aim> group = groups.get(i);
                progress.accept(blow.signals() + ", turn " + turn + ", group " + (i + 1) + " of " + groups.size() + ": "
                        + group.size() + " points");
                strikes.strike(blow, group);
                if (i + 1 == groups.size() || !listDelay(groups.get(i + 1)).equals(listDelay(group))) {
                    tally = tally.plus(strikes.settle(blow));
                }
            }
            left = tally.missed();
        }
        return tally;
    }

    /** What is wanted of all that may be struck. */
    List<Aim> aims(Predicate<Aim> wanted) {
        return points.entrySet().stream().flatMap(entry -> entry.getValue().stream().map(point -> new Aim(
                entry.getKey(),
                point))).filter(wanted).toList();
    }

    /** Runs of one list delay; those that are held at a claim hold all others too, so they are by themselves. */
    static List<List<Aim>> groups(List<Aim> aims) {
        Map<String, List<Aim>> alike = new LinkedHashMap<>();
        for (Aim aim : aims) {
            Point point = Objects.requireNonNull(aim.point());
            alike.computeIfAbsent(aim.trouble().listDelay() + (point.act() == Act.CLAIM ? point.toString() : ""),
                    key -> new ArrayList<>()).add(aim);
        }
        return alike.values().stream().sorted(Comparator.comparing(Matrix::listDelay)).flatMap(like -> split(
                like).stream()).toList();
    }

    private static Duration listDelay(List<Aim> group) {
        return group.getFirst().trouble().listDelay();
    }

    private static List<List<Aim>> split(List<Aim> aims) {
        List<List<Aim>> groups = new ArrayList<>();
        List<Aim> group = new ArrayList<>();
        int stores = 0;
        for (Aim aim : aims) {
            boolean store = aim.point() != null && aim.point().act() == Act.STORE;
            if (group.size() == GROUP_MAX || (store && stores == STORES_MAX)) {
                groups.add(group);
                group = new ArrayList<>();
                stores = 0;
            }
            group.add(aim);
            stores += store ? 1 : 0;
        }
        if (!group.isEmpty()) {
            groups.add(group);
        }
        return groups;
    }
}
