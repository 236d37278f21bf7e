package io.attune.bench.submission;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Operation;
import org.jspecify.annotations.Nullable;

/** One run's way: what goes wrong for it, where it is to be struck, and what it has passed. Guarded by its {@link Courses}. */
final class Course {
    private final String run;
    private final Trouble trouble;
    private final Map<Point.Act, Integer> done = new EnumMap<>(Point.Act.class);
    private final List<Passed> passed = new ArrayList<>();
    private @Nullable Point aim;
    private int faultsLeft;
    private @Nullable Life heldBy;
    private boolean struck;

    /** @param what such as {@code POST /v1/fine_tuning/jobs}, or what a write was about */
    record Passed(Point point, String what) {}

    /** @param aim where it is to be struck, or null when it is to go its way undisturbed */
    Course(String run, Trouble trouble, @Nullable Point aim) {
        this.run = run;
        this.trouble = trouble;
        this.aim = aim;
        this.faultsLeft = trouble.times();
    }

    String run() {
        return run;
    }

    Trouble trouble() {
        return trouble;
    }

    List<Passed> passed() {
        return List.copyOf(passed);
    }

    boolean isHeld() {
        return heldBy != null;
    }

    @Nullable
    Point aim() {
        return aim;
    }

    boolean isStruck() {
        return struck;
    }

    /** Notes a point; whether the run is to be held there. */
    boolean reaches(Life life, Point.Act act, Point.Side side, String what) {
        Point point = new Point(act, done.getOrDefault(act, 0) + (side == Point.Side.BEFORE ? 1 : 0), side);
        passed.add(new Passed(point, what));
        if (!struck && point.equals(aim) && life.isStruck() && heldBy == null) {
            heldBy = life;
        }
        return heldBy == life;
    }

    boolean isHeldBy(Life life) {
        return heldBy == life;
    }

    /** Notes that an act goes on. */
    void goesOn(Point.Act act) {
        done.merge(act, 1, Integer::sum);
    }

    /** The blow has fallen. */
    void release() {
        if (heldBy != null) {
            heldBy = null;
            struck = true;
        }
    }

    /** The fault that strikes this request, or null when it goes well. */
    @Nullable
    Fault takeFault(Operation operation) {
        if (operation != trouble.operation() || faultsLeft == 0) {
            return null;
        }
        faultsLeft--;
        return trouble.fault();
    }

    @Override
    public String toString() {
        return run + " (" + trouble + ", " + passed.size() + " points passed)";
    }
}
