package io.attune.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.kernel.Digest;
import tools.jackson.databind.JsonNode;

/** Sends files of any size, with a bar. */
final class Uploading {
    static final String PATH = "/api/v1/uploads";
    private static final int MEGABYTE = 1_000_000;

    private Uploading() {}

    /** Sends a file under a name. */
    static JsonNode send(Cli cli, Path file, String name) {
        try (Waiting waiting = new Waiting(cli)) {
            long megabytes = Math.max(1, Files.size(file) / MEGABYTE);
            return cli.api().putFile(PATH + "/" + ApiClient.encode(name), file, sent -> waiting.waiting("sending "
                    + file.getFileName() + " (MB)", Math.min(megabytes, sent / MEGABYTE), megabytes));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Sees to it that the platform has a file's content.
     *
     * @return the digest by which a request names it
     */
    static String ahead(Cli cli, Path file) {
        String digest = digest(file);
        if (!Json.isTrue(cli.api().get(PATH + "/" + ApiClient.encode(digest)), "/known")) {
            send(cli, file, digest);
        }
        return digest;
    }

    private static String digest(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Digest.of(in).toString();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static CliException unreadable(Path file, IOException cause) {
        return new CliException(ExitCode.BAD_INPUT, file + " cannot be read", List.of(),
                "Give the path of a file that you may read.", cause);
    }
}
