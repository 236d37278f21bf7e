package io.attune.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.attune.Attune;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Starts that fail before anything is reached. */
@ExtendWith(OutputCaptureExtension.class)
class StartFailureTest {
    @TempDir
    Path home;

    @Test
    void missing_settings_are_named_together(CapturedOutput output) {
        int exitCode = start();
        assertThat(output).contains("spring.datasource.url", "attune.objects.bucket", "./attune up");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_second_instance_on_the_same_folder_is_told_who_has_it(CapturedOutput output) throws Exception {
        try (HomeLock first = HomeLock.acquire(home)) {
            assertThat(first).isNotNull();
            int exitCode = start(reachable());
            assertThat(output).contains("process " + ProcessHandle.current().pid(), home.toString(),
                    "./attune down", "attune.home");
            assertThat(exitCode).isEqualTo(6);
        }
        assertThat(Files.readString(home.resolve(HomeLock.FILE))).contains(
                String.valueOf(ProcessHandle.current().pid()));
    }

    @Test
    void a_folder_is_free_again_when_its_process_has_ended() throws Exception {
        HomeLock.acquire(home).close();
        HomeLock.acquire(home).close();
    }

    @Test
    void every_wrong_connection_setting_is_named(CapturedOutput output) {
        int exitCode = start(reachable("--attune.connections[0].name=Not A Name",
                "--attune.connections[0].base-url=ftp://example.org", "--attune.connections[0].credential-env=A",
                "--attune.connections[0].credential-file=b", "--attune.connections[1].name=second",
                "--attune.connections[1].dialect=openai", "--attune.connections[1].base-url=http://127.0.0.1:1/v1",
                "--attune.connections[1].tariff[0].currency=DOLLAR", "--attune.node-roles=control"));
        assertThat(output).contains("attune.connections[0].name: 'Not A Name'",
                "attune.connections[0].dialect: the setting is missing", "attune.connections[0].base-url: 'ftp:",
                "attune.connections[0]: both credential-file and credential-env",
                "attune.connections[1].tariff[0].base-model: the setting is missing",
                "attune.connections[1].tariff[0].currency: 'DOLLAR'", "attune.node-roles");
        assertThat(exitCode).isEqualTo(2);
    }

    @Test
    void a_database_that_does_not_answer_is_named_with_its_setting(CapturedOutput output) {
        int exitCode = start(reachable());
        assertThat(output).contains("There is no answer from the database at jdbc:postgresql://127.0.0.1:1/attune",
                "spring.datasource.url");
        assertThat(exitCode).isEqualTo(5);
    }

    private String[] reachable(String... more) {
        return Stream.concat(Stream.of("--spring.datasource.url=jdbc:postgresql://127.0.0.1:1/attune",
                "--spring.datasource.username=attune", "--spring.datasource.password=x",
                "--spring.datasource.hikari.connection-timeout=300", "--attune.objects.bucket=attune",
                "--attune.objects.endpoint=http://127.0.0.1:1", "--attune.objects.access-key=x",
                "--attune.objects.secret-key=x"), Stream.of(more)).toArray(String[]::new);
    }

    private int start(String... settings) {
        List<String> args = new ArrayList<>(List.of(settings));
        args.add("--attune.home=" + home);
        args.add("--server.port=0");
        Throwable failure = catchThrowable(() -> new SpringApplication(Attune.class).run(
                args.toArray(String[]::new)).close());
        assertThat(failure).isNotNull();
        return StartFailure.exitCode(failure);
    }
}
