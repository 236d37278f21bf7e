package io.attune.adapter.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

import io.attune.provider.ProviderFactory;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.ProviderExam;
import io.attune.provider.testkit.SimulatedVendor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;

/** A process of another host, through OpenSSH's own server and client. */
class SshTest extends ProviderExam {
    private static final ProviderFactory FACTORY = new CommandProviderFactory();
    private static @Nullable SshServer sshd;

    @AfterAll
    static void stop() {
        if (sshd != null) {
            sshd.close();
        }
    }

    @Override
    protected ProviderFactory factory() {
        return FACTORY;
    }

    @Override
    protected SimulatedVendor openVendor(Path books, Pace pace, InstantSource clock) {
        SshServer.require();
        return new SshSite(books, pace, clock, sshd());
    }

    /** One for all: what is examined are the folders, and the host that they lie on goes on. */
    private static SshServer sshd() {
        if (sshd == null) {
            try {
                sshd = new SshServer(Files.createTempDirectory("attune-sshd-"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return sshd;
    }

    /** The folder lies on the same machine and is reached by nothing but SSH. */
    private static final class SshSite extends TestSite {
        SshSite(Path books, Pace pace, InstantSource clock, SshServer sshd) {
            super(books, pace, clock, address(books, sshd.port()), sshd.privateKey(),
                    Map.of("known-hosts", sshd.knownHosts().toString()));
        }

        private static URI address(Path books, int port) {
            return URI.create("ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + folder(books));
        }

        @Override
        public URI unreachableUrl(int freePort) {
            return address(books(), freePort);
        }
    }
}
