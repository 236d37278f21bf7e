package io.attune.registry.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.platform.ArtifactSigner;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.registry.ModelSignatures;
import io.attune.registry.Models;
import io.attune.registry.NewModelVersion.Artifact;
import io.attune.registry.VersionRef;
import org.springframework.stereotype.Service;

@Service
class StoredSignatures implements ModelSignatures {
    private static final ErrorCode NO_ARTIFACTS = new ErrorCode("no-artifacts", ErrorKind.NOT_FOUND);

    private final Models models;
    private final ObjectStore objects;
    private final ArtifactSigner signer;

    StoredSignatures(Models models, ObjectStore objects, ArtifactSigner signer) {
        this.models = models;
        this.objects = objects;
        this.signer = signer;
    }

    @Override
    public String sign(ProjectId project, VersionRef version) {
        Map<String, Digest> files = artifacts(project, version).stream().collect(Collectors.toMap(Artifact::name,
                Artifact::digest));
        if (files.isEmpty()) {
            throw new PlatformException(NO_ARTIFACTS, "Nothing is kept of version " + version + " that could be signed",
                    "A provider that gives its weights away gives something to sign.");
        }
        return signer.sign(version.toString(), files);
    }

    @Override
    public List<String> verify(ProjectId project, VersionRef version, String bundle) {
        Map<String, Digest> present = new TreeMap<>();
        for (Artifact artifact : artifacts(project, version)) {
            digest(new ObjectKey(project, artifact.path())).ifPresent(digest -> present.put(artifact.name(), digest));
        }
        return signer.problems(bundle, present);
    }

    private Optional<Digest> digest(ObjectKey key) {
        Optional<InputStream> open = objects.open(key);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = open.get()) {
            return Optional.of(Digest.of(in));
        } catch (IOException e) {
            throw new UncheckedIOException("Artefact " + key + " broke off while it was read", e);
        }
    }

    private List<Artifact> artifacts(ProjectId project, VersionRef ref) {
        return models.find(project, ref).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no model version " + ref, "List them with: attune model show "
                        + ref.name())).content().artifacts();
    }
}
