package io.attune.pipeline.generate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdOutputStream;

/** How files are compressed. */
public enum Compression {
    /** Not at all. */
    NONE(""),
    /** Concatenated members of gzip (RFC 1952). */
    GZIP(".gz"),
    /** Concatenated frames of Zstandard (RFC 8878). */
    ZSTD(".zst");

    private final String suffix;

    Compression(String suffix) {
        this.suffix = suffix;
    }

    /** What a file's name ends with. */
    String suffix() {
        return suffix;
    }

    /** A part of a file that can be appended to others. */
    byte[] part(byte[] content) throws IOException {
        if (this == NONE || content.length == 0) {
            return content;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 3 + 64);
        try (OutputStream out = this == GZIP ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
            out.write(content);
        }
        return bytes.toByteArray();
    }
}
