package io.attune.cli.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Endpoint;
import io.attune.cli.api.Json;
import io.attune.cli.failure.Pause;
import io.attune.cli.processes.DataFolder;
import io.attune.cli.processes.Installation;
import io.attune.cli.processes.LocalPlatform;
import io.attune.cli.processes.Watcher;
import tools.jackson.databind.JsonNode;

/** What {@code attune up} makes of this machine, on a folder of its own, with the power to kill any of it. */
final class Machine implements AutoCloseable {
    private final Path root;
    private final DataFolder folder;
    private final LocalPlatform platform;
    private final int port = freePort();
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    /** Lays out an installation in {@code root}: the built programs, a small library's metadata, a tiny base model. */
    Machine(Path root) throws IOException {
        this.root = root.toRealPath();
        Path build = Path.of("..").toRealPath();
        for (String program : List.of("sandbox", "app")) {
            Files.createDirectories(root.resolve("infra/" + program));
            Files.createSymbolicLink(root.resolve("infra/" + program + "/target"), build.resolve(program + "/target"));
        }
        Installation installation = new Installation(this.root,
                Path.of(System.getProperty("java.home"), "bin", "java"));
        TinyRecipe.writeJar(installation.demoJars());
        folder = new DataFolder(this.root.resolve("data")).ensure();
        Files.writeString(folder.sandboxOptions(), "--training tiny\n");
        platform = new LocalPlatform(installation, folder, Pause.real());
    }

    /** As {@code attune up}. */
    void up() {
        platform.up(Optional.of(port), Watcher.SILENT);
        remember(tree());
    }

    /** As {@code attune down}. */
    void down() {
        remember(tree());
        platform.down();
    }

    ApiClient api() throws IOException {
        return new ApiClient(new Endpoint(URI.create("http://127.0.0.1:" + port), Files.readString(
                folder.adminKey()).strip(), ""));
    }

    /** What the sandbox says about itself, or said before it was killed. */
    JsonNode sandbox() {
        return Json.read(folder.sandboxFile()).orElseThrow();
    }

    /** Asks the sandbox's provider. */
    JsonNode provider(String path) {
        JsonNode provider = sandbox().path("provider");
        HttpRequest request = HttpRequest.newBuilder(URI.create(provider.path("baseUrl").stringValue() + path)).header(
                "Authorization", "Bearer " + provider.path("apiKey").stringValue()).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Json.read(http.send(request, BodyHandlers.ofString()).body()).orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    long platformPid() {
        return Json.whole(Json.read(folder.platformFile()).orElseThrow(), "/pid");
    }

    /** As {@code kill -9} of every process at once. */
    void killEverything() {
        kill(tree());
    }

    /** As {@code kill -9} of the database's server and all its helpers. */
    void killPostgres() {
        kill(withDescendants(Json.whole(sandbox(), "/postgres/pid")));
    }

    /** As {@code kill -9} of the trainer. */
    void killTrainer() {
        kill(withDescendants(Json.whole(sandbox(), "/trainer/pid")));
    }

    /** As {@code kill -9} of S3 and the provider, which are one process; what it had started is left without it. */
    void killSandbox() {
        remember(tree());
        ProcessHandle.of(Json.whole(sandbox(), "/pid")).ifPresent(process -> kill(Set.of(process)));
    }

    private void kill(Set<ProcessHandle> processes) {
        remember(processes);
        processes.forEach(ProcessHandle::destroyForcibly);
        processes.forEach(process -> process.onExit().join());
    }

    private void remember(Set<ProcessHandle> processes) {
        seen.addAll(processes);
    }

    private Set<ProcessHandle> tree() {
        Set<ProcessHandle> all = new LinkedHashSet<>(withDescendants(platformPid()));
        all.addAll(withDescendants(Json.whole(sandbox(), "/pid")));
        return all;
    }

    private static Set<ProcessHandle> withDescendants(long pid) {
        Set<ProcessHandle> all = new LinkedHashSet<>();
        ProcessHandle.of(pid).ifPresent(process -> {
            all.add(process);
            process.descendants().forEach(all::add);
        });
        return all;
    }

    /** The command lines of what still runs of all that ever ran here. */
    List<String> leftovers() {
        Stream<ProcessHandle> named = ProcessHandle.allProcesses().filter(
                process -> process.info().commandLine().filter(
                        line -> line.contains(root.toString())).isPresent());
        return Stream.concat(seen.stream(), named).filter(ProcessHandle::isAlive).distinct().map(
                process -> process.pid() + " " + process.info().commandLine().orElse("")).toList();
    }

    /** The files of objects that a finished job should have removed. */
    List<String> workingObjects() throws IOException {
        try (Stream<Path> files = Files.walk(folder.sandbox().resolve("s3"))) {
            return files.filter(Files::isRegularFile).map(Path::toString).filter(file -> file.contains(
                    "/.work/")).toList();
        }
    }

    /** The end of a process's log. */
    String log(String name) {
        try {
            String text = Files.readString(folder.logs().resolve(name + ".log"));
            return text.substring(Math.max(0, text.length() - 8_000));
        } catch (IOException e) {
            return "no log: " + e.getMessage();
        }
    }

    /** Ends whatever a failed test left. */
    @Override
    public void close() {
        seen.forEach(ProcessHandle::destroyForcibly);
        if (folder.exists()) {
            platform.down();
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
