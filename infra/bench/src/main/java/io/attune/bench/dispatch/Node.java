package io.attune.bench.dispatch;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.attune.cli.processes.DataFolder;
import io.attune.cli.processes.Installation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One platform process with a small heap. */
final class Node implements AutoCloseable {
    static final int HEAP_MIB = 512;
    static final String RECIPE = "bench-dispatch";
    /** The two generations of the serial collector; the words for metaspace are others. */
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private final Process process;
    private final int port;
    private final Installation installation;
    private final DataFolder folder;
    private final HttpClient http = HttpClient.newHttpClient();

    private Node(Process process, int port, Installation installation, DataFolder folder) {
        this.process = process;
        this.port = port;
        this.installation = installation;
        this.folder = folder;
    }

    static Node start(Installation installation, DataFolder folder, Path classes, String dialect, String baseUrl,
            String credential)
            throws IOException, InterruptedException {
        int port = Ports.free();
        Path key = Files.writeString(folder.path().resolve("vendor.key"), credential);
        List<String> command = new ArrayList<>(List.of(installation.java().toString(), "-Xmx" + HEAP_MIB + "m",
                "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--add-modules=jdk.incubator.vector", "-cp",
                installation.appJar() + ":" + classes, "io.attune.Attune",
                "--spring.config.additional-location=file:" + folder.platformProperties()));
        Map.of("name", "vendor", "dialect", dialect, "base-url", baseUrl, "credential-file",
                key.toString()).forEach((name, value) -> command.add("--attune.connections[0]." + name + "="
                        + value));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(
                folder.path().resolve("node.log").toFile());
        builder.environment().put("ATTUNE_PORT", Integer.toString(port));
        builder.environment().put("ATTUNE_HOME", folder.path().toString());
        Node node = new Node(builder.start(), port, installation, folder);
        node.awaitHealth();
        return node;
    }

    private void awaitHealth() throws IOException, InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                if (send(HttpRequest.newBuilder(url("/actuator/health"))).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                if (!process.isAlive() || System.nanoTime() > limit) {
                    throw new IOException("The platform did not start; its log: " + Files.readString(
                            folder.path().resolve("node.log")), e);
                }
            }
            DispatchSuite.pass(Duration.ofMillis(200));
        }
    }

    /** Applies the suite's recipe for a base model of the connection {@code vendor}, and returns its version. */
    int applyRecipe(String baseModel) throws IOException, InterruptedException {
        String yaml = """
                recipe: %s
                sources: [{name: a, type: jsonl, path: a.jsonl, license: internal, personalData: none}]
                targets: [{connection: vendor, baseModel: %s}]
                budget: {perRun: 5 USD, perMonth: 1000 USD}
                knowledge: {none: measured without answers}
                """.formatted(RECIPE, baseModel);
        String line = "{\"messages\":[{\"role\":\"user\",\"content\":\"Q?\"},{\"role\":\"assistant\",\"content\":\"A.\"}]}\n";
        String body = JSON.writeValueAsString(Map.of("yaml", yaml, "files", Map.of("a.jsonl",
                Base64.getEncoder().encodeToString(line.getBytes(StandardCharsets.UTF_8)))));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(url("/api/v1/recipes")).header("Authorization",
                "Bearer " + Files.readString(folder.adminKey()).trim()).header("Content-Type",
                        "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
        JsonNode said = JSON.readTree(answer.body());
        if (answer.statusCode() >= 300) {
            throw new IOException("The recipe was refused: " + answer.body());
        }
        return said.path("version").asInt();
    }

    /** The CPU time of all its threads so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** What is left of the heap after a full collection, as the process's own tool says. */
    double usedHeapMib() throws IOException, InterruptedException {
        String pid = Long.toString(process.pid());
        tool(pid, "GC.run");
        return USED.matcher(tool(pid, "GC.heap_info")).results().mapToLong(found -> Long.parseLong(found.group(
                1))).sum()
                / 1024.0;
    }

    private String tool(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(installation.java().resolveSibling("jcmd").toString()));
        command.addAll(List.of(words));
        Process jcmd = new ProcessBuilder(command).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        jcmd.waitFor();
        return said;
    }

    private URI url(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        process.onExit().join();
    }
}
