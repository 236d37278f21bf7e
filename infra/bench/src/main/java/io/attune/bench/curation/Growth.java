package io.attune.bench.curation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.attune.bench.Bench;
import io.attune.bench.Measure;
import io.attune.bench.Target;
import io.attune.pipeline.generate.PlantKind;
import io.attune.pipeline.generate.PlantPlan;
import io.attune.pipeline.generate.text.Length;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How speed and memory of the search for near-duplicates change from ten thousand records to ten million. */
final class Growth {
    private static final int[] RECORDS = {10_000, 100_000, 1_000_000};
    private static final int LARGE_RECORDS = 10_000_000;
    /** For all sizes: what is promised for the largest. */
    private static final int HEAP_MEBIBYTES = 512;
    private static final PlantPlan PLAN = PlantPlan.of(PlantKind.NEAR_DUPLICATE, 0.05);

    private final Bench bench;
    private final Peers peers;

    Growth(Bench bench, Peers peers) {
        this.bench = bench;
        this.peers = peers;
    }

    void run() throws Exception {
        for (int records : RECORDS) {
            measure(records, Target.none());
        }
        if (bench.settings().large()) {
            measure(LARGE_RECORDS, Target.atMost(HEAP_MEBIBYTES));
        }
    }

    private void measure(int records, Target heap) throws Exception {
        String speed = String.format("growth: near-duplicates among %,d records of 0.5 kB", records);
        String memory = String.format("growth: old generation for %,d records, -Xmx%dm", records, HEAP_MEBIBYTES);
        if (!bench.wants(speed) && !bench.wants(memory)) {
            return;
        }
        bench.say("writing " + records + " records");
        Path file = bench.scratch().resolve("growth.txt");
        TextFile.write(file, Corpus.stream(Length.SHORT, records, PLAN).iterator());
        bench.say("clustering " + records + " records");
        JsonNode said = cluster(file);
        Files.delete(file);
        bench.add(speed, "docs/s/core", Target.noneButMore(), records / said.path("seconds").asDouble());
        bench.add(memory, "MiB", heap, said.path("heapBytes").asLong() / (double) (1 << 20));
        if (records <= peers.textsMax()) {
            List<String> texts = Corpus.stream(Length.SHORT, records, PLAN).toList();
            peers.run("datasketch", texts).ifPresent(peer -> bench.beside(speed, new Measure.Peer(peer.path(
                    "name").asString("datasketch"), peer.path("near").asDouble())));
        }
    }

    private JsonNode cluster(Path file) throws IOException, InterruptedException {
        Path errors = bench.scratch().resolve("cluster.log");
        Process process = new ProcessBuilder(ProcessHandle.current().info().command().orElse("java"), "-Xmx"
                + HEAP_MEBIBYTES + "m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                ClusterMain.class.getName(), file.toString(), bench.scratch().toString(),
                "0.8").redirectError(errors.toFile()).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("The clustering process ended with " + process.exitValue() + ": " + Files.readString(
                    errors).lines().filter(line -> !line.isBlank()).findFirst().orElse("no message"));
        }
        return JsonMapper.shared().readTree(said);
    }
}
