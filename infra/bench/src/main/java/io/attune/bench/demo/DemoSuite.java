package io.attune.bench.demo;

import java.io.IOException;
import java.nio.file.Path;

import io.attune.bench.Bench;
import io.attune.bench.Suite;
import io.attune.bench.Target;
import io.attune.cli.processes.Installation;

/**
 * Times the demo on an empty data folder, the demo again on the finished one, the platform's start and the commands that
 * list things. The platform's usual port must be free: nothing is stopped that the suite did not start.
 */
public final class DemoSuite implements Suite {
    private static final double MIB = 1 << 20;

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String about() {
        return "the main job: its time and memory, the platform's start, the commands' answers";
    }

    @Override
    public void run(Bench bench) throws Exception {
        Path data = bench.scratch().resolve("data");
        Launcher attune = new Launcher(Installation.ofProcess().root(), data, bench.scratch().resolve("attune.log"));
        try (ResidentMemory memory = ResidentMemory.watching(data)) {
            bench.once("demo on an empty data folder", "s", Target.atMost(300), () -> seconds(attune, "demo"));
            bench.once("demo again", "s", Target.atMost(300, 30), () -> seconds(attune, "demo"));
            bench.add("demo, peak memory of all processes", "MiB", Target.atMost(4096), memory.peakBytes() / MIB);
            attune.run("down");
            bench.measure("start of everything", "s", Target.none(), () -> {
                double took = seconds(attune, "up");
                attune.run("down");
                return took;
            });
            attune.run("up");
            for (String list : new String[]{"runs", "datasets", "models", "recipes"}) {
                bench.measure("attune " + list + ", wall", "ms", Target.atMost(400), () -> 1000 * seconds(attune,
                        list));
            }
        } finally {
            attune.run("down");
        }
    }

    private static double seconds(Launcher attune, String command) throws Exception {
        return Bench.wallSeconds(() -> {
            int code = attune.run(command);
            if (code != 0) {
                throw new IOException("./attune " + command + " ended with " + code + "; the end of its output: "
                        + attune.lastLines());
            }
        });
    }
}
