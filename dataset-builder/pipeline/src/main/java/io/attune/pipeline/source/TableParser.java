package io.attune.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a table into records and fields (RFC 4180), as bytes, each looked at once. Records end with LF, CRLF or CR; a field
 * that begins with a quotation mark may hold separators, ends of lines and doubled quotation marks; within any other field
 * a quotation mark is a character. A broken record ends with its line and the next one is read again, and one that grows
 * beyond the limit is skipped without being kept. It is written here, and not taken from a library, because those keep a
 * record that never ends until memory does, and tell no columns. Not thread-safe.
 */
final class TableParser {
    private final InputStream in;
    private final byte separator;
    private final int lengthMax;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int limit;

    private byte[] record = new byte[1 << 10];
    private int length;
    private int[] ends = new int[16];
    private int fields;
    private long line;
    private long nextLine = 1;
    private long start;
    private long next;
    private @Nullable LineProblem problem;

    TableParser(InputStream in, char separator, int lengthMax) {
        this.in = in;
        this.separator = (byte) separator;
        this.lengthMax = lengthMax;
    }

    private enum State {
        FIELD_BEGINS,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED,
        /** The record is broken: its line is skipped. */
        BROKEN
    }

    /** Goes to the next record; false at the end. */
    boolean next() throws IOException {
        length = 0;
        fields = 0;
        problem = null;
        line = nextLine;
        start = next;
        int first = read();
        if (first < 0) {
            return false;
        }
        State state = State.FIELD_BEGINS;
        int opened = 0;
        for (int b = first; b >= 0; b = read()) {
            boolean end = b == '\n' || b == '\r';
            if (end && endLine(b, state == State.QUOTED)) {
                break;
            }
            if (state == State.BROKEN) {
                continue;
            }
            if (state == State.FIELD_BEGINS && b == '"') {
                opened = length;
            }
            State after = after(state, b);
            if (after == State.BROKEN) {
                problem = problem(BadReason.BROKEN_TABLE, length, "something stands between a closing"
                        + " quotation mark and the separator", "Double each quotation mark within a quoted field.");
            } else if (b == separator && after == State.FIELD_BEGINS) {
                endField();
            }
            state = after;
            if (!keep((byte) b)) {
                problem = problem(BadReason.TOO_LONG, state == State.QUOTED ? opened : length,
                        "the record is longer than " + lengthMax + " bytes", state == State.QUOTED
                                ? "Close the quotation mark that opens here."
                                : "Write one question and its answer as each record.");
                state = State.BROKEN;
            } else if (length == 3 && start == 0 && LineText.afterMark(record, 0, 3) == 3) {
                state = State.FIELD_BEGINS;
            }
        }
        if (state == State.QUOTED) {
            problem = problem(BadReason.BROKEN_TABLE, opened, "a quotation mark opens here and is not"
                    + " closed before the file ends in line " + nextLine, "Close it, or double it.");
        }
        endField();
        return true;
    }

    private State after(State state, int b) {
        return switch (state) {
            case FIELD_BEGINS -> b == '"' ? State.QUOTED : b == separator ? State.FIELD_BEGINS : State.PLAIN;
            case PLAIN -> b == separator ? State.FIELD_BEGINS : State.PLAIN;
            case QUOTED -> b == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
            case QUOTE_IN_QUOTED ->
                b == '"' ? State.QUOTED : b == separator ? State.FIELD_BEGINS : State.BROKEN;
            case BROKEN -> State.BROKEN;
        };
    }

    /** Counts the line that ends, and tells whether the record ends with it. Of CR and LF together both are taken. */
    private boolean endLine(int b, boolean quoted) throws IOException {
        boolean both = b == '\r' && peek() == '\n';
        if (both && !quoted) {
            read();
        }
        if (!both || !quoted) {
            nextLine++;
        }
        return !quoted;
    }

    private boolean keep(byte b) {
        if (length == lengthMax) {
            return false;
        }
        if (length == record.length) {
            record = Arrays.copyOf(record, (int) Math.min(2L * length, lengthMax));
        }
        record[length++] = b;
        return true;
    }

    private void endField() {
        if (fields == ends.length) {
            ends = Arrays.copyOf(ends, 2 * fields);
        }
        ends[fields++] = length;
    }

    private int peek() throws IOException {
        return position == limit && !fill() ? -1 : buffer[position];
    }

    private int read() throws IOException {
        if (position == limit && !fill()) {
            return -1;
        }
        next++;
        return buffer[position++] & 0xFF;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    /** A problem at a byte of the record. */
    LineProblem problem(String reason, int at, String message, String nextStep) {
        int lineStart = at;
        while (lineStart > 0 && !endsLine(lineStart - 1)) {
            lineStart--;
        }
        long below = 0;
        for (int i = 0; i < lineStart; i++) {
            below += endsLine(i) ? 1 : 0;
        }
        return new LineProblem(reason, below, Utf8.column(record, lineStart, at), message, nextStep);
    }

    private boolean endsLine(int at) {
        return record[at] == '\n' || (record[at] == '\r' && (at + 1 >= length || record[at + 1] != '\n'));
    }

    /** The record as it stands in the file, without its end; valid up to {@link #length()} until the next call. */
    byte[] bytes() {
        return record;
    }

    int length() {
        return length;
    }

    /** How many fields the record has, from 1. */
    int fields() {
        return fields;
    }

    int from(int field) {
        return field == 0 ? 0 : ends[field - 1] + 1;
    }

    int to(int field) {
        return ends[field];
    }

    /** The number of the record's first line, from 1. */
    long line() {
        return line;
    }

    /** Where the record begins, in bytes from the file's beginning. */
    long start() {
        return start;
    }

    /** What is wrong with the record's form, or null. */
    @Nullable
    LineProblem problem() {
        return problem;
    }
}
