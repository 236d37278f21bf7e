package io.attune.pipeline.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.attune.pipeline.Attributes;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.Part;
import io.attune.pipeline.Role;
import io.attune.pipeline.plan.SourceSpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads the plainest kind of line, which nearly all lines of nearly all files are, without a tree: messages of a role, a
 * text and perhaps a weight, and metadata of texts. Whatever is not exactly that, right or wrong, it leaves to {@link
 * JsonText} and {@link LineParser}, which alone know what is allowed and how to say what is not; so there is nothing to be
 * said here about a line but the example. What both read they read alike. Not thread-safe.
 */
final class PlainLine {
    private static final long ONES = 0x0101010101010101L;
    private static final int ASCII_END = 0x80;
    private static final byte[] MESSAGES = bytes("messages");
    private static final byte[] METADATA = bytes("metadata");
    private static final byte[] ROLE = bytes("role");
    private static final byte[] CONTENT = bytes("content");
    private static final byte[] WEIGHT = bytes("weight");
    private static final List<Role> ROLES = List.of(Role.values());
    private static final List<byte[]> ROLE_WORDS = ROLES.stream().map(role -> bytes(role.word())).toList();
    private static final int NAMES_MAX = 64;

    private final SourceSpec.OfFile source;
    private final List<byte[]> names = new ArrayList<>();
    private final List<String> nameTexts = new ArrayList<>();
    private final List<String> entries = new ArrayList<>();
    private byte[] unescaped = new byte[256];
    private int made;

    private byte[] line = unescaped;
    private int at;
    private int end;
    private int start;
    private int stop;
    private boolean escaped;
    private boolean wide;

    PlainLine(SourceSpec.OfFile source) {
        this.source = source;
    }

