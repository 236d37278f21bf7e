package io.attune.bench.submission;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A request or an answer of HTTP/1.1 as it came, byte by byte: each character is one.
 *
 * @param head from the first line to the empty one
 * @param rest what follows
 * @param whole whether it came to its end
 */
record HttpMessage(String head, String rest, boolean whole) {
    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: *(\\d+)", Pattern.CASE_INSENSITIVE);
    private static final byte[] CHUNKS_END = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    /** Reads the next message; null when the connection ends before it. */
    static @Nullable HttpMessage read(InputStream in) throws IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream();
        if (!upTo("\r\n\r\n".getBytes(StandardCharsets.US_ASCII), in, raw)) {
            return raw.size() == 0 ? null : new HttpMessage(raw.toString(StandardCharsets.ISO_8859_1), "", false);
        }
        String head = raw.toString(StandardCharsets.ISO_8859_1);
        raw.reset();
        boolean whole = true;
        Matcher length = LENGTH.matcher(head);
        if (length.find()) {
            int wanted = Integer.parseInt(length.group(1));
            byte[] body = someOf(wanted, in);
            raw.writeBytes(body);
            whole = body.length == wanted;
        } else if (head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked")) {
            whole = upTo(CHUNKS_END, in, raw);
        }
        return new HttpMessage(head, raw.toString(StandardCharsets.ISO_8859_1), whole);
    }

    /** As many bytes as come, up to so many: a body that breaks off keeps what there was of it. */
    private static byte[] someOf(int wanted, InputStream in) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        try {
            while (body.size() < wanted) {
                int got = in.read(piece, 0, Math.min(piece.length, wanted - body.size()));
                if (got < 0) {
                    break;
                }
                body.write(piece, 0, got);
            }
        } catch (IOException e) {
            // the connection broke
        }
        return body.toByteArray();
    }

    private static boolean upTo(byte[] end, InputStream in, ByteArrayOutputStream raw) throws IOException {
        int matched = 0;
        while (matched < end.length) {
            int next = in.read();
            if (next < 0) {
                return false;
            }
            raw.write(next);
            matched = next == end[matched] ? matched + 1 : next == end[0] ? 1 : 0;
        }
        return true;
    }

    /** Such as {@code POST /v1/fine_tuning/jobs}. */
    String line() {
        int end = head.indexOf(" HTTP/");
        return end < 0 ? head : head.substring(0, end);
    }

    byte[] bytes() {
        return (head + rest).getBytes(StandardCharsets.ISO_8859_1);
    }

    String body() {
        return new String(rest.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
