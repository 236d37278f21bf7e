package io.attune.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** A version's documents on the command line, against a small real server in the platform's place. */
class ModelDocumentsCliTest {
    private static final String VERSION = "GET /api/v1/models/assistant/versions/3/";

    @TempDir
    Path root;

    private CliStage stage;

    @BeforeEach
    void start() throws IOException {
        stage = new CliStage(root);
    }

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void documents_are_printed_as_they_come() {
        stage.on(VERSION + "card", "---\nlicense: x\n---\n").on(VERSION + "bom", "{\"specVersion\":\"1.7\"}").on(VERSION
                + "provenance", "{\"plain\":1}").on(VERSION + "provenance/signed", "{\"payloadType\":\"t\"}");

        assertThat(stage.run("model", "card", "assistant@3")).isZero();
        assertThat(stage.run("model", "bom", "assistant@3")).isZero();
        assertThat(stage.run("model", "provenance", "assistant@3")).isZero();
        assertThat(stage.run("model", "provenance", "assistant@3", "--signed")).isZero();
        assertThat(stage.screen.out()).contains("license: x", "\"specVersion\":\"1.7\"", "\"plain\"", "payloadType");
    }

    @Test
    void a_signature_is_held_against_the_artefacts() throws IOException {
        Path file = Files.writeString(root.resolve("model.sig"), "{\"mediaType\":\"x\"}");
        stage.on(VERSION + "signature", "{\"mediaType\":\"x\"}").on(
                "POST /api/v1/models/assistant/versions/3/signature/verify",
                "{\"valid\":true,\"problems\":[]}", "{\"valid\":false,\"problems\":[\"File 'a' is not the one\"]}");

        assertThat(stage.run("model", "signature", "assistant@3")).isZero();
        assertThat(stage.run("model", "verify", "assistant@3", file.toString())).isZero();
        assertThat(stage.run("model", "verify", "assistant@3", file.toString())).isEqualTo(1);
        assertThat(stage.screen.out()).contains("mediaType", "every artefact of assistant@3",
                "File 'a' is not the one");
        assertThat(stage.requests).last().asString().contains("mediaType");
    }

    @Test
    void what_is_no_version_is_refused_before_anything_is_sent() {
        assertThat(stage.run("model", "card", "assistant")).isEqualTo(2);
        assertThat(stage.requests).isEmpty();
    }
}
