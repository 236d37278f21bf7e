package io.attune.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands on suites, against a small real server in the platform's place. */
class SuiteCliTest {
    private static final String LIMITS = """
            {"suite":"limits@1","name":"limits","version":1,"digest":"sha256:aa","examples":30,
             "attributes":{"area":{"examples":30,"values":3}},"gives":{"reference":30,"value":28},
             "frozenBy":"ann","frozenAt":"2026-01-01T00:00:00Z","reason":"agreed","recipes":["tone"],
             "withdrawn":null}""";

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
    void aSuiteShowsWhatItGivesHowItCanBeSlicedAndWhoUsesIt() {
        stage.on("GET /api/v1/suites/limits/1", LIMITS);

        assertThat(stage.run("suite", "show", "limits@1")).isZero();

        assertThat(stage.screen.out()).contains("limits@1", "30 examples", "reference 30, value 28",
                "used by   tone").contains(
                        ": agreed").containsPattern("area +30 +3");
        assertThat(stage.run("suite", "show", "limits")).isEqualTo(2);
    }

    @Test
    void aFileOfQuestionsIsSentBuiltAndFrozen() throws IOException {
        Path file = Files.writeString(root.resolve("limits.jsonl"),
                "{\"prompt\": \"Which limit?\", \"answer\": \"3\", \"value\": \"3\"}\n");
        stage.on("POST /api/v1/suites",
                "{\"state\":\"building\",\"suite\":null,\"progress\":[{\"step\":\"read\",\"done\":0,\"total\":1}]}",
                "{\"state\":\"frozen\",\"suite\":" + LIMITS + ",\"progress\":[]}");

        assertThat(stage.run("suite", "freeze", file.toString())).isEqualTo(2);
        assertThat(stage.screen.err()).contains("--name", "--personal-data");
        assertThat(stage.run("suite", "freeze", file.toString(), "--name", "limits", "--personal-data",
                "none")).isZero();

        assertThat(stage.requests).filteredOn(body -> body.startsWith("POST")).hasSize(2).allSatisfy(body -> assertThat(
                body).contains("\"type\":\"qa\"", "sha256:", "\"personalData\":\"none\""));
        assertThat(stage.screen.out()).contains("{dataset: limits@1, measures: [...]}");
    }

    @Test
    void aVersionIsFrozenByItsNumber() {
        stage.on("POST /api/v1/suites", "{\"state\":\"frozen\",\"suite\":" + LIMITS
                + ",\"progress\":[]}");

        assertThat(stage.run("suite", "freeze", "limits@1", "--reason", "agreed")).isZero();

        assertThat(stage.requests).singleElement().asString().contains("\"version\":\"1\"", "\"reason\":\"agreed\"");
    }
}
