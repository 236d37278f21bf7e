package io.attune.adapter.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

import io.attune.provider.ProviderFactory;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.ProviderExam;
import io.attune.provider.testkit.SimulatedVendor;

/** A process of another host, through OpenSSH's own server and client. */
class SshTest extends ProviderExam {

    @Override
    protected ProviderFactory factory() {
        return new CommandProviderFactory();
    }

    @Override
    protected SimulatedVendor openVendor(Path books, Pace pace, InstantSource clock) {
        SshServer.require();
        return new SshSite(books, pace, clock, new SshServer(books.resolve("sshd")));
    }

    /** The folder lies on the same machine and is reached by nothing but SSH. */
    private static final class SshSite extends TestSite {
        private final SshServer sshd;

        SshSite(Path books, Pace pace, InstantSource clock, SshServer sshd) {
            super(books, pace, clock, address(books, sshd.port()), sshd.privateKey(),
                    Map.of("known-hosts", sshd.knownHosts().toString()));
            this.sshd = sshd;
        }

        private static URI address(Path books, int port) {
            return URI.create("ssh://" + System.getProperty("user.name") + "@127.0.0.1:" + port + folder(books));
        }

        @Override
        public URI unreachableUrl(int freePort) {
            return address(books(), freePort);
        }

        @Override
        public void close() {
            super.close();
            sshd.close();
        }
    }
}
