package io.attune.adapter.openai;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.provider.ArtifactFetch;
import io.attune.provider.ProviderJobId;
import tools.jackson.databind.JsonNode;

/** Fetches a job's {@code result_files}; the weights themselves stay at the vendor. */
final class Artifacts implements ArtifactFetch {
    private final Transport transport;

    Artifacts(Transport transport) {
        this.transport = transport;
    }

    @Override
    public List<Artifact> fetch(ProviderJobId job, Path folder) throws IOException {
        JsonNode described = transport.askWell("reading a job", transport.request(Jobs.path(job)).GET());
        List<Artifact> artifacts = new ArrayList<>();
        for (JsonNode result : described.path("result_files")) {
            String id = result.stringValue("");
            if (!id.isBlank()) {
                artifacts.add(fetch(id, folder));
            }
        }
        artifacts.sort(Comparator.comparing(Artifact::name));
        return artifacts;
    }

    /** The file's own id keeps two of one name apart. */
    private Artifact fetch(String id, Path folder) throws IOException {
        String path = "files/" + Transport.encode(id);
        String shown = transport.askWell("reading a file", transport.request(path).GET()).path("filename").stringValue(
                "result");
        String name = clean(id) + "-" + clean(shown);
        Path file = folder.resolve(name);
        transport.download("fetching a result file", transport.request(path + "/content"), file);
        try (InputStream in = Files.newInputStream(file)) {
            return new Artifact(name, file, Files.size(file), Digest.of(in));
        }
    }

    private static String clean(String name) {
        String clean = name.replaceAll("[^A-Za-z0-9._-]", "_");
        return clean.substring(0, Math.min(100, clean.length()));
    }
}
