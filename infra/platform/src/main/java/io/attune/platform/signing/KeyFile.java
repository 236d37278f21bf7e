package io.attune.platform.signing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/** A key pair in one file that its owner alone can read: the secret half (PKCS #8) and the public half, both as PEM. */
record KeyFile(PrivateKey secret, PublicKey open) {

    /** Reads the file, or makes it with a new pair. Of several processes that make it at once, one wins and all read that one. */
    static KeyFile ensure(Path file, String algorithm) throws IOException {
        try {
            if (!Files.exists(file)) {
                KeyPairGenerator pairs = KeyPairGenerator.getInstance(algorithm);
                if (algorithm.equals("EC")) {
                    pairs.initialize(new ECGenParameterSpec("secp256r1"));
                }
                write(file, pairs.generateKeyPair());
            }
            String text = Files.readString(file);
            KeyFactory keys = KeyFactory.getInstance(algorithm);
            return new KeyFile(keys.generatePrivate(new PKCS8EncodedKeySpec(Pem.read(text, "PRIVATE KEY"))),
                    keys.generatePublic(new X509EncodedKeySpec(Pem.read(text, "PUBLIC KEY"))));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(file + " holds no " + algorithm + " key pair in PEM form; put back the file that the"
                    + " platform made, or move this one away for a new key", e);
        }
    }

    private static void write(Path file, KeyPair pair) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[]{PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(
                        "rw-------"))}
                : new FileAttribute<?>[0];
        Path whole = Files.createTempFile(folder, "signing", ".new", ownerOnly);
        try {
            Files.write(whole, (Pem.write(pair.getPrivate().getEncoded(), "PRIVATE KEY") + Pem.write(
                    pair.getPublic().getEncoded(), "PUBLIC KEY")).getBytes(StandardCharsets.US_ASCII));
            Files.createLink(file, whole);
        } catch (FileAlreadyExistsException e) {
            // another process of this installation was first; its key is the key
        } finally {
            Files.delete(whole);
        }
    }
}
