package io.attune.platform.signing;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.platform.SignedEnvelope;
import io.attune.platform.Signer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class Ed25519SignerTest {
    private static final String TYPE = "application/json";
    private static final byte[] CONTENT = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path home;

    @Test
    void the_key_is_made_once_and_can_be_read_by_its_owner_alone() throws Exception {
        Signer first = new Ed25519Signer(home);

        assertThat(new Ed25519Signer(home).key()).isEqualTo(first.key());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.resolve(
                "signing.key")))).isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(home)) {
            assertThat(files).hasSize(1);
        }
    }

    @Test
    void processes_that_start_together_agree_on_one_key() throws Exception {
        Callable<String> start = () -> new Ed25519Signer(home).key().id();
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            List<Future<String>> ids = threads.invokeAll(java.util.Collections.nCopies(8, start));
            assertThat(ids.stream().map(Future::resultNow).collect(Collectors.toSet())).hasSize(1);
        }
    }

    @Test
    void what_was_signed_is_recognised_and_nothing_else() {
        Signer signer = new Ed25519Signer(home);
        SignedEnvelope signed = signer.sign(TYPE, CONTENT);

        assertThat(signer.verify(signed)).isTrue();
        assertThat(signer.verify(new SignedEnvelope("text/plain", signed.payload(), signed.signatures()))).isFalse();
        assertThat(signer.verify(new SignedEnvelope(TYPE, Base64.getEncoder().encodeToString("{}".getBytes(
                StandardCharsets.UTF_8)), signed.signatures()))).isFalse();
        assertThat(signer.verify(new SignedEnvelope(TYPE, signed.payload(), List.of()))).isFalse();
        assertThat(signer.verify(new SignedEnvelope(TYPE, signed.payload(), List.of(new SignedEnvelope.Signature(
                signer.key().id(), "%%"))))).isFalse();
    }

    @Test
    void a_key_of_before_is_trusted_while_its_public_half_lies_in_the_folder() throws Exception {
        Signer before = new Ed25519Signer(home.resolve("before"));
        SignedEnvelope signed = before.sign(TYPE, CONTENT);
        assertThat(new Ed25519Signer(home).verify(signed)).isFalse();

        Files.createDirectories(home.resolve("trusted-keys"));
        Files.writeString(home.resolve("trusted-keys/2025.pem"), before.key().pem());
        Signer now = new Ed25519Signer(home);

        assertThat(now.verify(signed)).isTrue();
        assertThat(now.trusted()).containsExactly(now.key(), before.key());
    }

    @Test
    void a_file_that_is_no_key_is_named() throws Exception {
        Files.writeString(home.resolve("signing.key"), "nothing");

        assertThatThrownBy(() -> new Ed25519Signer(home)).isInstanceOf(UncheckedIOException.class).hasRootCauseMessage(
                "No block 'PRIVATE KEY' in PEM form").hasStackTraceContaining("signing.key holds no Ed25519 key pair");
    }
}
