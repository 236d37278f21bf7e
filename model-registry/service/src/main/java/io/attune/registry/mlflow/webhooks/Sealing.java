package io.attune.registry.mlflow.webhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;

import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

import io.attune.platform.PlatformProperties;
import org.springframework.stereotype.Component;

/** Seals secrets for the database by AES-GCM (NIST SP 800-38D); the key stands in the home folder, readable by its owner alone. */
@Component
class Sealing {
    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int IV_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final Path file;
    private final SecureRandom random = new SecureRandom();

    Sealing(PlatformProperties settings) {
        this.file = settings.home().resolve("webhooks.key");
    }

    byte[] seal(String secret) {
        byte[] iv = new byte[IV_BYTES];
        random.nextBytes(iv);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, iv, secret.getBytes(StandardCharsets.UTF_8));
        byte[] all = Arrays.copyOf(iv, IV_BYTES + sealed.length);
        System.arraycopy(sealed, 0, all, IV_BYTES, sealed.length);
        return all;
    }

    String open(byte[] sealed) {
        return new String(run(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, IV_BYTES), Arrays.copyOfRange(sealed, IV_BYTES,
                sealed.length)), StandardCharsets.UTF_8);
    }

    private byte[] run(int mode, byte[] iv, byte[] content) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, new SecretKeySpec(key(), "AES"), new GCMParameterSpec(TAG_BITS, iv));
            return cipher.doFinal(content);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A webhook's secret cannot be opened with " + file
                    + "; set the secret of the webhook anew", e);
        }
    }

    private byte[] key() {
        try {
            if (!Files.exists(file)) {
                make();
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("The key file " + file + " cannot be read or made", e);
        }
    }

    private void make() throws IOException {
        byte[] key = new byte[32];
        random.nextBytes(key);
        Path made = Files.createTempFile(file.toAbsolutePath().getParent(), "webhooks", ".key");
        try {
            if (made.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            }
            Files.write(made, key, StandardOpenOption.TRUNCATE_EXISTING);
            Files.createLink(file, made);
        } catch (FileAlreadyExistsException e) {
            // another process of this installation was first; its key is the key
        } finally {
            Files.delete(made);
        }
    }
}
