package io.attune.registry.storage;

import java.io.Serializable;

import jakarta.persistence.Embeddable;

import io.attune.kernel.ProjectId;
import io.attune.registry.VersionRef;

/** The primary key of a numbered version of a model or dataset. */
@Embeddable
public record VersionKey(String project, String name, int number) implements Serializable {

    public static VersionKey of(ProjectId project, VersionRef ref) {
        return new VersionKey(project.value(), ref.name(), ref.number());
    }

    public ProjectId projectId() {
        return new ProjectId(project);
    }

    public VersionRef ref() {
        return new VersionRef(name, number);
    }
}
