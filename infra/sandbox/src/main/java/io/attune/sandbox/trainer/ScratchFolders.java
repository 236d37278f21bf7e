package io.attune.sandbox.trainer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Folders for files that nobody needs after a training. Those left behind by processes that were killed are cleared. */
final class ScratchFolders {

    private final Path root;

    ScratchFolders(Path root) {
        this.root = root;
    }

    /** A new, empty folder. */
    Path create() {
        try {
            clearLeftovers();
            Path own = Files.createDirectories(root.resolve(Long.toString(ProcessHandle.current().pid())));
            return Files.createTempDirectory(own, "training-");
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + root + " cannot be written", e);
        }
    }

    private void clearLeftovers() throws IOException {
        Files.createDirectories(root);
        try (Stream<Path> folders = Files.list(root)) {
            folders.filter(ScratchFolders::isOfDeadProcess).forEach(ScratchFolders::delete);
        }
    }

    private static boolean isOfDeadProcess(Path folder) {
        String name = folder.getFileName().toString();
        return name.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(name)).isEmpty();
    }

    /** Deletes a folder and all in it, as far as possible. */
    static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            System.getLogger(ScratchFolders.class.getName()).log(System.Logger.Level.WARNING, "Cannot delete " + folder,
                    e);
        }
    }
}
