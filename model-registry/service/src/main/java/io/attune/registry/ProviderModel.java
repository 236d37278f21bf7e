package io.attune.registry;

/**
 * A model as a provider serves it.
 *
 * @param connection the name of the platform's connection to the provider
 * @param modelId the provider's own name for it, kept as it came
 * @param capable whether it may write answers from passages; otherwise facts are extracted from them
 */
public record ProviderModel(String connection, String modelId, boolean capable) {

    public ProviderModel {
        if (connection.isBlank() || modelId.isBlank()) {
            throw new IllegalArgumentException(
                    "A provider model needs a connection and a name: '" + connection + "', '" + modelId + "'");
        }
    }
}
