package io.attune.adapter.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.attune.provider.ConnectionOptions;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.testkit.Faults;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.SimulatedVendor;

import static org.awaitility.Awaitility.await;

/**
 * A place where trainers run, for exams: the real folder, shell and trainer of this machine, with a gate between the adapter
 * and the shell at which calls go wrong as told.
 */
class TestSite implements SimulatedVendor {
    static final String BASE_MODEL = "tiny-words";

    private final Path books;
    private final Gate gate;
    private final VllmDouble server = new VllmDouble(BASE_MODEL);
    private final URI baseUrl;
    private final String credential;
    private final Map<String, String> further;

    /**
     * A site.
     *
     * @param further options beside those that every exam sets
     */
    TestSite(Path books, Pace pace, InstantSource clock, URI baseUrl, String credential,
            Map<String, String> further) {
        this.books = prepare(books, clock);
        this.baseUrl = baseUrl;
        this.credential = credential;
        this.further = further;
        gate = new Gate(books, pace, clock);
    }

    /** This machine's own. */
    static TestSite here(Path books, Pace pace, InstantSource clock) {
        return new TestSite(books, pace, clock, folder(books).toUri(), "", Map.of());
    }

    static Path folder(Path books) {
        return books.resolve("jobs-of-the-exam");
    }

    /** Prepares the folder as an operator does, and puts the exam's programs where they are found. */
    private static Path prepare(Path books, InstantSource clock) {
        try {
            Files.createDirectories(folder(books).resolve("jobs"));
            Files.createDirectories(folder(books).resolve("files"));
            Files.createDirectories(books.resolve("bin"));
            Files.writeString(books.resolve("now"), clock.instant().getEpochSecond() + "\n");
            program(books, "gate.sh", books.resolve("gate.sh"));
            program(books, "trainer.sh", books.resolve("trainer.sh"));
            program(books, "date.sh", books.resolve("bin/date"));
            return books;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void program(Path books, String name, Path target) throws IOException {
        if (Files.exists(target)) {
            return; // somebody may be running it
        }
        try (InputStream in = TestSite.class.getResourceAsStream(name)) {
            Path fresh = Files.createTempFile(books, "program", "");
            Files.writeString(fresh, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, target);
        }
    }

    Path books() {
        return books;
    }

    Gate gate() {
        return gate;
    }

    @Override
    public URI baseUrl() {
        return baseUrl;
    }

    @Override
    public ConnectionOptions options() {
        Map<String, String> options = new TreeMap<>(Map.of("command", Json.MAPPER.writeValueAsString(List.of(
                books.resolve("trainer.sh").toString(), books.toString())), "models", BASE_MODEL, "gpus", "2",
                "shell", books.resolve("gate.sh").toString(), "env.PATH", books.resolve("bin")
                        + ":/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                "serving-url", server.url().toString(), "serving-folder", folder(books).toString(), "grace", "2s"));
        options.putAll(further);
        return ConnectionOptions.of(options);
    }

    @Override
    public URI unreachableUrl(int freePort) {
        return books.resolve("not-mounted").toUri();
    }

    @Override
    public boolean oneJobPerKey() {
        return true;
    }

    @Override
    public String credential() {
        return credential;
    }

    @Override
    public ProviderModelId baseModel() {
        return new ProviderModelId(BASE_MODEL);
    }

    @Override
    public Faults faults() {
        return gate.faults();
    }

    @Override
    public Pace pace() {
        return gate.pace();
    }

    @Override
    public String exampleLine(String question, String answer) {
        return Json.MAPPER.writeValueAsString(Map.of("messages", List.of(Map.of("role", "user", "content", question),
                Map.of("role", "assistant", "content", answer))));
    }

    /** Claims and starts of trainers are counted, whichever are more: a claim without a start will have one. */
    @Override
    public int paidJobs(RunKey key) {
        try {
            Path starts = books.resolve("starts-" + key);
            int started = Files.exists(starts) ? Files.readAllLines(starts).size() : 0;
            return Math.max(started, Files.exists(folder(books).resolve("jobs/" + key)) ? 1 : 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int requests(Operation operation) {
        return gate.requests(operation);
    }

    /** Trainers that still ask for a step are told nothing more, and end. */
    @Override
    public void close() {
        gate.close();
        server.close();
        await().atMost(Duration.ofSeconds(30)).until(() -> running().isEmpty());
    }

    /** The jobs that began and have not ended. */
    private List<Path> running() throws IOException {
        try (Stream<Path> jobs = Files.list(folder(books).resolve("jobs"))) {
            return jobs.filter(job -> Files.exists(job.resolve("start")) && !Files.exists(job.resolve(
                    "exit"))).toList();
        }
    }
}
