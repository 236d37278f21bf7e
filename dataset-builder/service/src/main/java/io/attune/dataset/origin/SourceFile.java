package io.attune.dataset.origin;

import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;

/**
 * A file of a source, as a curation reads it.
 *
 * @param source the source's place in the plan, from 0
 * @param name what stands before the line's number in the keys of its records
 * @param place where it came from, for people
 * @param object where its bytes lie below the project
 * @param origin what is known of where it came from, such as an ETag; stands in manifests
 */
public record SourceFile(int source, String name, String place, String object, Map<String, String> origin) {
    public SourceFile {
        origin = Map.copyOf(origin);
    }

    /** One that was sent along. */
    static SourceFile sent(int source, String path, ObjectKey key) {
        return new SourceFile(source, path, path, key.path(), Map.of());
    }

    /** Where its bytes lie. */
    public ObjectKey key(ProjectId project) {
        return new ObjectKey(project, object);
    }
}
