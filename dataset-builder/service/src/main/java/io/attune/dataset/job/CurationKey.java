package io.attune.dataset.job;

import io.attune.kernel.ProjectId;

/** By which a curation is found. */
record CurationKey(ProjectId project, String key) {
    @Override
    public String toString() {
        return project + "/" + key;
    }
}
