package io.attune.index;

/**
 * A half-open range of a text, in UTF-16 code units.
 *
 * @param start the first unit, from 0
 * @param end behind the last unit; never before the start
 */
public record Span(int start, int end) {
    public Span {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("A span begins at 0 or later and does not end before its start: "
                    + start + " to " + end);
        }
    }

    public int length() {
        return end - start;
    }

    /** Whether the whole span lies within {@code text}. */
    public boolean fits(String text) {
        return end <= text.length();
    }

    /** What stands there. */
    public String in(String text) {
        return text.substring(start, end);
    }

    public boolean contains(Span other) {
        return start <= other.start && other.end <= end;
    }

    /** The same range {@code offset} units further on. */
    public Span shift(int offset) {
        return new Span(start + offset, end + offset);
    }
}
