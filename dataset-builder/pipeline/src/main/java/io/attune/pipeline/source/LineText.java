package io.attune.pipeline.source;

import org.jspecify.annotations.Nullable;

/** What is looked for in a line's bytes before it is parsed. Every function looks at each byte at most once. */
final class LineText {
    private LineText() {}

    /** Whether the line holds nothing but white space and byte order marks. */
    static boolean isBlank(byte[] bytes, int from, int to) {
        for (int i = afterMark(bytes, from, to); i < to; i++) {
            if (bytes[i] != ' ' && bytes[i] != '\t' && bytes[i] != '\r') {
                return false;
            }
        }
        return true;
    }

    /** The index behind a byte order mark, where one begins the line. */
    static int afterMark(byte[] bytes, int from, int to) {
        boolean mark = to - from >= 3 && bytes[from] == (byte) 0xEF && bytes[from + 1] == (byte) 0xBB
                && bytes[from + 2] == (byte) 0xBF;
        return mark ? from + 3 : from;
    }

    /** What the first line of a file says about all of it, or null when it may be text. */
    static @Nullable LineProblem foreign(byte[] bytes, int from, int to) {
        String name = archive(bytes, from, to);
        if (name != null) {
            return new LineProblem(BadReason.NOT_TEXT, 1, "the file is " + name + " and not text",
                    "Unpack or convert it, and name what comes out.");
        }
        String order = utf16(bytes, from, to);
        return order == null
                ? null
                : new LineProblem(BadReason.UTF_16, 1, "the file is UTF-16 (" + order + " endian)",
                        "Convert it: iconv -f UTF-16" + (order.equals("little") ? "LE" : "BE")
                                + " -t UTF-8 FILE > NEW.");
    }

    private static @Nullable String archive(byte[] bytes, int from, int to) {
        if (begins(bytes, from, to, 'P', 'K', 3, 4)) {
            return "a zip archive (or a spreadsheet)";
        }
        if (begins(bytes, from, to, 'B', 'Z', 'h')) {
            return "compressed by bzip2";
        }
        if (begins(bytes, from, to, 0xFD, '7', 'z', 'X', 'Z')) {
            return "compressed by xz";
        }
        return begins(bytes, from, to, 'P', 'A', 'R', '1') ? "Parquet" : null;
    }

    private static @Nullable String utf16(byte[] bytes, int from, int to) {
        if (begins(bytes, from, to, 0xFF, 0xFE)) {
            return "little";
        }
        if (begins(bytes, from, to, 0xFE, 0xFF)) {
            return "big";
        }
        if (to - from < 4) {
            return null;
        }
        boolean even = bytes[from] == 0 && bytes[from + 2] == 0 && bytes[from + 1] != 0 && bytes[from + 3] != 0;
        boolean odd = bytes[from] != 0 && bytes[from + 2] != 0 && bytes[from + 1] == 0 && bytes[from + 3] == 0;
        return even ? "big" : odd ? "little" : null;
    }

    private static boolean begins(byte[] bytes, int from, int to, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (from + i >= to || (bytes[from + i] & 0xFF) != start[i]) {
                return false;
            }
        }
        return true;
    }

    static int indexOf(byte[] bytes, int from, int to, int value) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == value) {
                return i;
            }
        }
        return -1;
    }

    /** The index of an escape such as {@code \ud800} that is half of a character without its other half, or -1. */
    static int loneSurrogate(byte[] bytes, int from, int to) {
        int i = indexOf(bytes, from, to, '\\');
        while (i >= 0 && i + 1 < to) {
            int unit = escape(bytes, i, to);
            if (unit < 0xD800 || unit > 0xDFFF) {
                i += unit < 0 ? 2 : 6;
            } else if (unit < 0xDC00 && isLow(escape(bytes, i + 6, to))) {
                i += 12;
            } else {
                return i;
            }
            i = indexOf(bytes, i, to, '\\');
        }
        return -1;
    }

    private static boolean isLow(int unit) {
        return unit >= 0xDC00 && unit <= 0xDFFF;
    }

    /** The code unit that an escape {@code \}{@code uXXXX} stands for, or -1 when none begins there. */
    private static int escape(byte[] bytes, int at, int to) {
        if (at + 6 > to || bytes[at] != '\\' || bytes[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + 6; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
