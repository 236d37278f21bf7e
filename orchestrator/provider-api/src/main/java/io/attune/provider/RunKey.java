package io.attune.provider;

/**
 * The key of one intent to pay for a run: minted and stored before anything is sent, carried by the provider's job, and
 * looked for when an answer is lost.
 *
 * @param value 1 to 64 characters of {@code A-Z a-z 0-9 _ -}, which every provider's label or metadata field takes
 */
public record RunKey(String value) {
    public RunKey {
        boolean wellFormed = !value.isEmpty() && value.length() <= 64;
        for (int i = 0; wellFormed && i < value.length(); i++) {
            char c = value.charAt(i);
            wellFormed = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
        }
        if (!wellFormed) {
            throw new IllegalArgumentException("A run key is 1 to 64 letters, digits, '_' or '-', not '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
