package io.attune.dataset.job;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where sources are found.
 *
 * @param jars the folder of {@code artifact-version.jar} files for spring-metadata, or null when there is none
 */
@ConfigurationProperties("attune.sources")
record SourceProperties(@Nullable Path jars) {
}
