package io.attune.pipeline.redact.check;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** Addresses that stand for real ones: {@code user-}, eight hexadecimal digits and four that check them, at example.com. */
public final class FakeEmail {
    private static final String BEGIN = "user-";
    private static final String END = "@example.com";
    private static final int HASH = 8;
    private static final int CHECK = 4;

    private FakeEmail() {}

    /** @param hash eight hexadecimal digits in lower case */
    public static String of(String hash) {
        return BEGIN + hash + check(hash) + END;
    }

    /** Whether an address came from {@link #of}; by chance one of 65,536 of this form. */
    public static boolean isOne(String address) {
        boolean shaped = address.length() == BEGIN.length() + HASH + CHECK + END.length() && address.startsWith(BEGIN)
                && address.endsWith(END);
        return shaped && address.startsWith(check(address.substring(BEGIN.length(), BEGIN.length() + HASH)),
                BEGIN.length() + HASH);
    }

    private static String check(String hash) {
        CRC32 crc = new CRC32();
        crc.update(hash.getBytes(StandardCharsets.US_ASCII));
        return "%04x".formatted(crc.getValue() & 0xffff);
    }
}
