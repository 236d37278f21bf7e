package io.attune.platform.signing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.platform.ArtifactSigner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Model signatures, read as the format's own verifier reads them. */
class EcArtifactSignerTest {
    private static final Map<String, Digest> FILES = Map.of("weights", Digest.of("w"), "adapter/config.json", Digest.of(
            "c"));

    @TempDir
    Path home;

    @Test
    void what_was_signed_is_recognised() {
        ArtifactSigner signer = new EcArtifactSigner(home);

        assertThat(signer.problems(signer.sign("m@1", FILES), FILES)).isEmpty();
        assertThat(new EcArtifactSigner(home).problems(signer.sign("m@1", FILES), FILES)).isEmpty();
    }

    @Test
    void every_file_that_differs_is_named() {
        ArtifactSigner signer = new EcArtifactSigner(home);
        String bundle = signer.sign("m@1", FILES);

        assertThat(signer.problems(bundle, Map.of("weights", Digest.of("other"), "more", Digest.of(
                "x")))).containsExactly(
                        "File 'adapter/config.json' was signed and is not there",
                        "File 'more' is there and was not signed",
                        "File 'weights' is not the one that was signed");
    }

    @Test
    void a_bundle_of_another_key_or_other_content_is_refused() {
        ArtifactSigner signer = new EcArtifactSigner(home);
        String bundle = signer.sign("m@1", FILES);
        String payload = read(bundle).at("/dsseEnvelope/payload").asString();
        String forged = Base64.getEncoder().encodeToString(new String(Base64.getDecoder().decode(payload),
                StandardCharsets.UTF_8).replace("weights", "weighty").getBytes(StandardCharsets.UTF_8));

        assertThat(signer.problems(new EcArtifactSigner(home.resolve("other")).sign("m@1", FILES),
                FILES)).containsExactly("It cannot be trusted: another key signed it");
        assertThat(signer.problems(bundle.replace(payload, forged), FILES)).containsExactly(
                "Its signature is not over this content");
        assertThat(signer.problems("{}", FILES)).hasSize(1);
        assertThat(signer.problems("nothing", FILES)).hasSize(1);
        assertThatThrownBy(() -> signer.sign("m@1", Map.of())).hasMessageContaining("no files");
    }

    @Test
    void the_bundle_is_what_the_format_says() throws Exception {
        EcArtifactSigner signer = new EcArtifactSigner(home);
        JsonNode bundle = read(signer.sign("m@1", FILES));
        byte[] payload = Base64.getDecoder().decode(bundle.at("/dsseEnvelope/payload").asString());
        JsonNode statement = read(new String(payload, StandardCharsets.UTF_8));

        assertThat(bundle.at("/verificationMaterial/publicKey/hint").asString()).isEqualTo(Digest.of(
                signer.key().pem()).hex());
        assertThat(statement.at("/predicateType").asString()).isEqualTo("https://model_signing/signature/v1.0");
        assertThat(statement.at("/predicate/resources/0/name").asString()).isEqualTo("adapter/config.json");
        byte[] both = new byte[64];
        Digest.of("c").copyTo(both, 0);
        Digest.of("w").copyTo(both, 32);
        assertThat(statement.at("/subject/0/digest/sha256").asString()).isEqualTo(Digest.of(both).hex());

        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initVerify(KeyFile.ensure(home.resolve("model-signing.key"), "EC").open());
        signature.update(("DSSEv1 28 application/vnd.in-toto+json " + payload.length + " ").getBytes(
                StandardCharsets.UTF_8));
        signature.update(payload);
        assertThat(signature.verify(Base64.getDecoder().decode(bundle.at(
                "/dsseEnvelope/signatures/0/sig").asString()))).isTrue();
    }

    @Test
    void with_certificates_the_chain_vouches_for_the_key() {
        certify(home, "KeyUsage=digitalSignature");
        ArtifactSigner signer = new EcArtifactSigner(home);
        String bundle = signer.sign("m@1", FILES);

        assertThat(read(bundle).at("/verificationMaterial/x509CertificateChain/certificates").size()).isEqualTo(2);
        assertThat(signer.problems(bundle, FILES)).isEmpty();
        certify(home.resolve("other"), "KeyUsage=digitalSignature");
        assertThat(new EcArtifactSigner(home.resolve("other")).problems(bundle,
                FILES)).singleElement().asString().startsWith("It cannot be trusted");
    }

    @Test
    void a_certificate_that_is_not_meant_for_signing_is_refused() {
        certify(home, "KeyUsage=keyEncipherment");
        ArtifactSigner signer = new EcArtifactSigner(home);

        assertThat(signer.problems(signer.sign("m@1", FILES), FILES)).containsExactly(
                "It cannot be trusted: its certificate is not meant for signing");
    }

    @Test
    void certificates_of_another_key_are_refused_at_the_start() throws IOException {
        certify(home, "KeyUsage=digitalSignature");
        Files.delete(home.resolve("model-signing.key"));
        KeyFile.ensure(home.resolve("model-signing.key"), "EC");

        assertThatThrownBy(() -> new EcArtifactSigner(home)).hasStackTraceContaining("own certificate first");
    }

    /** Makes an authority and a key that it certifies, with the JDK's own tool. */
    private static void certify(Path folder, String usage) {
        try {
            Files.createDirectories(folder);
            String word = "changeit";
            Path store = folder.resolve("keys.p12");
            keytool(store, word, "-genkeypair", "-alias", "root", "-keyalg", "EC", "-groupname", "secp256r1", "-dname",
                    "CN=root", "-ext", "bc:c", "-ext", "KeyUsage=keyCertSign");
            keytool(store, word, "-genkeypair", "-alias", "leaf", "-keyalg", "EC", "-groupname", "secp384r1", "-dname",
                    "CN=leaf", "-signer", "root", "-ext", usage);
            var keys = java.security.KeyStore.getInstance(store.toFile(), word.toCharArray());
            Files.writeString(folder.resolve("model-signing.key"), Pem.write(keys.getKey("leaf",
                    word.toCharArray()).getEncoded(), "PRIVATE KEY"));
            StringBuilder chain = new StringBuilder();
            for (var certificate : keys.getCertificateChain("leaf")) {
                chain.append(Pem.write(certificate.getEncoded(), "CERTIFICATE"));
            }
            Files.writeString(folder.resolve("model-signing.crt"), chain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (java.security.GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void keytool(Path store, String word, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin",
                "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12", "-storepass", word, "-validity",
                "365"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor()).as(said).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode read(String json) {
        return JsonMapper.builder().build().readTree(json);
    }
}