    private static byte[] bytes(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether lines of the source can be of this kind. */
    static boolean isFor(SourceSpec.OfFile source) {
        return source instanceof SourceSpec.Jsonl;
    }

    /**
     * The example of a line, or null when the line is of another kind.
     *
     * @param from of a line of valid UTF-8 without a byte order mark
     */
    @Nullable
    Example read(String place, byte[] bytes, int from, int to) {
        line = bytes;
        at = from;
        end = to;
        entries.clear();
        List<Message> messages = null;
        boolean metadata = false;
        if (!take('{')) {
            return null;
        }
        do {
            if (!string() || escaped) {
                return null;
            }
            if (messages == null && is(MESSAGES) && take(':')) {
                messages = messages();
                if (messages == null) {
                    return null;
                }
            } else if (metadata || !is(METADATA) || !take(':') || !metadata()) {
                return null;
            } else {
                metadata = true;
            }
        } while (take(','));
        return messages != null && take('}') && atEnd() ? example(place, messages) : null;
    }

    private @Nullable Example example(String place, List<Message> messages) {
        String key = place;
        String group = null;
        String language = null;
        String license = source.license();
        int kept = 0;
        for (int i = 0; i < entries.size(); i += 2) {
            String value = entries.get(i + 1);
            switch (entries.get(i)) {
                case "id" -> key = value;
                case "group" -> group = value;
                case "lang" -> language = value;
                case "license" -> license = value;
                default -> {
                    entries.set(kept++, entries.get(i));
                    entries.set(kept++, value);
                }
            }
        }
        Attributes attributes = Attributes.of(entries.subList(0, kept).toArray(String[]::new));
        return new Example(source.name(), key, group == null ? source.name() + "/" + key : group, license, language,
                messages, List.of(), null, attributes);
    }

    private @Nullable List<Message> messages() {
        if (!take('[')) {
            return null;
        }
        Message first = message();
        if (first == null) {
            return null;
        }
        if (!take(',')) {
            return take(']') ? List.of(first) : null;
        }
        Message second = message();
        if (second == null) {
            return null;
        }
        if (take(']')) {
            return List.of(first, second);
        }
        List<Message> messages = new ArrayList<>(List.of(first, second));
        while (take(',')) {
            Message message = message();
            if (message == null) {
                return null;
            }
            messages.add(message);
        }
        return take(']') ? messages : null;
    }

    private @Nullable Message message() {
        Role role = null;
        String content = null;
        Integer weight = null;
        if (!take('{')) {
            return null;
        }
        do {
            if (!string() || escaped) {
                return null;
            }
            if (role == null && is(ROLE)) {
                role = take(':') && string() ? role() : null;
                if (role == null) {
                    return null;
                }
            } else if (content == null && is(CONTENT)) {
                content = take(':') && string() ? text() : null;
                if (content == null) {
                    return null;
                }
            } else if (weight == null && is(WEIGHT) && take(':')) {
                weight = weight();
                if (weight == null) {
                    return null;
                }
            } else {
                return null;
            }
        } while (take(','));
        if (!take('}') || role == null || content == null || (weight != null && role != Role.ASSISTANT)) {
            return null;
        }
        return new Message(role, List.of(new Part.Text(content)), null, List.of(), null, weight, null);
    }

    private @Nullable Role role() {
        if (!escaped) {
            for (int i = 0; i < ROLES.size(); i++) {
                if (is(ROLE_WORDS.get(i))) {
                    return ROLES.get(i);
                }
            }
        }
        return null;
    }

    private @Nullable Integer weight() {
        skip();
        if (at + 1 < end && (line[at] == '0' || line[at] == '1') && (line[at + 1] == ',' || line[at + 1] == '}')) {
            return line[at++] - '0';
        }
        return null;
    }

    /** Takes an object of texts; no name twice, and no empty values for what is reserved. */
    private boolean metadata() {
        if (!take('{')) {
            return false;
        }
        if (take('}')) {
            return true;
        }
        do {
            if (!string()) {
                return false;
            }
            String name = name();
            if (name == null || !take(':') || !string()) {
                return false;
            }
            String value = text();
            if (value == null || value.isBlank() || entries.size() > NAMES_MAX) {
                return false;
            }
            for (int i = 0; i < entries.size(); i += 2) {
                if (entries.get(i).equals(name)) {
                    return false;
                }
            }
            entries.add(name);
            entries.add(value);
        } while (take(','));
        return take('}');
    }

    /** The name read last; the same name of two lines is one text. */
    private @Nullable String name() {
        if (escaped) {
            return null;
        }
        for (int i = 0; i < names.size(); i++) {
            if (is(names.get(i))) {
                return nameTexts.get(i);
            }
        }
        String text = text();
        if (text != null && names.size() < NAMES_MAX) {
            names.add(Arrays.copyOfRange(line, start, stop));
            nameTexts.add(text);
        }
        return text;
    }

    private boolean is(byte[] word) {
        return Arrays.equals(line, start, stop, word, 0, word.length);
    }

    private void skip() {
        while (at < end && (line[at] == ' ' || line[at] == '\t')) {
            at++;
        }
    }

    private boolean take(char sign) {
        skip();
        if (at < end && line[at] == sign) {
            at++;
            return true;
        }
        return false;
    }

    private boolean atEnd() {
        skip();
        return at == end;
    }

    /** Finds the next string, and whether it has escapes or other characters than ASCII's. */
    private boolean string() {
        if (!take('"')) {
            return false;
        }
        start = at;
        escaped = false;
        long high = 0;
        int i = at;
        while (true) {
            for (; i + Long.BYTES <= end; i += Long.BYTES) {
                long word = (long) Utf8.LONGS.get(line, i);
                long quote = word ^ '"' * ONES;
                long backslash = word ^ '\\' * ONES;
                long found = (((quote - ONES) & ~quote) | ((backslash - ONES) & ~backslash)
                        | ((word - ' ' * ONES) & ~word)) & Utf8.HIGH_BITS;
                if (found != 0) {
                    int before = Long.numberOfTrailingZeros(found) / Byte.SIZE;
                    high |= word & ((1L << (before * Byte.SIZE)) - 1);
                    i += before;
                    break;
                }
                high |= word;
            }
            while (i < end && line[i] != '"' && line[i] != '\\' && (line[i] < 0 || line[i] >= ' ')) {
                high |= line[i++];
            }
            if (i >= end || (line[i] >= 0 && line[i] < ' ')) {
                return false;
            }
            if (line[i] == '"') {
                break;
            }
            escaped = true;
            i += 2;
        }
        wide = (high & Utf8.HIGH_BITS) != 0;
        stop = i;
        at = i + 1;
        return true;
    }

    /** The string found last, or null when one of its escapes is none or half a character. */
    private @Nullable String text() {
        if (!escaped) {
            return new String(line, start, stop - start, wide ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
        }
        if (unescaped.length < stop - start) {
            unescaped = new byte[2 * (stop - start)];
        }
        made = 0;
        int from = start;
        while (from >= 0 && from < stop) {
            int backslash = from;
            while (backslash < stop && line[backslash] != '\\') {
                backslash++;
            }
            System.arraycopy(line, from, unescaped, made, backslash - from);
            made += backslash - from;
            from = backslash < stop ? unescape(backslash) : backslash;
        }
        return from < 0
                ? null
                : new String(unescaped, 0, made, wide ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1);
    }

    /** Takes an escape, which is never shorter than what it stands for, and returns where it ends; -1 when it is none. */
    private int unescape(int from) {
        int meant = simple(line[from + 1]);
        if (meant < 0) {
            return unicode(from);
        }
        unescaped[made++] = (byte) meant;
        return from + 2;
    }

    private static int simple(byte sign) {
        return switch (sign) {
            case '"', '\\', '/' -> sign;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> -1;
        };
    }

    /** Takes {@code \}{@code uXXXX}, or two of them that are one character. */
    private int unicode(int from) {
        int point = unit(from);
        int after = from + 6;
        if (point >= Character.MIN_HIGH_SURROGATE && point <= Character.MAX_HIGH_SURROGATE) {
            int low = unit(after);
            after += 6;
            boolean pair = low >= Character.MIN_LOW_SURROGATE && low <= Character.MAX_LOW_SURROGATE;
            point = pair ? Character.toCodePoint((char) point, (char) low) : -1;
        }
        if (point < 0 || (point >= Character.MIN_LOW_SURROGATE && point <= Character.MAX_LOW_SURROGATE)) {
            return -1;
        }
        if (point < ASCII_END) {
            unescaped[made++] = (byte) point;
        } else {
            byte[] utf8 = Character.toString(point).getBytes(StandardCharsets.UTF_8);
            System.arraycopy(utf8, 0, unescaped, made, utf8.length);
            made += utf8.length;
            wide = true;
        }
        return after;
    }

    /** The code unit of the escape that begins here within the string, or -1. */
    private int unit(int from) {
        if (from + 6 > stop || line[from] != '\\' || line[from + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = from + 2; i < from + 6; i++) {
            int digit = Character.digit(line[i], 16);
            if (digit < 0) {
                return -1;
            }
            unit = unit << 4 | digit;
        }
        return unit;
    }
}
