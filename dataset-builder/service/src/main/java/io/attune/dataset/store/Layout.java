package io.attune.dataset.store;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;

/** Where a version's objects lie. */
final class Layout {
    private Layout() {}

    static ObjectKey folder(ProjectId project, String dataset, Digest digest) {
        return new ObjectKey(project, "datasets/" + dataset + "/" + digest.hex());
    }

    static ObjectKey manifest(ProjectId project, String dataset, Digest digest) {
        return folder(project, dataset, digest).resolve("manifest.json");
    }
}
