package io.attune.provider;

/**
 * The provider's own name for an uploaded file, kept as it came.
 *
 * @param value not blank
 */
public record ProviderFileId(String value) {
    public ProviderFileId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("The provider's name for an uploaded file is blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
