package io.attune.provider;

/**
 * The provider's own name for a job, kept as it came.
 *
 * @param value not blank
 */
public record ProviderJobId(String value) {
    public ProviderJobId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("The provider's name for a job is blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
