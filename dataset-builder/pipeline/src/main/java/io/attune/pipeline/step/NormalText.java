package io.attune.pipeline.step;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Sees in one pass, eight characters at a time, that a text is in the form that {@link Normalize} would bring it to, as
 * nearly all texts are: ASCII without control characters but line feeds, and no space at the ends of lines and of the text.
 */
final class NormalText {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long LOW_BITS = ~HIGH_BITS;
    private static final int DELETE = 0x7f;

    private NormalText() {}

    /** True only when the text is normal; false says nothing. */
    static boolean is(String text) {
        int length = text.length();
        if (length == 0 || text.charAt(0) <= ' ' || text.charAt(length - 1) <= ' ') {
            return length == 0;
        }
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return utf8.length == length && isNormal(utf8);
    }

    /** Of bytes below 0x80 no addition here carries into the next byte, so each byte's high bit tells of it alone. */
    private static boolean isNormal(byte[] ascii) {
        long wrong = 0;
        long spaceBefore = 0;
        int i = 0;
        for (; i + Long.BYTES <= ascii.length; i += Long.BYTES) {
            long word = (long) LONGS.get(ascii, i);
            long control = ~(word + (0x80 - ' ') * ONES);
            long lineFeed = ~((word ^ '\n' * ONES) + LOW_BITS);
            long space = ~((word ^ ' ' * ONES) + LOW_BITS);
            long delete = word + ONES;
            wrong |= (control & ~lineFeed) | delete | (lineFeed & ((space & HIGH_BITS) << Byte.SIZE | spaceBefore));
            spaceBefore = (space & HIGH_BITS) >>> (Long.SIZE - Byte.SIZE);
        }
        boolean afterSpace = spaceBefore != 0;
        for (; i < ascii.length; i++) {
            int c = ascii[i];
            if ((c < ' ' && c != '\n') || c == DELETE || (c == '\n' && afterSpace)) {
                return false;
            }
            afterSpace = c == ' ';
        }
        return (wrong & HIGH_BITS) == 0;
    }
}
