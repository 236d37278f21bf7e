package io.attune.bench.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.attune.bench.Bench;
import io.attune.bench.Readings;
import io.attune.bench.Target;
import tools.jackson.databind.json.JsonMapper;

/** Logs points of metrics in the largest batches there are, each connection to a run of its own, and counts what is kept. */
final class Logging {
    private static final int BATCH = 1_000;
    private static final int CONNECTIONS = 4;
    private static final Duration READING = Duration.ofSeconds(5);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Bench bench;
    private final Site site;

    Logging(Bench bench, Site site) {
        this.bench = bench;
        this.site = site;
    }

    void run() throws Exception {
        measure("metrics logged in batches of " + BATCH + ", " + CONNECTIONS + " connections", CONNECTIONS,
                Target.atLeast(20_000));
        measure("metrics logged in batches of " + BATCH + ", one connection", 1, Target.noneButMore());
    }

    private void measure(String name, int connections, Target target) throws Exception {
        if (!bench.wants(name)) {
            return;
        }
        List<Double> readings = new ArrayList<>();
        long before = site.points();
        long sent = 0;
        for (int reading = 0; reading <= bench.settings().repeats(); reading++) {
            bench.say(name + (reading == 0
                    ? " (warming up)"
                    : " (" + reading + " of " + bench.settings().repeats() + ")"));
            long start = System.nanoTime();
            long logged = together(connections, start + READING.toNanos());
            double seconds = (System.nanoTime() - start) / 1e9;
            sent += logged;
            if (reading > 0) {
                readings.add(logged / seconds);
            }
        }
        long kept = site.points() - before;
        if (kept != sent) {
            throw new IllegalStateException(sent + " points were accepted, and " + kept + " are kept");
        }
        bench.add(name, "metrics/s", target, new Readings(readings));
    }

    private long together(int connections, long until) throws Exception {
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            String created = site.caller().post(Caller.MLFLOW + "runs/create", "{\"experiment_id\": \"0\"}");
            String run = JSON.readTree(created).at("/run/info/run_id").asString();
            tasks.add(() -> log(run, until));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
            long logged = 0;
            for (Future<Long> done : threads.invokeAll(tasks)) {
                logged += done.get();
            }
            return logged;
        }
    }

    private long log(String run, long until) throws Exception {
        long step = 0;
        while (System.nanoTime() < until) {
            site.caller().post(Caller.MLFLOW + "runs/log-batch", batch(run, step));
            step += BATCH / Scale.KEYS;
        }
        return step * Scale.KEYS;
    }

    private static String batch(String run, long firstStep) {
        StringBuilder json = new StringBuilder(100 * BATCH).append("{\"run_id\": \"").append(run).append(
                "\", \"metrics\": [");
        for (int i = 0; i < BATCH; i++) {
            long step = firstStep + i / Scale.KEYS;
            json.append(i == 0 ? "" : ",").append("{\"key\": \"metric-").append(i % Scale.KEYS).append(
                    "\", \"value\": ").append(1.0 / (step + 1)).append(", \"timestamp\": ").append(1_700_000_000_000L
                            + step).append(", \"step\": ").append(step).append('}');
        }
        return json.append("]}").toString();
    }
}
