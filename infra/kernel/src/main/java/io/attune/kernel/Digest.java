package io.attune.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * A SHA-256 digest (FIPS 180-4), the name of content everywhere in the platform. Immutable. It holds the 32 bytes alone
 * (48 bytes of heap); the digits are made when they are asked for. Digests are ordered as their digits are.
 */
public final class Digest implements Comparable<Digest> {
    private static final int BYTES = 32;
    private static final int DIGITS = 2 * BYTES;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final long first;
    private final long second;
    private final long third;
    private final long fourth;

    /** @param hex 64 lower-case hexadecimal digits */
    @JsonCreator
    public Digest(@JsonProperty("hex") String hex) {
        if (hex.length() != DIGITS) {
            throw malformed(hex);
        }
        this.first = parse(hex, 0);
        this.second = parse(hex, 16);
        this.third = parse(hex, 32);
        this.fourth = parse(hex, 48);
    }

    private Digest(byte[] bytes, int at) {
        this.first = (long) LONGS.get(bytes, at);
        this.second = (long) LONGS.get(bytes, at + 8);
        this.third = (long) LONGS.get(bytes, at + 16);
        this.fourth = (long) LONGS.get(bytes, at + 24);
    }

    /** The digest that stands in an array as {@link #copyTo} wrote it. */
    public static Digest ofBytes(byte[] bytes, int at) {
        return new Digest(bytes, at);
    }

    /** The digest of some bytes. */
    public static Digest of(byte[] content) {
        return new Digest(sha256().digest(content), 0);
    }

    /** The digest of a text's UTF-8 bytes. */
    public static Digest of(String content) {
        return of(content.getBytes(StandardCharsets.UTF_8));
    }

    /** The digest of everything a stream still holds, read in constant memory. The stream is not closed. */
    public static Digest of(InputStream content) throws IOException {
        MessageDigest sha = sha256();
        byte[] buffer = new byte[1 << 16];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            sha.update(buffer, 0, n);
        }
        return of(sha);
    }

    /** The digest of everything a SHA-256 was fed with, which is empty afterwards. */
    public static Digest of(MessageDigest sha) {
        byte[] bytes = sha.digest();
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A digest has " + BYTES + " bytes, not the " + bytes.length + " of "
                    + sha.getAlgorithm());
        }
        return new Digest(bytes, 0);
    }

    /** Reads what {@link #toString()} wrote; the {@code sha256:} in front may be left out. */
    public static Digest parse(String text) {
        return new Digest(text.startsWith("sha256:") ? text.substring("sha256:".length()) : text);
    }

    /** A new, empty SHA-256, for content that comes in parts. */
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** 64 lower-case hexadecimal digits. */
    @JsonProperty("hex")
    public String hex() {
        byte[] digits = new byte[DIGITS];
        write(first, digits, 0);
        write(second, digits, 16);
        write(third, digits, 32);
        write(fourth, digits, 48);
        return new String(digits, StandardCharsets.ISO_8859_1);
    }

    /** The 32 bytes. */
    public byte[] bytes() {
        byte[] bytes = new byte[BYTES];
        copyTo(bytes, 0);
        return bytes;
    }

    /** Writes the 32 bytes to an array. */
    public void copyTo(byte[] target, int at) {
        LONGS.set(target, at, first);
        LONGS.set(target, at + 8, second);
        LONGS.set(target, at + 16, third);
        LONGS.set(target, at + 24, fourth);
    }

    /** The first 64 bits: as unsigned numbers in the order of the digests but for those that agree in them. */
    public long prefix() {
        return first;
    }

    /** The first twelve digits, for people. */
    public String shortForm() {
        return hex().substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        int order = Long.compareUnsigned(first, other.first);
        order = order != 0 ? order : Long.compareUnsigned(second, other.second);
        order = order != 0 ? order : Long.compareUnsigned(third, other.third);
        return order != 0 ? order : Long.compareUnsigned(fourth, other.fourth);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest that && first == that.first && second == that.second && third == that.third
                && fourth == that.fourth;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(first);
    }

    @Override
    public String toString() {
        return "sha256:" + hex();
    }

    private static long parse(String hex, int from) {
        long value = 0;
        for (int i = from; i < from + 16; i++) {
            char c = hex.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                throw malformed(hex);
            }
            value = value << 4 | (c <= '9' ? c - '0' : c - 'a' + 10);
        }
        return value;
    }

    private static void write(long value, byte[] digits, int from) {
        for (int i = 0; i < 16; i++) {
            digits[from + i] = HEX[(int) (value >>> (60 - 4 * i)) & 0xF];
        }
    }

    private static IllegalArgumentException malformed(String hex) {
        return new IllegalArgumentException("A digest is 64 lower-case hexadecimal digits, not '" + hex + "'");
    }
}
