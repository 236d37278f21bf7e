package io.attune.platform.testing;

import java.io.IOException;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import io.attune.platform.testing.ServersChoice.Docker;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.utility.DockerImageName;

/** Looks for a Docker engine, and for the images on it. */
final class DockerEngine {
    private static final String NO_ENGINE = "no Docker engine answers";
    // Testcontainers would pull an image of its own to remove containers
    private static final String WITHOUT_RYUK = "TESTCONTAINERS_RYUK_DISABLED";

    private DockerEngine() {}

    /** Costs nothing where no socket listens; Testcontainers, which would log at length, is asked only when one does. */
    static Docker look() {
        if (!mayAnswer()) {
            return new Docker.Unusable(NO_ENGINE);
        }
        if (!"true".equals(System.getenv(WITHOUT_RYUK))) {
            return new Docker.Unusable(WITHOUT_RYUK + " is not true, as the build sets it");
        }
        try {
            DockerClient client = DockerClientFactory.instance().client();
            return withImages(client, "Docker " + client.versionCmd().exec().getVersion().replaceFirst("\\+.*", ""));
        } catch (RuntimeException e) {
            return new Docker.Unusable(NO_ENGINE + " to Testcontainers: " + e.getMessage());
        }
    }

    private static Docker withImages(DockerClient client, String engine) {
        List<String> missing = Stream.of(ContainerServers.POSTGRES, ContainerServers.S3).filter(
                image -> !has(client, image)).map(DockerImageName::toString).toList();
        return missing.isEmpty()
                ? new Docker.Ready(engine)
                : new Docker.Unusable(engine + " lacks " + String.join(" and ", missing)
                        + ", which infra/build/containers/build makes");
    }

    private static boolean has(DockerClient client, DockerImageName image) {
        try {
            client.inspectImageCmd(image.asCanonicalNameString()).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /** A named engine is believed unless its socket is dead; without a name, one of the usual sockets must be alive. */
    private static boolean mayAnswer() {
        String named = System.getenv("DOCKER_HOST");
        if (named != null && !named.isBlank()) {
            return !named.startsWith("unix:") || listens(Path.of(URI.create(named).getPath()));
        }
        return Stream.of(Optional.of("/var/run"), Optional.ofNullable(System.getenv("XDG_RUNTIME_DIR")),
                Optional.of(System.getProperty("user.home") + "/.docker/run")).flatMap(Optional::stream).anyMatch(
                        folder -> listens(Path.of(folder, "docker.sock")));
    }

    private static boolean listens(Path socket) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
