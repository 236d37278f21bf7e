package io.attune.adapter.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The fixed programs of this adapter; two are for a POSIX shell with coreutils and util-linux. */
final class Scripts {
    /** What is done to a folder of jobs. */
    static final String FOLDER = read("folder.sh");
    /** What runs one trainer. */
    static final String SUPERVISE = read("supervise.sh");
    /** What runs a trainer that does not know the contract; for Python 3. */
    static final String RUN = read("run.py");

    private Scripts() {}

    private static String read(String name) {
        try (InputStream in = Scripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The resource " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
