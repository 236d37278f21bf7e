package io.attune.platform.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.attune.kernel.Digest;
import io.attune.platform.SignedEnvelope;
import io.attune.platform.Signer;

/** Signs by the rules of DSSE 1.0, whose pre-authentication encoding binds the media type to the content. */
final class Ed25519Signer implements Signer {
    private static final String ALGORITHM = "Ed25519";

    private final PrivateKey secret;
    private final Key own;
    private final Map<String, PublicKey> keys = new LinkedHashMap<>();
    private final Map<String, Key> shown = new LinkedHashMap<>();

    /** @param home where the key lies, and {@code trusted-keys} beside it */
    Ed25519Signer(Path home) {
        try {
            KeyFile file = KeyFile.ensure(home.resolve("signing.key"), ALGORITHM);
            secret = file.secret();
            own = trust(file.open());
            for (Path path : earlier(home.resolve("trusted-keys"))) {
                trust(read(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The signing key in " + home + " cannot be read or made", e);
        }
    }

    private static Iterable<Path> earlier(Path folder) throws IOException {
        TreeSet<Path> paths = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.pem")) {
                files.forEach(paths::add);
            }
        }
        return paths;
    }

    private static PublicKey read(Path pem) throws IOException {
        try {
            return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(Pem.read(Files.readString(
                    pem), "PUBLIC KEY")));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IOException(pem + " holds no Ed25519 public key in PEM form", e);
        }
    }

    private Key trust(PublicKey key) {
        String id = Digest.of(key.getEncoded()).hex();
        keys.put(id, key);
        return shown.computeIfAbsent(id, same -> new Key(same, ALGORITHM, Pem.write(key.getEncoded(), "PUBLIC KEY")));
    }

    @Override
    public Key key() {
        return own;
    }

    @Override
    public List<Key> trusted() {
        return List.copyOf(shown.values());
    }

    @Override
    public SignedEnvelope sign(String payloadType, byte[] content) {
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initSign(secret);
            feed(signature, payloadType, content);
            Base64.Encoder base64 = Base64.getEncoder();
            return new SignedEnvelope(payloadType, base64.encodeToString(content), List.of(
                    new SignedEnvelope.Signature(own.id(), base64.encodeToString(signature.sign()))));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform signs by Ed25519", e);
        }
    }

    @Override
    public boolean verify(SignedEnvelope envelope) {
        return envelope.signatures().stream().anyMatch(signature -> verify(envelope, signature));
    }

    private boolean verify(SignedEnvelope envelope, SignedEnvelope.Signature claimed) {
        PublicKey key = keys.get(claimed.keyid());
        if (key == null) {
            return false;
        }
        try {
            Signature signature = Signature.getInstance(ALGORITHM);
            signature.initVerify(key);
            feed(signature, envelope.payloadType(), envelope.content());
            return signature.verify(Base64.getDecoder().decode(claimed.sig()));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return false;
        }
    }

    private static void feed(Signature signature, String type, byte[] content) throws GeneralSecurityException {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        signature.update(("DSSEv1 " + typeBytes.length + " ").getBytes(StandardCharsets.UTF_8));
        signature.update(typeBytes);
        signature.update((" " + content.length + " ").getBytes(StandardCharsets.UTF_8));
        signature.update(content);
    }
}
