package io.attune.cli.demo;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Endpoint;
import io.attune.cli.api.Json;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class QuizTest {
    @TempDir
    Path folder;

    private Quiz quiz;
    private ReleaseMetadata release;

    @BeforeEach
    void release() throws IOException {
        try (OutputStream out = Files.newOutputStream(folder.resolve("boot-3.jar"));
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("META-INF/spring-configuration-metadata.json"));
            zip.write("""
                    {"properties":[{"name":"server.shutdown","defaultValue":"graceful"},
                     {"name":"server.flags","defaultValue":["a","b"]},{"name":"server.name"},
                     {"name":"spring.redis.host","defaultValue":"localhost","deprecation":{"level":"error","replacement":"spring.data.redis.host"}},
                     {"name":"server.old","defaultValue":1,"deprecation":{"level":"warning"}}]}""".getBytes(
                    StandardCharsets.UTF_8));
        }
        release = ReleaseMetadata.read(folder, List.of("boot"), "3");
        quiz = new Quiz(new ApiClient(new Endpoint(URI.create("http://127.0.0.1:9"), "", "")), "assistant", release);
    }

    @Test
    void aReleaseTellsDefaultsReplacementsAndWhatItDoesNotHave() {
        assertThat(release.defaultOf("server.shutdown")).contains("graceful");
        assertThat(release.defaultOf("server.flags")).contains("a,b");
        assertThat(release.defaultOf("server.old")).contains("1");
        assertThat(release.defaultOf("server.name")).isEmpty();
        assertThat(release.defaultOf("spring.redis.host")).isEmpty();
        assertThat(release.replacementOf("spring.redis.host")).contains("spring.data.redis.host");
        assertThat(release.has("server.invented")).isFalse();
    }

    @Test
    void anAnswerIsRightOnlyWithTheValueAndACitationThatContainsIt() {
        assertThat(graded("server.shutdown", "The default is `graceful`.", "Default: graceful.", false)).isTrue();
        assertThat(graded("server.shutdown", "The default is `graceful`.", "Type: Shutdown.", false)).isFalse();
        assertThat(graded("server.shutdown", "The default is `immediate`.", "Default: immediate.", false)).isFalse();
    }

    @Test
    void aRemovedPropertyIsRightlyAnsweredByItsReplacement() {
        assertThat(graded("spring.redis.host", "`spring.redis.host` was removed; use `spring.data.redis.host`.", "",
                false)).isTrue();
        assertThat(graded("spring.redis.host", "The default is `localhost`.", "Default: localhost.", false)).isFalse();
    }

    @Test
    void anInventedPropertyIsRightlyDeclined() {
        assertThat(graded("server.invented", "I do not know.", "", true)).isTrue();
        assertThat(graded("server.invented", "The default is `true`.", "", false)).isFalse();
    }

    private boolean graded(String property, String text, String quote, boolean abstained) {
        var answer = Json.object();
        answer.putArray("choices").addObject().putObject("message").put("content", text);
        answer.putObject("attune").put("abstained", abstained).putArray("citations").addObject().put("quote", quote);
        return quiz.isRight(property, answer);
    }
}
