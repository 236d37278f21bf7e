package io.attune.adapter.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** OpenSSH's own server on a free port of the loopback interface, with keys of its own, for whoever runs the tests. */
final class SshServer implements AutoCloseable {
    private final Path folder;
    private final int port = Programs.freePort();
    private final Process process;

    SshServer(Path folder) {
        this.folder = folder;
        try {
            if (!Files.exists(folder.resolve("host_key"))) {
                Files.createDirectories(folder);
                keygen(folder.resolve("host_key"));
                keygen(folder.resolve("user_key"));
            }
            String hostKey = Files.readString(folder.resolve("host_key.pub"));
            Files.writeString(folder.resolve("known_hosts"), "[127.0.0.1]:" + port + " " + hostKey);
            Files.writeString(folder.resolve("sshd_config"), """
                    Port %d
                    ListenAddress 127.0.0.1
                    HostKey %s/host_key
                    PidFile none
                    AuthorizedKeysFile %s/user_key.pub
                    StrictModes no
                    UsePAM no
                    PasswordAuthentication no
                    KbdInteractiveAuthentication no
                    PermitRootLogin prohibit-password
                    MaxStartups 100
                    """.formatted(port, folder, folder));
            if (System.getProperty("user.name").equals("root")) {
                Files.createDirectories(Path.of("/run/sshd")); // where its unprivileged half lives
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        process = Programs.start(folder.resolve("log"), List.of(Programs.path("sshd"), "-D", "-e", "-f",
                folder.resolve("sshd_config").toString()));
        Programs.awaitListener(port);
    }

    static void require() {
        Programs.require("openssh-server", "sshd", "ssh", "ssh-keygen");
    }

    private static void keygen(Path file) {
        Programs.run(List.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "exam", "-f", file.toString()));
    }

    int port() {
        return port;
    }

    Path knownHosts() {
        return folder.resolve("known_hosts");
    }

    Path privateKeyFile() {
        return folder.resolve("user_key");
    }

    String privateKey() {
        try {
            return Files.readString(privateKeyFile()).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
