package io.attune.bench.curation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.attune.bench.Bench;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Python programs at the same work, from folders the user gives. */
final class Peers {
    /** More would take them minutes... */
    private static final int TEXTS_MAX = 10_000;
    /** ...and hours. */
    private static final int LARGE_TEXTS_MAX = 100_000;
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Bench bench;

    Peers(Bench bench) {
        this.bench = bench;
    }

    /** How many texts a peer gets: the first of them. */
    int textsMax() {
        return bench.settings().large() ? LARGE_TEXTS_MAX : TEXTS_MAX;
    }

    /**
     * Has a peer work on texts.
     *
     * @param name {@code datasketch} or {@code datatrove}
     * @return what it printed, or empty when its folder was not given or it did not run, which is said
     */
    Optional<JsonNode> run(String name, List<String> texts) throws IOException, InterruptedException {
        Optional<Path> folder = bench.peer(name);
        if (folder.isEmpty()) {
            return Optional.empty();
        }
        List<String> some = texts.subList(0, Math.min(textsMax(), texts.size()));
        bench.say(name + ", " + some.size() + " of " + texts.size() + " texts" + (some.size() < texts.size()
                ? ": more would take too long"
                : ""));
        Path script = bench.scratch().resolve(name + "_near.py");
        try (InputStream source = Peers.class.getResourceAsStream("/io/attune/bench/peers/" + script.getFileName())) {
            if (source == null) {
                throw new IOException("There is no program for the peer " + name);
            }
            Files.write(script, source.readAllBytes());
        }
        Path input = bench.scratch().resolve("texts.jsonl");
        Files.writeString(input, some.stream().map(JSON::writeValueAsString).collect(Collectors.joining("\n")));
        Path errors = bench.scratch().resolve("peer.log");
        ProcessBuilder python = new ProcessBuilder("python3", script.toString()).redirectInput(
                input.toFile()).redirectError(errors.toFile());
        Path home = folder.get().toAbsolutePath();
        python.environment().put("PYTHONPATH", home + ":" + home.resolve("src"));
        Process process = python.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            List<String> lines = Files.readAllLines(errors);
            bench.say(name + " does not run here: " + (lines.isEmpty() ? "no message" : lines.getLast()));
            return Optional.empty();
        }
        return Optional.of(JSON.readTree(said));
    }
}
