package io.attune.adapter.command;

import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

import io.attune.provider.ConnectionOptions;
import io.attune.provider.ProviderFactory;
import io.attune.provider.RunKey;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.ProviderExam;
import io.attune.provider.testkit.SimulatedVendor;

/** A Job of a Kubernetes cluster, against a strict double of its API server. */
class KubernetesTest extends ProviderExam {

    @Override
    protected ProviderFactory factory() {
        return new CommandProviderFactory();
    }

    @Override
    protected SimulatedVendor openVendor(Path books, Pace pace, InstantSource clock) {
        return new KubernetesSite(books, pace, clock);
    }

    static final class KubernetesSite extends TestSite {
        private static final String TOKEN = "exam-" + "token-" + "51c8";
        private final KubernetesDouble api;

        KubernetesSite(Path books, Pace pace, InstantSource clock) {
            super(books, pace, clock, URI.create("http://127.0.0.1"), TOKEN, Map.of("launcher", "kubernetes", "folder",
                    folder(books).toString(), "mount-path", folder(books).toString(), "shell", "/bin/sh", "namespace",
                    "training", "image", "registry.example.com/trainer:1", "claim", "jobs", "secret.HUB_TOKEN",
                    "hub/token"));
            api = new KubernetesDouble(books.resolve("cluster"), TOKEN, gate().faults(), clock);
        }

        KubernetesDouble api() {
            return api;
        }

        @Override
        public URI baseUrl() {
            return api.url();
        }

        @Override
        public URI unreachableUrl(int freePort) {
            return URI.create("http://127.0.0.1:" + freePort);
        }

        @Override
        public ConnectionOptions options() {
            return super.options();
        }

        @Override
        public int paidJobs(RunKey key) {
            return api.created(key.value());
        }

        @Override
        public int requests(Operation operation) {
            return api.requests(operation);
        }

        @Override
        public void close() {
            super.close();
            api.close();
        }
    }
}
