package io.attune.pipeline.source;

import java.nio.charset.StandardCharsets;

import io.attune.pipeline.plan.TextEncoding;

/** The text of a table's fields in the encoding its source states. */
final class TableText {
    private final TextEncoding encoding;
    private final boolean[] known = new boolean[256];

    TableText(TextEncoding encoding) {
        this.encoding = encoding;
        for (int b = 0; b < 256; b++) {
            known[b] = new String(new byte[]{(byte) b}, encoding.charset()).charAt(0) != '\ufffd';
        }
    }

    /** The index of the first byte that stands for no character, or -1. */
    int firstInvalid(byte[] bytes, int from, int to) {
        if (encoding == TextEncoding.UTF_8) {
            return Utf8.firstInvalid(bytes, from, to);
        }
        for (int i = from; i < to; i++) {
            if (!known[bytes[i] & 0xFF]) {
                return i;
            }
        }
        return -1;
    }

    /** What a byte of the table's record that stands for no character means. */
    LineProblem notEncoded(TableParser table, int at) {
        boolean utf8 = encoding == TextEncoding.UTF_8;
        return table.problem(utf8 ? BadReason.NOT_UTF_8 : BadReason.NOT_ENCODED, at, "byte "
                + Readers.hex(table.bytes()[at]) + " at offset " + (table.start() + at) + " is not "
                + encoding.charset().name(), utf8
                        ? "Save the file as UTF-8, or write encoding: windows-1252 if that is what it is."
                        : "Save the file as UTF-8 and leave the encoding out.");
    }

    /** A field's text: without its quotation marks where it has them, and doubled ones as one. */
    String field(byte[] bytes, int from, int to) {
        if (from == to || bytes[from] != '"') {
            return new String(bytes, from, to - from, encoding.charset());
        }
        String inside = new String(bytes, from + 1, to - from - 2, encoding.charset());
        return inside.indexOf('"') < 0 ? inside : inside.replace("\"\"", "\"");
    }

    /** Whether text in this encoding may begin with a byte order mark. */
    boolean mayHaveMark() {
        return encoding.charset().equals(StandardCharsets.UTF_8);
    }
}
