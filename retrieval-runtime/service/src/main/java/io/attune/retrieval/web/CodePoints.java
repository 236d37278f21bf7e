package io.attune.retrieval.web;

import io.attune.index.Span;

/** Positions in code points, for callers whose language counts so, and back. */
final class CodePoints {
    private CodePoints() {}

    /** The same range, counted in code points. */
    static Span of(String text, Span units) {
        int start = text.codePointCount(0, units.start());
        return new Span(start, start + text.codePointCount(units.start(), units.end()));
    }

    /**
     * The position in UTF-16 units of a position in code points.
     *
     * @throws IndexOutOfBoundsException when the text is shorter
     */
    static int toUnits(String text, int codePoints) {
        return text.offsetByCodePoints(0, codePoints);
    }
}
