package io.attune.app;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the operator configures beside the platform's own settings.
 *
 * @param connections accounts at providers, by which recipes train
 * @param nodeRoles what this process does
 */
@ConfigurationProperties("attune")
record AppProperties(@DefaultValue List<Connection> connections,
        @DefaultValue({
                "control", "worker", "retrieval"}) Set<NodeRole> nodeRoles) {

    /**
     * What a process does. One process does everything for now.
     */
    enum NodeRole {
        /** API, UI, schedules, dispatch and watching. */
        CONTROL,
        /** Batch jobs. */
        WORKER,
        /** The index and {@code /v1}. */
        RETRIEVAL
    }

    /**
     * An account at a provider. Exactly one of the two credentials may be given; a server that wants none has neither.
     *
     * @param name by which recipes refer to it
     * @param dialect which adapter speaks to it, such as {@code openai}
     * @param baseUrl where its API begins
     * @param credentialFile a file that holds the credential, read each time it is needed
     * @param credentialEnv an environment variable that holds the credential
     * @param timeout the longest one request may take
     * @param tariff prices of its base models
     * @param options what the adapter needs beyond that, such as {@code flavour}; each adapter says what it knows
     * @param secretFiles files that hold further credentials, by the adapter's names, such as {@code webhook}
     */
    record Connection(@Nullable String name, @Nullable String dialect, @Nullable URI baseUrl,
            @Nullable Path credentialFile, @Nullable String credentialEnv, @DefaultValue("30s") Duration timeout,
            @DefaultValue List<Tariff> tariff, @DefaultValue Map<String, String> options,
            @DefaultValue Map<String, Path> secretFiles) {}

    /**
     * Prices of one base model.
     *
     * @param source where the figures come from
     * @param currency ISO 4217
     * @param capable whether the model may write answers from passages; facts are extracted from cited text otherwise
     * @param hostingPerHour price of an hour of an endpoint, whether it is asked or not
     * @param trainingPerGpuHour price of an hour of a GPU that a trainer of one's own holds; its trainings are billed by that
     * @param observedOn when somebody last looked
     */
    record Tariff(@Nullable String baseModel, @Nullable String source, @Nullable String currency,
            @DefaultValue("false") boolean capable, @Nullable BigDecimal trainingPerMillionTokens,
            @Nullable BigDecimal inputPerMillionTokens, @Nullable BigDecimal outputPerMillionTokens,
            @Nullable BigDecimal hostingPerHour, @Nullable BigDecimal trainingPerGpuHour,
            @Nullable LocalDate observedOn) {}
}
