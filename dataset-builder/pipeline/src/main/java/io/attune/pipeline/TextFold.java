package io.attune.pipeline;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Texts put together in a form in which those that say the same are equal, as UTF-8 in a buffer that is used again and
 * again: what is compared need not be made into texts. ASCII is folded without a branch that depends on where words end,
 * because a processor guesses that wrong for every other word. Half a character counts as a question mark. Not thread-safe.
 */
public final class TextFold {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long STEP = 0x9E3779B97F4A7C15L;
    private static final long FINISH = 0xD6E8FEB86659FD93L;
    private static final int ASCII = 0x80;
    /** For each ASCII character its lower case where it is a letter or digit, else a space. */
    private static final byte[] WORD = new byte[ASCII];
    /** For each ASCII character itself where it is no white space, else a space. */
    private static final byte[] SPACED = new byte[ASCII];

    static {
        for (int c = 0; c < ASCII; c++) {
            WORD[c] = (byte) (Character.isLetterOrDigit(c) ? Character.toLowerCase(c) : ' ');
            SPACED[c] = (byte) (Character.isWhitespace(c) ? ' ' : c);
        }
    }

    private byte[] bytes;
    private int length;

    public TextFold() {
        this(1 << 10);
    }

    /** @param capacity how many characters there will probably be */
    TextFold(int capacity) {
        bytes = new byte[capacity + 1];
    }

    /** Begins anew. */
    public TextFold clear() {
        length = 0;
        return this;
    }

    /** Adds an ASCII character as it is. */
    public TextFold add(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** Adds a text as it is. */
    public TextFold add(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        ensure(utf8.length);
        System.arraycopy(utf8, 0, bytes, length, utf8.length);
        length += utf8.length;
        return this;
    }

    /** Adds the NFC form of a text with each run of white space one space, and none at the ends. */
    public TextFold addSpaced(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length == text.length()) {
            return addFolded(utf8, SPACED);
        }
        String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder folded = new StringBuilder(composed.length());
        for (int i = 0; i < composed.length(); i++) {
            char c = composed.charAt(i);
            addOrSpace(folded, c, !Character.isWhitespace(c));
        }
        return add(withoutEnd(folded));
    }

    /** Adds the words of a text: letters and digits of the NFKC form in lower case, everything between them one space. */
    public TextFold addWords(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        if (utf8.length == text.length()) {
            return addFolded(utf8, WORD);
        }
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        StringBuilder folded = new StringBuilder(plain.length());
        for (int i = 0; i < plain.length();) {
            int c = plain.codePointAt(i);
            addOrSpace(folded, c, Character.isLetterOrDigit(c));
            i += Character.charCount(c);
        }
        return add(withoutEnd(folded));
    }

    /** Adds ASCII as a table has it; of spaces in a row the first alone, and none at the ends. */
    private TextFold addFolded(byte[] ascii, byte[] table) {
        ensure(ascii.length + 1);
        byte[] out = bytes;
        int at = length;
        int inside = 0;
        for (byte c : ascii) {
            byte folded = table[c & (ASCII - 1)];
            int part = ((' ' - folded) | (folded - ' ')) >>> (Integer.SIZE - 1);
            out[at] = folded;
            at += part | inside;
            inside = part;
        }
        length = at > length && inside == 0 ? at - 1 : at;
        return this;
    }

    private static void addOrSpace(StringBuilder folded, int c, boolean part) {
        if (part) {
            folded.appendCodePoint(c);
        } else if (!folded.isEmpty() && folded.charAt(folded.length() - 1) != ' ') {
            folded.append(' ');
        }
    }

    private static String withoutEnd(StringBuilder folded) {
        boolean space = !folded.isEmpty() && folded.charAt(folded.length() - 1) == ' ';
        return folded.substring(0, folded.length() - (space ? 1 : 0));
    }

    /** A hash of what was added: equal for equal texts, and for others hardly ever. */
    public long hash() {
        byte[] text = bytes;
        long hash = length;
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            hash = (hash ^ (long) LONGS.get(text, i)) * STEP;
            hash ^= hash >>> 29;
        }
        for (; i < length; i++) {
            hash = (hash ^ text[i]) * STEP;
            hash ^= hash >>> 29;
        }
        hash *= FINISH;
        return hash ^ (hash >>> 32);
    }

    /** Whether the same was added to both. */
    public boolean isSame(TextFold other) {
        return Arrays.equals(bytes, 0, length, other.bytes, 0, other.length);
    }

    /** What was added. */
    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), 2 * bytes.length));
        }
    }
}
