package io.attune.cli.processes;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;

/**
 * The folder in which a local installation keeps everything: data, logs, keys, and which processes run on it.
 *
 * @param path absolute
 */
public record DataFolder(Path path) {

    public DataFolder {
        path = path.toAbsolutePath().normalize();
    }

    public Path logs() {
        return path.resolve("logs");
    }

    /** Where the sandbox keeps its data. */
    public Path sandbox() {
        return path.resolve("sandbox");
    }

    /** Further options for the sandbox's start, such as {@code --postgres-port 5433}, written by whoever wants them. */
    public Path sandboxOptions() {
        return path.resolve("sandbox.options");
    }

    /** What the sandbox says about itself while it runs. */
    public Path sandboxFile() {
        return sandbox().resolve("sandbox.json");
    }

    /** The last line of progress the sandbox reported. */
    public Path sandboxProgress() {
        return sandbox().resolve("progress.json");
    }

    /** The process that was started as the sandbox, known before it is ready. */
    public Path sandboxStart() {
        return path.resolve("sandbox-start.json");
    }

    /** Process, port and address of the platform. */
    public Path platformFile() {
        return path.resolve("platform.json");
    }

    /** The settings generated for the platform, secrets included. */
    public Path platformProperties() {
        return path.resolve("platform.properties");
    }

    /** The administrator's API key, written by the platform. */
    public Path adminKey() {
        return path.resolve("admin.key");
    }

    /** Held while processes of this folder are started or stopped. */
    public Path lock() {
        return path.resolve("cli.lock");
    }

    public boolean exists() {
        return Files.isDirectory(path);
    }

    /** Makes the folder, closed to other users, if it is not there. */
    public DataFolder ensure() {
        try {
            if (!exists()) {
                Files.createDirectories(path, ownerOnly("rwx------"));
            }
            Files.createDirectories(logs());
            return this;
        } catch (IOException e) {
            throw new CliException(ExitCode.BAD_INPUT, "The data folder " + path + " cannot be made", List.of(
                    String.valueOf(e.getMessage())), "Choose another with --data DIR or ATTUNE_HOME.", e);
        }
    }

    /** Writes a file that only the owner can read, all of it or nothing. */
    public void writePrivately(Path file, String content) {
        try {
            Path fresh = Files.createTempFile(path, "write", ".tmp", ownerOnly("rw-------"));
            Files.writeString(fresh, content);
            try {
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (AtomicMoveNotSupportedException e) {
                Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new CliException(ExitCode.OUTSIDE, file + " cannot be written", List.of(
                    String.valueOf(e.getMessage())), "Check the disk's space and the folder's owner.", e);
        }
    }

    /** Removes a file, if it is there. */
    public void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new CliException(ExitCode.OUTSIDE, file + " cannot be removed", List.of(
                    String.valueOf(e.getMessage())), "Remove it by hand and try again.", e);
        }
    }

    /**
     * Removes the folder and everything in it.
     *
     * @throws CliException when it does not look like a data folder, so that a mistyped path loses nothing
     */
    public void delete() {
        if (!exists()) {
            return;
        }
        if (!Files.exists(logs()) && !Files.exists(sandbox()) && !Files.exists(platformProperties())) {
            throw new CliException(ExitCode.BAD_INPUT, path + " is not a data folder of Attune, so it is not deleted",
                    "Give the right folder with --data DIR.");
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder,
                        @org.jspecify.annotations.Nullable IOException failure) throws IOException {
                    Files.deleteIfExists(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new CliException(ExitCode.OUTSIDE, "The data folder " + path + " cannot be deleted", List.of(
                    String.valueOf(e.getMessage())), "Check that nothing uses it: ./attune status", e);
        }
    }

    private FileAttribute<?>[] ownerOnly(String permissions) {
        boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(
                        PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
