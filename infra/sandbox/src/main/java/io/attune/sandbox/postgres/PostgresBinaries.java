package io.attune.sandbox.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;
import org.tukaani.xz.XZInputStream;

/** The server's programs, unpacked once per folder. */
final class PostgresBinaries {
    static final ErrorCode UNSUPPORTED = new ErrorCode("postgres-platform-unsupported", ErrorKind.REFUSED);
    private static final int OWNER_EXECUTE = 0100;

    private PostgresBinaries() {}

    /** Returns the folder that holds {@code bin}, unpacking the programs when they are not there yet. */
    static Path unpacked(Path folder) throws IOException {
        if (Files.isDirectory(folder.resolve("bin"))) {
            return folder;
        }
        Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
        deleteTree(fresh);
        try (InputStream archive = open()) {
            unpack(archive, Files.createDirectories(fresh));
        }
        deleteTree(folder);
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        return folder;
    }

    private static InputStream open() throws IOException {
        String name = resourceName(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        InputStream found = PostgresBinaries.class.getResourceAsStream(name);
        if (found == null) {
            throw new PlatformException(UNSUPPORTED, "There is no PostgreSQL for " + System.getProperty("os.name")
                    + " on " + System.getProperty("os.arch") + " in this build (" + name + ")",
                    "Use a PostgreSQL server and an S3 store of your own instead of the sandbox.");
        }
        return new XZInputStream(new BufferedInputStream(found, 1 << 16));
    }

    static String resourceName(String os, String arch) {
        String system = os.toLowerCase(Locale.ROOT);
        boolean arm = arch.equals("aarch64") || arch.equals("arm64");
        if (system.startsWith("windows")) {
            return "/postgres-windows-x86_64.txz";
        }
        return (system.startsWith("mac") ? "/postgres-darwin-" : "/postgres-linux-") + (arm ? "arm_64" : "x86_64")
                + ".txz";
    }

    private static void unpack(InputStream archive, Path target) throws IOException {
        try (TarArchiveInputStream tar = new TarArchiveInputStream(archive)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path path = target.resolve(entry.getName()).normalize();
                if (!path.startsWith(target)) {
                    throw new FileSystemException(entry.getName(), null, "leads out of the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(path);
                    continue;
                }
                Files.createDirectories(parent(path));
                if (entry.isSymbolicLink()) {
                    Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
                } else {
                    Files.copy(tar, path);
                    makeExecutable(path, entry.getMode());
                }
            }
        }
    }

    private static Path parent(Path path) throws FileSystemException {
        @Nullable
        Path parent = path.getParent();
        if (parent == null) {
            throw new FileSystemException(path.toString(), null, "has no folder");
        }
        return parent;
    }

    private static void makeExecutable(Path path, int mode) throws IOException {
        if ((mode & OWNER_EXECUTE) != 0 && path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(path));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    /** Deletes a folder with all it holds; one that is not there is fine. */
    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
