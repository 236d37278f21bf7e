package io.attune.pipeline.source;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * A gzip file (RFC 1952) of one or more members. Unlike the JDK's it treats what follows a member and is none as damage: a
 * member whose first bytes were spoilt would be lost without a word. Not thread-safe.
 */
final class GzipInput extends InputStream {
    private static final int HEADER_CRC = 2;
    private static final int EXTRA = 4;
    private static final int NAME = 8;
    private static final int COMMENT = 16;

    private final InputStream in;
    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final byte[] buffer = new byte[1 << 15];
    private int position;
    private int limit;
    private long size;
    private boolean inMember;
    private boolean ended;

    GzipInput(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        try {
            while (!ended) {
                if (!inMember && !begin()) {
                    ended = true;
                    break;
                }
                int n = inflate(target, from, length);
                if (n > 0) {
                    return n;
                }
            }
        } catch (DataFormatException e) {
            throw DamagedInputException.damaged("the gzip data is damaged");
        } catch (EOFException e) {
            throw DamagedInputException.damaged("the gzip data ends too early");
        }
        return -1;
    }

    private int inflate(byte[] target, int from, int length) throws IOException, DataFormatException {
        int n = inflater.inflate(target, from, length);
        if (n > 0) {
            crc.update(target, from, n);
            size += n;
            return n;
        }
        if (inflater.finished()) {
            position = limit - inflater.getRemaining();
            finishMember();
        } else if (inflater.needsDictionary()) {
            throw new DataFormatException("a preset dictionary");
        } else if (inflater.needsInput()) {
            if (position == limit && !fill()) {
                throw new EOFException();
            }
            inflater.setInput(buffer, position, limit - position);
            position = limit;
        }
        return 0;
    }

    private void finishMember() throws IOException {
        long crcFound = little(4);
        long sizeFound = little(4);
        if (crcFound != crc.getValue() || sizeFound != (size & 0xFFFFFFFFL)) {
            throw DamagedInputException.damaged("the gzip data does not have the checksum it states");
        }
        inMember = false;
    }

    /** Reads a member's header; false at the end of the file. */
    private boolean begin() throws IOException {
        int first = next();
        if (first < 0) {
            return false;
        }
        if (first != 0x1F || must() != 0x8B || must() != 8) {
            throw DamagedInputException.damaged("what follows the gzip data is none");
        }
        int flags = must();
        skip(6);
        if ((flags & EXTRA) != 0) {
            skip((int) little(2));
        }
        if ((flags & NAME) != 0) {
            skipText();
        }
        if ((flags & COMMENT) != 0) {
            skipText();
        }
        if ((flags & HEADER_CRC) != 0) {
            skip(2);
        }
        inflater.reset();
        crc.reset();
        size = 0;
        inMember = true;
        return true;
    }

    private void skipText() throws IOException {
        int b = must();
        while (b != 0) {
            b = must();
        }
    }

    private void skip(int bytes) throws IOException {
        for (int i = 0; i < bytes; i++) {
            must();
        }
    }

    private long little(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (long) must() << (8 * i);
        }
        return value;
    }

    private int must() throws IOException {
        int b = next();
        if (b < 0) {
            throw new EOFException();
        }
        return b;
    }

    private int next() throws IOException {
        return position == limit && !fill() ? -1 : buffer[position++] & 0xFF;
    }

    private boolean fill() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, buffer.length));
        return limit > 0;
    }

    @Override
    public void close() {
        inflater.end();
    }
}
