package io.attune.sandbox;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

import io.attune.sandbox.trainer.BaseProgress;
import tools.jackson.databind.json.JsonMapper;

/** Tells how far the start is: JSON lines on a stream, the last of them in a file too. Thread-safe. */
final class ProgressLines {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BASE_MODEL_LINES_MAX = 400;

    private final PrintStream out;
    private final Path file;
    private String lastTold = "";

    /** One line. */
    record Line(String stage, long done, long total, String note) {}

    ProgressLines(PrintStream out, Path file) {
        this.out = out;
        this.file = file;
    }

    synchronized void tell(String stage, long done, long total, String note) {
        String line = JSON.writeValueAsString(new Line(stage, done, total, note));
        out.println(line);
        out.flush();
        try {
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, line + "\n");
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The base model's preparation, thinned out to what an eye can follow. */
    synchronized void tell(BaseProgress progress) {
        long share = progress.total() == 0 ? 0 : progress.done() * BASE_MODEL_LINES_MAX / progress.total();
        String mark = progress.phase() + " " + share;
        if (!mark.equals(lastTold)) {
            lastTold = mark;
            tell("base-model", progress.done(), progress.total(), progress.phase().name().toLowerCase(Locale.ROOT));
        }
    }
}
