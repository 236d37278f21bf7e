package io.attune.pipeline.plan;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** How the bytes of a table stand for characters. Lines of JSON are UTF-8 always, as RFC 8259 demands. */
public enum TextEncoding {
    UTF_8(StandardCharsets.UTF_8),
    /** What spreadsheets on Windows write in Western Europe and America. */
    WINDOWS_1252(Charset.forName("windows-1252"));

    private final Charset charset;

    TextEncoding(Charset charset) {
        this.charset = charset;
    }

    public Charset charset() {
        return charset;
    }
}
