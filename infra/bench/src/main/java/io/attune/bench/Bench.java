package io.attune.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import com.sun.management.OperatingSystemMXBean;
import org.jspecify.annotations.Nullable;

/** What a suite measures with: settings, clocks, and where readings go. Not thread-safe. */
public final class Bench {
    /** Until then the JVM compiles what it will run for hours in a large build. */
    private static final int WARM_UPS = 3;
    private static final OperatingSystemMXBean SYSTEM = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Settings settings;
    private final Path scratch;
    private final Consumer<String> progress;
    private final List<Measure> measures = new ArrayList<>();

    /**
     * How a suite is to run.
     *
     * @param repeats how often each reading is taken, from 1
     * @param only parts of measures' names; empty for all
     * @param files data of the user's own
     * @param peers folders of other programs by name
     * @param large whether measures of many minutes are taken too
     * @param small whether a quick look at less is enough
     */
    public record Settings(int repeats, List<String> only, List<Path> files, Map<String, Path> peers, boolean large,
            boolean small) {
        public Settings {
            only = List.copyOf(only);
            files = List.copyOf(files);
            peers = Map.copyOf(peers);
        }
    }

    /** @param scratch an empty folder, deleted afterwards */
    Bench(Settings settings, Path scratch, Consumer<String> progress) {
        this.settings = settings;
        this.scratch = scratch;
        this.progress = progress;
    }

    /** Work whose result is a reading in the measure's unit. */
    @FunctionalInterface
    public interface Reading {
        double take() throws Exception;
    }

    /** Work that is timed. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    public Settings settings() {
        return settings;
    }

    public Path scratch() {
        return scratch;
    }

    /** Where the named program lies, when the user gave its folder. */
    public Optional<Path> peer(String name) {
        return Optional.ofNullable(settings.peers().get(name));
    }

    /** Whether a measure is wanted. */
    public boolean wants(String name) {
        return settings.only().isEmpty() || settings.only().stream().anyMatch(name::contains);
    }

    /** Says what is being done. */
    public void say(String line) {
        progress.accept(line);
    }

    /** Takes a measure as often as the settings say, after {@value #WARM_UPS} times that are not counted. */
    public void measure(String name, String unit, Target target, Reading reading) throws Exception {
        if (wants(name)) {
            for (int i = 1; i <= WARM_UPS; i++) {
                say(name + " (warming up, " + i + " of " + WARM_UPS + ")");
                reading.take();
            }
            List<Double> values = new ArrayList<>();
            for (int i = 1; i <= settings.repeats(); i++) {
                say(name + " (" + i + " of " + settings.repeats() + ")");
                values.add(reading.take());
            }
            add(new Measure(name, unit, target, new Readings(values), null));
        }
    }

    /** Takes a measure once, without warming up. */
    public void once(String name, String unit, Target target, Reading reading) throws Exception {
        if (wants(name)) {
            say(name);
            add(name, unit, target, reading.take());
        }
    }

    /** Adds a figure that was come by otherwise. */
    public void add(String name, String unit, Target target, double value) {
        add(name, unit, target, Readings.of(value));
    }

    /** Adds figures that were come by otherwise. */
    public void add(String name, String unit, Target target, Readings readings) {
        if (wants(name)) {
            add(new Measure(name, unit, target, readings, null));
        }
    }

    /** Sets a peer's figure beside a measure that was taken. */
    public void beside(String name, Measure.@Nullable Peer peer) {
        measures.replaceAll(m -> m.name().equals(name)
                ? new Measure(m.name(), m.unit(), m.target(), m.readings(), peer)
                : m);
    }

    private void add(Measure measure) {
        measures.add(measure);
    }

    List<Measure> measures() {
        return List.copyOf(measures);
    }

    /** The CPU time of all threads of this process that some work takes, in seconds. */
    public static double cpuSeconds(Work work) throws Exception {
        long before = SYSTEM.getProcessCpuTime();
        work.run();
        return (SYSTEM.getProcessCpuTime() - before) / 1e9;
    }

    /** The time a person waits for some work, in seconds. */
    public static double wallSeconds(Work work) throws Exception {
        long before = System.nanoTime();
        work.run();
        return (System.nanoTime() - before) / 1e9;
    }
}
