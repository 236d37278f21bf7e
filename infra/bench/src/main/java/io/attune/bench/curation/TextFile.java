package io.attune.bench.curation;

import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;

import io.attune.pipeline.near.Texts;

/** Texts in a file, one a line, of which only every thousandth place is kept in memory. */
final class TextFile implements Texts {
    private static final int EVERY = 1_000;

    private final Path file;
    private final long size;
    private final long[] places;

    private TextFile(Path file, long size, long[] places) {
        this.file = file;
        this.size = size;
        this.places = places;
    }

    /** Writes texts, a line break in one as a blank. */
    static void write(Path file, Iterator<String> texts) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            while (texts.hasNext()) {
                out.write(texts.next().replace('\n', ' ').getBytes(StandardCharsets.UTF_8));
                out.write('\n');
            }
        }
    }

    static TextFile open(Path file) throws IOException {
        long[] places = new long[16];
        long lines = 0;
        long place = 0;
        byte[] buffer = new byte[1 << 16];
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n' && ++lines % EVERY == 0) {
                        int at = Math.toIntExact(lines / EVERY);
                        places = at < places.length ? places : Arrays.copyOf(places, 2 * at);
                        places[at] = place + i + 1;
                    }
                }
                place += read;
            }
        }
        return new TextFile(file, lines, places);
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long from, long to, Receiver receiver) {
        try (FileInputStream in = new FileInputStream(file.toFile())) {
            in.skipNBytes(places[Math.toIntExact(from / EVERY)]);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8), 1 << 16);
            for (long i = from / EVERY * EVERY; i < to; i++) {
                String line = lines.readLine();
                if (line == null) {
                    throw new EOFException("Line " + i + " is missing");
                }
                if (i >= from) {
                    receiver.accept(i, line);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Texts " + from + " to " + to + " could not be read", e);
        }
    }
}
