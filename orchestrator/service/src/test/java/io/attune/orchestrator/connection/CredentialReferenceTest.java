package io.attune.orchestrator.connection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.attune.kernel.Problem;
import io.attune.kernel.ProjectId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class CredentialReferenceTest {
    private static final String VARIABLE = "ATTUNE_CREDENTIAL_SUPPORT_EU__OPENAI";

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"ambient", "env:" + VARIABLE, "file:openai.key"})
    void what_the_operator_set_aside_for_the_project_can_be_named(String reference) {
        assertThat(references().problem(reference)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"env:HOME", "env:ATTUNE_CREDENTIAL_OTHER__OPENAI", "env:ATTUNE_CREDENTIAL_SUPPORT_EU__",
            "env:ATTUNE_CREDENTIAL_SUPPORT_EU____OPENAI", "env:" + VARIABLE + "}${x", "file:/etc/passwd",
            "file:../admin.key",
            "file:.hidden", "file:a/b", "", "vault:x"})
    void nothing_else_that_the_platform_can_read_can_be_named(String reference) {
        assertThat(references().problem(reference)).hasValueSatisfying(problem -> assertThat(
                problem.nextStep()).contains("env:ATTUNE_CREDENTIAL_SUPPORT_EU__NAME", "ambient"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-", "sk_live_", "AKIA", "eyJhbGciOi.", "ghp_", "Bearer "})
    void a_credential_itself_is_refused_and_never_repeated(String beginning) {
        String secret = beginning + "0123456789abcdef".repeat(2);
        Problem problem = references().problem(secret).orElseThrow();
        assertThat(problem.toString()).contains("looks like the credential itself").doesNotContain("0123456789");
    }

    @ParameterizedTest
    @ValueSource(strings = {"us-east-1", "openai", "swedencentral", "https://api.example.com", "azure", "3", ""})
    void words_about_things_are_no_credentials(String text) {
        assertThat(CredentialReference.looksLikeASecret(text)).isFalse();
    }

    @Test
    void a_credential_is_read_anew_each_time() throws Exception {
        Path folder = Files.createDirectories(home.resolve("credentials/support-eu"));
        Files.writeString(folder.resolve("openai.key"), "first\n");
        var supplier = references().supplier("c", "file:openai.key");
        assertThat(supplier.get()).isEqualTo("first");
        Files.writeString(folder.resolve("openai.key"), "second\n");
        assertThat(supplier.get()).isEqualTo("second");
        assertThat(references().supplier("c", "env:" + VARIABLE).get()).isEqualTo("from the environment");
    }

    @Test
    void a_file_that_leads_out_of_its_folder_is_not_read() throws Exception {
        Path folder = Files.createDirectories(home.resolve("credentials/support-eu"));
        Files.writeString(home.resolve("admin.key"), "the platform's own");
        Files.createSymbolicLink(folder.resolve("link"), home.resolve("admin.key"));
        assertThatThrownBy(() -> references().supplier("c", "file:link").get()).hasMessageContaining(
                "leads out of its folder").hasMessageNotContaining("own");
    }

    private CredentialReference references() {
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of(VARIABLE,
                "from the environment")));
        return new CredentialReference(home, new ProjectId("support-eu"), environment);
    }
}
