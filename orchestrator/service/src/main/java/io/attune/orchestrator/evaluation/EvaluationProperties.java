package io.attune.orchestrator.evaluation;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where evaluation asks.
 *
 * @param url of the retrieval runtime, or null for this process
 * @param keyFile a file with an API key for it, or null for this installation's admin key
 * @param timeout of one question
 * @param parallel how many questions are under way at once
 */
@ConfigurationProperties("attune.retrieval")
record EvaluationProperties(@Nullable URI url, @Nullable Path keyFile, @DefaultValue("60s") Duration timeout,
        @DefaultValue("16") int parallel) {
}
