package io.attune.registry.focus;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes structures in Thrift's compact protocol, as Parquet's footer and page headers are. Fields go in rising order. */
final class ThriftCompact {
    private static final int I32 = 5;
    private static final int I64 = 6;
    private static final int BINARY = 8;
    private static final int LIST = 9;
    private static final int STRUCT = 12;
    private static final int SHORT_LIST = 15;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Deque<Integer> outer = new ArrayDeque<>();
    private int last;

    ThriftCompact i32(int field, int value) {
        head(field, I32);
        zigzag(value);
        return this;
    }

    ThriftCompact i64(int field, long value) {
        head(field, I64);
        zigzag(value);
        return this;
    }

    ThriftCompact text(int field, String value) {
        head(field, BINARY);
        return text(value);
    }

    ThriftCompact struct(int field) {
        head(field, STRUCT);
        return begin();
    }

    ThriftCompact structs(int field, int size) {
        head(field, LIST);
        return size(size, STRUCT);
    }

    ThriftCompact i32s(int field, int... values) {
        head(field, LIST);
        size(values.length, I32);
        for (int value : values) {
            zigzag(value);
        }
        return this;
    }

    ThriftCompact texts(int field, String value) {
        head(field, LIST);
        return size(1, BINARY).text(value);
    }

    /** Begins a structure: an entry of a list, or what {@link #struct} has announced. */
    ThriftCompact begin() {
        outer.push(last);
        last = 0;
        return this;
    }

    ThriftCompact end() {
        out.write(0);
        last = outer.pop();
        return this;
    }

    /** The whole, ended. */
    byte[] bytes() {
        out.write(0);
        return out.toByteArray();
    }

    private ThriftCompact size(int size, int type) {
        if (size < SHORT_LIST) {
            out.write((size << 4) | type);
        } else {
            out.write(0xF0 | type);
            varint(size);
        }
        return this;
    }

    private ThriftCompact text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        varint(bytes.length);
        out.writeBytes(bytes);
        return this;
    }

    private void head(int field, int type) {
        out.write(((field - last) << 4) | type);
        last = field;
    }

    private void zigzag(long value) {
        varint((value << 1) ^ (value >> 63));
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
