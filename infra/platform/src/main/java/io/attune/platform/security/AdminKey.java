package io.attune.platform.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

import io.attune.kernel.Digest;

/** The key of this installation's administrator: made at the first start, in a file only the owner can read. */
final class AdminKey {

    private AdminKey() {}

    /** Reads the key file, or makes it, and returns the digest of the key in it. */
    static Digest ensure(Path file) {
        try {
            if (!Files.exists(file)) {
                write(file);
            }
            return Digest.of(Files.readString(file).trim());
        } catch (IOException e) {
            throw new UncheckedIOException("The admin key file " + file + " cannot be read or made", e);
        }
    }

    private static void write(Path file) throws IOException {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String key = "attune_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n";
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            if (posix) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
            Files.write(file, key.getBytes(StandardCharsets.UTF_8), StandardOpenOption.CREATE);
        } catch (FileAlreadyExistsException e) {
            // another process of this installation was first; its key is the key
        }
    }
}
