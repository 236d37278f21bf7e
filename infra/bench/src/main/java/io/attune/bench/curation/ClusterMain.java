package io.attune.bench.curation;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Path;
import java.util.Map;

import io.attune.bench.Bench;
import io.attune.pipeline.near.Clusters;
import io.attune.pipeline.near.NearDuplicates;
import io.attune.pipeline.near.NearSettings;
import tools.jackson.databind.json.JsonMapper;

/** A process of its own that clusters the texts of a file, so that its memory is nobody else's. Prints one line of JSON. */
final class ClusterMain {
    private ClusterMain() {}

    /** @param args the file of texts, the folder for temporary files, the similarity */
    public static void main(String[] args) throws Exception {
        TextFile texts = TextFile.open(Path.of(args[0]));
        Clusters[] found = new Clusters[1];
        NearDuplicates search = new NearDuplicates(NearSettings.of(Double.parseDouble(args[2])).withFolder(Path.of(
                args[1])));
        double seconds = Bench.cpuSeconds(() -> found[0] = search.clusters(texts));
        System.out.println(JsonMapper.shared().writeValueAsString(Map.of("records", texts.size(), "seconds", seconds,
                "shared", found[0].shared(), "heapBytes", oldGeneration())));
    }

    /** The most that the old generation held, garbage included: what has to fit. */
    private static long oldGeneration() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getName().contains("Old Gen")
                || pool.getName().contains("Tenured")).map(MemoryPoolMXBean::getPeakUsage).mapToLong(
                        MemoryUsage::getUsed).max().orElse(0);
    }
}
