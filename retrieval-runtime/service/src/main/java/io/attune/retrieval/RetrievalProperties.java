package io.attune.retrieval;

import java.net.URI;
import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The retrieval runtime's settings.
 *
 * @param indexFolder where the search indexes lie; null: {@code index} in the platform's home
 * @param embeddingThreads how many texts are embedded at once in the background, from 1; 0 leaves vectors out
 * @param publicUrl how callers reach this server, for citation URLs; null: as the request came
 */
@ConfigurationProperties("attune.retrieval")
public record RetrievalProperties(@Nullable Path indexFolder, @DefaultValue("1") int embeddingThreads,
        @Nullable URI publicUrl) {
    public RetrievalProperties {
        if (embeddingThreads < 0 || embeddingThreads > 64) {
            throw new IllegalArgumentException(
                    "attune.retrieval.embedding-threads lies between 0 and 64, and is not " + embeddingThreads);
        }
    }

    /**
     * Where feeds find their files.
     *
     * @param jars the folder of {@code artifact-version.jar} files; null when there is none
     */
    @ConfigurationProperties("attune.sources")
    public record Sources(@Nullable Path jars) {
    }
}
