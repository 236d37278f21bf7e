package io.attune.dataset;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class KilledCurationIT {
    private static final int RECORDS = 2_600;
    private static final Map<String, Object> PLAN = Map.of("sources", List.of(Map.of("name", "records", "type", "jsonl",
            "path", "records.jsonl", "license", "CC0-1.0", "personalData", "none")), "steps", List.of("normalize",
                    "validate", "exact-duplicates", "near-duplicates"));
    /** A write of each step: the plan, a later chunk of a part, the file of outcomes, the manifest. */
    private static final List<String> WRITES = List.of("plan.json", "traces/000000-000002", "outcomes-00000",
            "manifest.json");

    @TempDir
    Path folder;

    @Test
    void a_curation_that_is_killed_at_each_step_goes_on_and_gives_the_digest_of_an_undisturbed_one() throws Exception {
        Path records = folder.resolve("records.jsonl");
        Files.writeString(records, IntStream.range(0, RECORDS).mapToObj(KilledCurationIT::line).collect(
                Collectors.joining()));
        Map<String, String> settings = new TreeMap<>(TestServers.freshProperties());
        settings.put("attune.home", folder.resolve("home").toString());

        for (String write : WRITES) {
            Process process = start(settings, write, records, "disturbed");
            assertThat(said(process, FaultyObjectStore.STOPPED)).as("before " + write).isNotEmpty();
            process.destroyForcibly().waitFor();
        }
        Process process = start(settings, "", records, "disturbed", "calm");
        List<String> digests = said(process, CurationProcess.DIGEST, CurationProcess.DIGEST);
        process.waitFor();

        assertThat(digests).hasSize(2);
        assertThat(digests.getFirst()).isEqualTo(digests.getLast());
    }

    /** The lines in which a process said these things, in this order, or what there is of them when it ends. */
    private static List<String> said(Process process, String... beginnings) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(process.getInputStream(),
                StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        for (String line = lines.readLine(); line != null
                && said.size() < beginnings.length; line = said.size() < beginnings.length ? lines.readLine() : null) {
            if (line.startsWith(beginnings[said.size()])) {
                said.add(line);
            }
        }
        return said;
    }

    private Process start(Map<String, String> settings, String stopAt, Path records, String... keys)
            throws IOException {
        Path file = folder.resolve("application.properties");
        Map<String, String> all = new TreeMap<>(settings);
        all.put("test.stop-at", stopAt);
        Files.write(file, all.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin",
                "java").toString(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path"),
                CurationProcess.class.getName(), file.toString(), JsonMapper.shared().writeValueAsString(PLAN),
                records.toString()));
        command.addAll(List.of(keys));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String line(int number) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"What is behind door " + number
                + " of the long corridor?\"},{\"role\":\"assistant\",\"content\":\"Room number " + number * 7 % 4_000
                + ", which has " + number % 9 + " windows.\"}]}\n";
    }
}
