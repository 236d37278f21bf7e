package io.attune.platform;

import io.attune.kernel.ProjectId;

/**
 * Where an object lies: every key begins with its project, so no project can name another's objects.
 *
 * @param path 1 to 900 characters, without a leading slash, {@code .} or {@code ..} segments
 */
public record ObjectKey(ProjectId project, String path) {
    public ObjectKey {
        if (path.isEmpty() || path.length() > 900 || path.startsWith("/") || ("/" + path + "/").contains("/../")
                || ("/" + path + "/").contains("/./")) {
            throw new IllegalArgumentException("'" + path + "' is not a path for an object key");
        }
    }

    /** The key as the store has it. */
    public String value() {
        return "projects/" + project + "/" + path;
    }

    /** The key of something below this one. */
    public ObjectKey resolve(String below) {
        return new ObjectKey(project, path.endsWith("/") ? path + below : path + "/" + below);
    }

    @Override
    public String toString() {
        return value();
    }
}
