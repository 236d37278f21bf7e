package io.attune.bench.evaluation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the JVM wrote of its collections. */
record HeapLog(Path file) {
    /** Such as {@code Pause Young (Allocation Failure) 136M->45M(494M) 12.3ms}. */
    private static final Pattern COLLECTION = Pattern.compile("Pause .*\\d+M->(\\d+)M\\((\\d+)M\\)");

    String option() {
        return "-Xlog:gc:file=" + file + ":uptime";
    }

    /** How many lines it has now. */
    long lines() throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        }
    }

    /** The most that was left after a collection, in MiB, in the lines after some; 0 without any. */
    double peakMib(long after) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.skip(after).map(COLLECTION::matcher).filter(Matcher::find).mapToLong(
                    found -> Long.parseLong(found.group(1))).max().orElse(0);
        }
    }
}
