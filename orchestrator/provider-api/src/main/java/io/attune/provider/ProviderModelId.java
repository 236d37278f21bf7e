package io.attune.provider;

/**
 * The provider's own name for a base or tuned model, kept as it came.
 *
 * @param value not blank
 */
public record ProviderModelId(String value) {
    public ProviderModelId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("The provider's name for a base or tuned model is blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
