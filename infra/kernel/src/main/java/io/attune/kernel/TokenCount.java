package io.attune.kernel;

/**
 * A number of tokens.
 *
 * @param value zero or more
 */
public record TokenCount(long value) implements Comparable<TokenCount> {
    public static final TokenCount ZERO = new TokenCount(0);

    public TokenCount {
        if (value < 0) {
            throw new IllegalArgumentException("A token count is not negative: " + value);
        }
    }

    public TokenCount plus(TokenCount other) {
        return new TokenCount(Math.addExact(value, other.value));
    }

    public TokenCount times(long factor) {
        return new TokenCount(Math.multiplyExact(value, factor));
    }

    @Override
    public int compareTo(TokenCount other) {
        return Long.compare(value, other.value);
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
