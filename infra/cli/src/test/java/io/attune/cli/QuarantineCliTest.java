package io.attune.cli;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class QuarantineCliTest {
    private static final String ONE = """
            {"node":"version:m@1","standing":true,"reason":"leaks","placedBy":"ann","placedAt":"2026-01-01T00:00:00Z"}""";

    @TempDir
    Path root;

    @Test
    void aThingIsQuarantinedAndWhatDependsOnItIsNamed() throws IOException {
        try (CliStage stage = new CliStage(root)) {
            stage.on("POST /api/v1/quarantines", "{\"quarantine\":" + ONE + ",\"dependants\":[\"deployment:bot\"]}");

            assertThat(stage.run("quarantine", "add", "version:m@1", "--reason", "leaks")).isZero();

            assertThat(stage.requests).singleElement().asString().contains("\"node\":\"version:m@1\"",
                    "\"reason\":\"leaks\"");
            assertThat(stage.screen.out()).contains("quarantined", "deployment:bot",
                    "attune quarantine lift version:m@1");
            assertThat(stage.run("quarantine", "add", "version:m@1")).isEqualTo(2);
        }
    }

    @Test
    void whatIsQuarantinedIsListedShownAndLifted() throws IOException {
        try (CliStage stage = new CliStage(root)) {
            stage.on("GET /api/v1/quarantines", "{\"items\":[" + ONE + "]}").on(
                    "GET /api/v1/quarantines/version:m@1", "{\"node\":\"version:m@1\",\"standing\":[" + ONE
                            + "],\"history\":[" + ONE + "],\"dependants\":[]}");

            assertThat(stage.run("quarantines")).isZero();
            assertThat(stage.run("quarantine", "list", "--history")).isZero();
            assertThat(stage.run("quarantine", "show", "version:m@1")).isZero();
            assertThat(stage.run("quarantine", "lift", "version:m@1", "--reason", "fine")).isZero();

            assertThat(stage.screen.out()).contains("leaks", "must not be used", "nothing was made from it",
                    "lifted  version:m@1");
            assertThat(stage.requests).last().asString().startsWith("POST /api/v1/quarantines/version%3Am%401/lift");
        }
    }

    @Test
    void aDeploymentSaysThatItsVersionIsQuarantined() throws IOException {
        try (CliStage stage = new CliStage(root)) {
            stage.on("GET /api/v1/deployments",
                    "{\"items\":[{\"name\":\"bot\",\"revision\":1,\"quarantine\":{\"ref\":\"m@1\"}}]}");

            assertThat(stage.run("deployments")).isZero();
            assertThat(stage.screen.out()).contains("none: m@1 is quarantined");
        }
    }
}
