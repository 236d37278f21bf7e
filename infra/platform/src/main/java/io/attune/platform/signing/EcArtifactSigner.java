package io.attune.platform.signing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import io.attune.kernel.Digest;
import io.attune.platform.ArtifactSigner;
import io.attune.platform.Signer;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Signs by ECDSA; the curve chooses the hash, as the format demands. */
final class EcArtifactSigner implements ArtifactSigner {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    private final PrivateKey secret;
    private final PublicKey open;
    private final List<X509Certificate> chain;

    /** @param home where {@code model-signing.key} lies or is made, and {@code model-signing.crt} where there is one */
    EcArtifactSigner(Path home) {
        Path file = home.resolve("model-signing.key");
        Path certificates = home.resolve("model-signing.crt");
        try {
            if (Files.exists(certificates)) {
                chain = certificates(Files.readAllBytes(certificates));
                open = chain.getFirst().getPublicKey();
                secret = KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(Pem.read(
                        Files.readString(file), "PRIVATE KEY")));
            } else {
                KeyFile pair = KeyFile.ensure(file, "EC");
                chain = List.of();
                open = pair.open();
                secret = pair.secret();
            }
            byte[] probe = ModelSigning.statement("probe", Map.of());
            if (!verify(open, probe, sign(probe))) {
                throw new IOException(certificates + " does not begin with the certificate of " + file
                        + "; put the key's own certificate first");
            }
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException(file + " holds no private key in PEM form (PKCS #8, elliptic"
                    + " curve), or " + certificates + " no certificate for it", e));
        } catch (IOException e) {
            throw new UncheckedIOException("The key that signs models in " + home + " cannot be used", e);
        }
    }

    @Override
    public Signer.Key key() {
        return new Signer.Key(Digest.of(open.getEncoded()).hex(), "ECDSA", Pem.write(open.getEncoded(), "PUBLIC KEY"));
    }

    @Override
    public String sign(String model, Map<String, Digest> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("'" + model + "' has no files to sign");
        }
        byte[] statement = ModelSigning.statement(model, files);
        try {
            return ModelSigning.bundle(material(), statement, sign(statement));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("The key worked when the platform started", e);
        }
    }

    private ObjectNode material() throws GeneralSecurityException {
        ObjectNode material = JsonNodeFactory.instance.objectNode();
        if (chain.isEmpty()) {
            material.putObject("publicKey").put("hint", hint());
            return material;
        }
        ArrayNode certificates = material.putObject("x509CertificateChain").putArray("certificates");
        for (X509Certificate certificate : chain) {
            certificates.addObject().put("rawBytes", Base64.getEncoder().encodeToString(certificate.getEncoded()));
        }
        return material;
    }

    /** The format's name of a key: the SHA-256 of its PEM text. */
    private String hint() {
        return Digest.of(key().pem()).hex();
    }

    private byte[] sign(byte[] statement) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(open));
        signature.initSign(secret);
        ModelSigning.feed(signature, statement);
        return signature.sign();
    }

    private static boolean verify(PublicKey key, byte[] statement, byte[] claimed) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm(key));
        signature.initVerify(key);
        ModelSigning.feed(signature, statement);
        return signature.verify(claimed);
    }

    private static String algorithm(PublicKey key) throws GeneralSecurityException {
        if (!(key instanceof ECPublicKey curve)) {
            throw new GeneralSecurityException("Models are signed by keys of elliptic curves, not "
                    + key.getAlgorithm());
        }
        return switch (curve.getParams().getCurve().getField().getFieldSize()) {
            case 256 -> "SHA256withECDSA";
            case 384 -> "SHA384withECDSA";
            case 521 -> "SHA512withECDSA";
            default -> throw new GeneralSecurityException("Models are signed on P-256, P-384 or P-521");
        };
    }

    @Override
    public List<String> problems(String bundle, Map<String, Digest> files) {
        try {
            JsonNode read = JSON.readTree(bundle);
            if (!read.path("mediaType").asString("").equals(ModelSigning.BUNDLE_TYPE)) {
                return List.of("It is no Sigstore bundle of version 0.3");
            }
            JsonNode envelope = read.path("dsseEnvelope");
            byte[] statement = Base64.getDecoder().decode(envelope.path("payload").asString(""));
            if (!envelope.path("payloadType").asString("").equals(ModelSigning.PAYLOAD_TYPE)
                    || !verify(trusted(read.path("verificationMaterial")), statement, Base64.getDecoder().decode(
                            envelope.at("/signatures/0/sig").asString("")))) {
                return List.of("Its signature is not over this content");
            }
            return compare(JSON.readTree(statement), files);
        } catch (JacksonException e) {
            return List.of("It is no bundle in JSON");
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return List.of("It cannot be trusted: " + e.getMessage());
        }
    }

    /** The key that stands behind a bundle, if it is ours or our root certificate vouches for it. */
    private PublicKey trusted(JsonNode material) throws GeneralSecurityException {
        JsonNode certificates = material.at("/x509CertificateChain/certificates");
        if (certificates.isEmpty()) {
            if (!material.at("/publicKey/hint").asString("").equals(hint())) {
                throw new GeneralSecurityException("another key signed it");
            }
            return open;
        }
        if (chain.isEmpty()) {
            throw new GeneralSecurityException(
                    "it carries certificates, and this platform has none to hold them against");
        }
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        List<X509Certificate> path = new ArrayList<>();
        for (JsonNode certificate : certificates) {
            path.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(Base64.getDecoder().decode(
                    certificate.path("rawBytes").asString("")))));
        }
        X509Certificate leaf = path.getFirst();
        X509Certificate root = chain.getLast();
        if (path.size() > 1) {
            path.remove(root);
        }
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(root, null)));
        parameters.setRevocationEnabled(false);
        parameters.setDate(leaf.getNotBefore());
        CertPathValidator.getInstance("PKIX").validate(factory.generateCertPath(path), parameters);
        boolean[] usage = leaf.getKeyUsage();
        List<String> extended = leaf.getExtendedKeyUsage();
        if ((usage == null || !usage[0]) && (extended == null || !extended.contains(CODE_SIGNING))) {
            throw new GeneralSecurityException("its certificate is not meant for signing");
        }
        return leaf.getPublicKey();
    }

    private static List<String> compare(JsonNode statement, Map<String, Digest> files) {
        if (!statement.path("_type").asString("").equals(ModelSigning.STATEMENT_TYPE) || !statement.path(
                "predicateType").asString("").equals(ModelSigning.PREDICATE_TYPE)) {
            return List.of("It is signed, and says nothing about the files of a model");
        }
        JsonNode resources = statement.at("/predicate/resources");
        List<String> problems = new ArrayList<>();
        if (!ModelSigning.root(resources).hex().equals(statement.at("/subject/0/digest/sha256").asString(""))) {
            problems.add("Its digest of the whole is not that of its files");
        }
        Map<String, String> signed = new TreeMap<>();
        resources.forEach(one -> signed.put(one.path("name").asString(""), one.path("digest").asString("")));
        Set<String> names = new TreeSet<>(signed.keySet());
        names.addAll(files.keySet());
        for (String name : names) {
            Digest present = files.get(name);
            String expected = signed.get(name);
            if (present == null) {
                problems.add("File '" + name + "' was signed and is not there");
            } else if (expected == null) {
                problems.add("File '" + name + "' is there and was not signed");
            } else if (!present.hex().equals(expected)) {
                problems.add("File '" + name + "' is not the one that was signed");
            }
        }
        return problems;
    }

    private static List<X509Certificate> certificates(byte[] pem) throws GeneralSecurityException {
        List<X509Certificate> read = new ArrayList<>();
        for (Certificate certificate : CertificateFactory.getInstance("X.509").generateCertificates(
                new ByteArrayInputStream(pem))) {
            read.add((X509Certificate) certificate);
        }
        if (read.isEmpty()) {
            throw new GeneralSecurityException("no certificates");
        }
        return List.copyOf(read);
    }
}
