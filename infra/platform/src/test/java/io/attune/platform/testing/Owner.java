package io.attune.platform.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;

/**
 * The process that a container was started for, written on the container as a label. A container whose owner was killed
 * is a leftover; one of another machine is never judged from here.
 */
record Owner(String host, long pid, Instant started) {
    static final String LABEL = "io.attune.test.owner";

    static Owner current() {
        return of(ProcessHandle.current());
    }

    private static Owner of(ProcessHandle process) {
        return new Owner(hostName(), process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** Reads what {@link #toString} wrote; empty when it did not. */
    static Optional<Owner> parse(String label) {
        String[] parts = label.split(" ");
        try {
            return Optional.of(new Owner(parts[0], Long.parseLong(parts[1]), Instant.parse(parts[2])));
        } catch (RuntimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return host + " " + pid + " " + started;
    }

    /** Whether the process ran on this machine and does not any more. */
    boolean isGone() {
        return host.equals(hostName()) && ProcessHandle.of(pid).filter(ProcessHandle::isAlive).filter(
                process -> of(process).equals(this)).isEmpty();
    }

    /** Removes every container that a process of this machine left behind. */
    static void removeLeftovers(DockerClient docker) {
        List<Container> ours = docker.listContainersCmd().withShowAll(true).withLabelFilter(List.of(LABEL)).exec();
        for (Container container : ours) {
            if (parse(container.getLabels().get(LABEL)).filter(Owner::isGone).isPresent()) {
                remove(docker, container);
            }
        }
    }

    private static void remove(DockerClient docker, Container container) {
        try {
            docker.removeContainerCmd(container.getId()).withForce(true).withRemoveVolumes(true).exec();
        } catch (NotFoundException | ConflictException e) {
            // another JVM is removing it at this moment
        }
    }

    private static String hostName() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        } catch (IOException e) {
            return "localhost";
        }
    }
}
