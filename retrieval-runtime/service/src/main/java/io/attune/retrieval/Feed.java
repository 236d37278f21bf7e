package io.attune.retrieval;

import java.util.List;

/** A source that a knowledge base can be brought in line with. */
public sealed interface Feed {

    /** The version of the source that is read. */
    String version();

    /**
     * The configuration properties that a set of jars documents, one document each.
     *
     * @param artifacts such as {@code spring-boot}; each jar lies as {@code artifact-version.jar} in the folder
     *            {@code attune.sources.jars}
     */
    record SpringMetadata(List<String> artifacts, String version) implements Feed {
        public SpringMetadata {
            artifacts = List.copyOf(artifacts);
            if (artifacts.isEmpty() || version.isBlank()) {
                throw new IllegalArgumentException("A spring-metadata feed needs artifacts and a version");
            }
            for (String part : artifacts) {
                requireFileName(part);
            }
            requireFileName(version);
        }

        private static void requireFileName(String part) {
            if (!part.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
                throw new IllegalArgumentException("'" + part + "' is neither an artifact nor a version");
            }
        }
    }
}
