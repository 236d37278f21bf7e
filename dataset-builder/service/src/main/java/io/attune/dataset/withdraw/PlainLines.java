package io.attune.dataset.withdraw;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;

/**
 * The lines of a file, plain or compressed by gzip or zstd, in constant memory: a line longer than {@value #LENGTH_MAX}
 * characters is given in pieces that overlap, so that nothing sought is cut in two. What is not UTF-8 reads as the
 * replacement character. A damaged file ends where the damage is.
 */
final class PlainLines {
    private static final int LENGTH_MAX = 1 << 20;
    private static final int OVERLAP = 1 << 10;

    private final InputStream content;

    PlainLines(InputStream content) {
        this.content = content;
    }

    void forEach(Consumer<String> receiver) throws IOException {
        Reader reader = new InputStreamReader(expanded(), StandardCharsets.UTF_8);
        StringBuilder line = new StringBuilder();
        char[] buffer = new char[1 << 14];
        for (int n = read(reader, buffer); n > 0; n = read(reader, buffer)) {
            for (int i = 0; i < n; i++) {
                if (buffer[i] == '\n') {
                    give(line, receiver, 0);
                } else {
                    line.append(buffer[i]);
                    if (line.length() >= LENGTH_MAX) {
                        give(line, receiver, OVERLAP);
                    }
                }
            }
        }
        give(line, receiver, 0);
    }

    /** Damage is the readers' to report; here what can be read is looked through. */
    private static int read(Reader reader, char[] buffer) {
        try {
            return reader.read(buffer);
        } catch (IOException e) {
            return -1;
        }
    }

    private static void give(StringBuilder line, Consumer<String> receiver, int keep) {
        if (!line.isEmpty()) {
            receiver.accept(line.toString());
            line.delete(0, line.length() - Math.min(keep, line.length()));
        }
    }

    private InputStream expanded() throws IOException {
        BufferedInputStream in = new BufferedInputStream(content);
        in.mark(4);
        byte[] start = in.readNBytes(4);
        in.reset();
        if (start.length >= 2 && start[0] == 0x1f && (start[1] & 0xff) == 0x8b) {
            return new GZIPInputStream(in);
        }
        boolean zstd = start.length == 4 && start[0] == 0x28 && (start[1] & 0xff) == 0xb5 && start[2] == 0x2f
                && (start[3] & 0xff) == 0xfd;
        return zstd ? new ZstdInputStream(in).setContinuous(false) : in;
    }
}
