package io.attune.adapter.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Calls to OpenSSH's own server, which counts how often somebody authenticated. */
class SharedConnectionsTest {
    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final SharedConnections shared = new SharedConnections();

    @TempDir
    Path folder;

    @Test
    void calls_share_a_connection_until_it_is_worn() throws Exception {
        SshServer.require();
        try (SshServer host = new SshServer(folder)) {
            call(host);
            call(host);
            call(host);
            assertThat(authentications()).as("authentications of three calls").isEqualTo(1);

            clock.advance(Duration.ofMinutes(11));
            call(host);
            assertThat(authentications()).as("authentications once the connection is ten minutes old").isEqualTo(2);
        }
    }

    @Test
    void a_call_whose_host_does_not_answer_goes_its_own_way() throws Exception {
        SshServer.require();
        try (SshServer host = new SshServer(folder)) {
            List<String> options = shared.options(client(host, Programs.freePort()), "127.0.0.1", key(host), clock,
                    ProcessBuilder::start);

            assertThat(options).containsExactly("-o", "ControlPath=none");
        }
    }

    @Test
    void nobody_else_can_enter_the_folder_of_the_socket() throws Exception {
        SshServer.require();
        try (SshServer host = new SshServer(folder)) {
            String option = options(host).getLast();

            Path socket = Path.of(option.substring(option.indexOf('=') + 1));
            assertThat(socket).exists();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket.getParent()))).isEqualTo(
                    "rwx------");
        }
    }

    private void call(SshServer host) throws IOException {
        List<String> command = new ArrayList<>(client(host, host.port()));
        command.addAll(Shell.identity(key(host)));
        command.addAll(options(host));
        command.addAll(List.of("--", "127.0.0.1", "true"));
        Programs.run(command);
    }

    private List<String> options(SshServer host) throws IOException {
        return shared.options(client(host, host.port()), "127.0.0.1", key(host), clock, ProcessBuilder::start);
    }

    private static List<String> client(SshServer host, int port) {
        return List.of("ssh", "-T", "-F", "none", "-o", "BatchMode=yes", "-o", "ConnectTimeout=5", "-o",
                "UserKnownHostsFile=" + host.knownHosts(), "-l", System.getProperty("user.name"), "-p",
                Integer.toString(port));
    }

    private static Path key(SshServer host) {
        return host.privateKeyFile();
    }

    private long authentications() throws IOException {
        return Files.readAllLines(folder.resolve("log")).stream().filter(line -> line.contains(
                "Accepted publickey")).count();
    }
}
