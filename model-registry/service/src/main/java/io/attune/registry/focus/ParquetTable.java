package io.attune.registry.focus;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Writes a table as Apache Parquet (format 2): one row group, each column one page of plain values, not compressed, every
 * value optional. Enough for exports, and readable by every engine; not for large tables, for all of it is held in memory.
 */
final class ParquetTable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int PLAIN = 0;
    private static final int RLE = 3;
    private static final int OPTIONAL = 1;
    private static final int SCALE = 12;
    private static final int PRECISION = 38;
    private static final int DECIMAL_BYTES = 16;

    private ParquetTable() {}

    /** What a column holds. */
    enum Kind {
        TEXT(6, 0),
        /** DECIMAL(38, 12). */
        DECIMAL(7, 5),
        /** Microseconds, UTC. */
        INSTANT(2, 10);

        private final int type;
        private final int converted;

        Kind(int type, int converted) {
            this.type = type;
            this.converted = converted;
        }
    }

    private record Chunk(String column, Kind kind, long offset, int size) {
    }

    /**
     * Writes.
     *
     * @param columns in order
     * @param rows the values as texts by column; instants as RFC 3339
     */
    static byte[] write(Map<String, Kind> columns, List<Map<String, @Nullable String>> rows) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(MAGIC);
        List<Chunk> chunks = new ArrayList<>();
        columns.forEach((column, kind) -> {
            List<@Nullable String> values = new ArrayList<>();
            rows.forEach(row -> values.add(row.get(column)));
            byte[] page = page(kind, values);
            byte[] header = new ThriftCompact().i32(1, 0).i32(2, page.length).i32(3, page.length).struct(5).i32(1,
                    rows.size()).i32(2, PLAIN).i32(3, RLE).i32(4, RLE).end().bytes();
            chunks.add(new Chunk(column, kind, out.size(), header.length + page.length));
            out.writeBytes(header);
            out.writeBytes(page);
        });
        byte[] footer = footer(chunks, rows.size());
        out.writeBytes(footer);
        out.writeBytes(little(4).putInt(footer.length).array());
        out.writeBytes(MAGIC);
        return out.toByteArray();
    }

    /** Which values are there, as runs, and then the values that are. */
    private static byte[] page(Kind kind, List<@Nullable String> values) {
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        int i = 0;
        while (i < values.size()) {
            boolean there = values.get(i) != null;
            int run = i;
            while (run < values.size() && (values.get(run) != null) == there) {
                run++;
            }
            varint(levels, (run - i) << 1);
            levels.write(there ? 1 : 0);
            i = run;
        }
        for (String value : values) {
            if (value != null) {
                plain.writeBytes(plain(kind, value));
            }
        }
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        page.writeBytes(little(4).putInt(levels.size()).array());
        page.writeBytes(levels.toByteArray());
        page.writeBytes(plain.toByteArray());
        return page.toByteArray();
    }

    private static byte[] plain(Kind kind, String value) {
        return switch (kind) {
            case TEXT -> {
                byte[] text = value.getBytes(StandardCharsets.UTF_8);
                yield little(4 + text.length).putInt(text.length).put(text).array();
            }
            case DECIMAL -> {
                byte[] number = new BigDecimal(value).setScale(SCALE,
                        RoundingMode.HALF_EVEN).unscaledValue().toByteArray();
                if (number.length > DECIMAL_BYTES) {
                    throw new IllegalArgumentException("A figure is too large for DECIMAL(38, 12): " + value);
                }
                byte[] whole = new byte[DECIMAL_BYTES];
                Arrays.fill(whole, number[0] < 0 ? (byte) -1 : 0);
                System.arraycopy(number, 0, whole, DECIMAL_BYTES - number.length, number.length);
                yield whole;
            }
            case INSTANT -> {
                Instant instant = Instant.parse(value);
                yield little(8).putLong(TimeUnit.SECONDS.toMicros(instant.getEpochSecond())
                        + TimeUnit.NANOSECONDS.toMicros(instant.getNano())).array();
            }
        };
    }

    private static byte[] footer(List<Chunk> chunks, int rows) {
        ThriftCompact footer = new ThriftCompact().i32(1, 2).structs(2, chunks.size() + 1);
        footer.begin().text(4, "focus").i32(5, chunks.size()).end();
        for (Chunk chunk : chunks) {
            footer.begin().i32(1, chunk.kind().type);
            if (chunk.kind() == Kind.DECIMAL) {
                footer.i32(2, DECIMAL_BYTES);
            }
            footer.i32(3, OPTIONAL).text(4, chunk.column()).i32(6, chunk.kind().converted);
            if (chunk.kind() == Kind.DECIMAL) {
                footer.i32(7, SCALE).i32(8, PRECISION);
            }
            footer.end();
        }
        footer.i64(3, rows).structs(4, 1).begin().structs(1, chunks.size());
        long bytes = 0;
        for (Chunk chunk : chunks) {
            bytes += chunk.size();
            footer.begin().i64(2, chunk.offset()).struct(3).i32(1, chunk.kind().type).i32s(2, PLAIN, RLE).texts(3,
                    chunk.column()).i32(4, 0).i64(5, rows).i64(6, chunk.size()).i64(7, chunk.size()).i64(9,
                            chunk.offset()).end().end();
        }
        return footer.i64(2, bytes).i64(3, rows).end().text(6, "attune").bytes();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    private static ByteBuffer little(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
