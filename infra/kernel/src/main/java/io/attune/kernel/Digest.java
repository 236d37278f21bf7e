package io.attune.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A SHA-256 digest (FIPS 180-4), the name of content everywhere in the platform.
 *
 * @param hex 64 lower-case hexadecimal digits
 */
public record Digest(String hex) implements Comparable<Digest> {

    public Digest {
        boolean wellFormed = hex.length() == 64;
        for (int i = 0; wellFormed && i < 64; i++) {
            wellFormed = "0123456789abcdef".indexOf(hex.charAt(i)) >= 0;
        }
        if (!wellFormed) {
            throw new IllegalArgumentException("A digest is 64 lower-case hexadecimal digits, not '" + hex + "'");
        }
    }

    /** The digest of some bytes. */
    public static Digest of(byte[] content) {
        return new Digest(HexFormat.of().formatHex(sha256().digest(content)));
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
        return new Digest(HexFormat.of().formatHex(sha.digest()));
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

    /** The 32 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    /** The first twelve digits, for people. */
    public String shortForm() {
        return hex.substring(0, 12);
    }

    @Override
    public int compareTo(Digest other) {
        return hex.compareTo(other.hex);
    }

    @Override
    public String toString() {
        return "sha256:" + hex;
    }
}
