package io.attune.registry.mlflow.artifacts;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.platform.LargeObjects;
import io.attune.platform.LargeObjects.Entry;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.registry.mlflow.wire.MlflowError;
import org.springframework.stereotype.Component;

/** A project's artifacts by path; none leads out of their root. */
@Component
class Artifacts {
    private static final String ROOT = "mlflow/artifacts/";
    private static final String SCHEME = "mlflow-artifacts:";

    private final ObjectStore store;
    private final LargeObjects large;

    Artifacts(ObjectStore store, LargeObjects large) {
        this.store = store;
        this.large = large;
    }

    /**
     * @param path relative to the root, decoded
     * @throws io.attune.registry.mlflow.wire.MlflowException invalid-parameter, when it climbs, is absolute or empty
     */
    ObjectKey key(ProjectId project, String path) {
        String clean = path.replaceAll("/+$", "");
        if (clean.isEmpty() || clean.startsWith("/") || clean.contains("\\") || clean.contains("//")
                || ("/" + clean + "/").contains("/../") || ("/" + clean + "/").contains("/./")
                || clean.contains("%") || clean.chars().anyMatch(Character::isISOControl) || clean.length() > 800) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid path: '" + path
                    + "'. It must be relative, at most 800 characters, and must not climb out of the artifact root.");
        }
        return new ObjectKey(project, ROOT + clean);
    }

    /**
     * The path that an artifact URI names, below it another one.
     *
     * @param below may be empty
     */
    static String path(String uri, String below) {
        if (!uri.startsWith(SCHEME)) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("The artifacts lie at '" + uri
                    + "', which this server does not keep; read them there. It keeps those of mlflow-artifacts: alone.");
        }
        String root = uri.substring(SCHEME.length()).replaceFirst("^//[^/]*", "").replaceAll("^/+", "");
        return below.isEmpty() ? root : root + "/" + below;
    }

    List<Entry> folder(ProjectId project, String path) {
        return large.folder(path.isEmpty() ? new ObjectKey(project, ROOT) : key(project, path));
    }

    Optional<InputStream> open(ProjectId project, String path) {
        return store.open(key(project, path));
    }

    void write(ProjectId project, String path, InputStream content) throws IOException {
        large.write(key(project, path), content);
    }

    /** A file, or all in a folder; what is not there counts as deleted. */
    void delete(ProjectId project, String path) {
        ObjectKey key = key(project, path);
        store.delete(key);
        store.list(new ObjectKey(project, key.path() + "/")).forEach(store::delete);
    }
}
