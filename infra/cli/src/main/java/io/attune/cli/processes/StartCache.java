package io.attune.cli.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;

/**
 * What the JVM learnt from an earlier start of a program: its classes, loaded and linked (JEP 483, JEP 514, JEP 515). The
 * first start of a build learns and writes it when the program is stopped in order; every later start is quicker. It lies
 * beside the program's jar, so all data folders share it. Where nothing can be written, programs start as they always did; so they do unless the launcher asks for
 * it ({@code attune.start.cache}), for a program that runs briefly learns in vain.
 */
final class StartCache {
    private static final String ASKED_FOR = "attune.start.cache";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Writing what was learnt takes its time, once for each build. */
    private static final Duration PATIENCE_WHILE_LEARNING = Duration.ofMinutes(3);

    private final Path jar;
    private final Path cache;
    private final Path learning;

    /** @param owner tells what several learners write apart */
    StartCache(Path jar, Path owner) {
        this.jar = jar;
        String name = String.valueOf(jar.getFileName()).replaceFirst("\\.jar$", "");
        this.cache = jar.resolveSibling(name + ".aot");
        this.learning = jar.resolveSibling(name + "-" + Integer.toHexString(owner.toString().hashCode())
                + ".aot.learning");
    }

    /** The JVM's options for a start: to use what was learnt, or to learn. */
    List<String> options() {
        if (isReady()) {
            // a cache of another JVM is left aside without a word
            return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off");
        }
        return Boolean.getBoolean(ASKED_FOR) && Files.isWritable(jar.toAbsolutePath().getParent())
                ? List.of("-XX:AOTCacheOutput=" + learning, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of();
    }

    /** How long a program may take to end in order. */
    Duration patience() {
        return isReady() ? PATIENCE : PATIENCE_WHILE_LEARNING;
    }

    /** Takes into use what a program wrote that has ended. */
    void settle() {
        try {
            if (Files.exists(learning)) {
                Files.move(learning, cache, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            }
        } catch (IOException e) {
            // the next start learns again
        }
    }

    private boolean isReady() {
        try {
            return Files.exists(cache) && Files.getLastModifiedTime(cache).compareTo(Files.getLastModifiedTime(
                    jar)) > 0;
        } catch (IOException e) {
            return false;
        }
    }
}
