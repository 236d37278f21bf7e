package io.attune.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The commands on the audit trail, against a small real server in the platform's place. */
class AuditCliTest {
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
    void entries_are_listed_for_one_subject() {
        stage.on("GET /api/v1/audit", """
                {"items":[{"sequence":7,"at":"2026-01-01T00:00:00Z","actor":"ann","action":"promotion.approve",
                 "subject":"m@3"}],"nextCursor":null}""");

        assertThat(stage.run("audit", "list", "--subject", "m@3")).isZero();
        assertThat(stage.screen.out()).contains("promotion.approve", "ann", "m@3");
        assertThat(stage.requests).singleElement().asString().contains("subject=m%403");
    }

    @Test
    void the_export_is_written_to_a_file_or_shown() throws IOException {
        stage.on("GET /api/v1/audit/export", "{\"sequence\":1}\n{\"sequence\":2}\n");

        assertThat(stage.run("audit", "export", root.resolve("a.jsonl").toString())).isZero();
        assertThat(Files.readAllLines(root.resolve("a.jsonl"))).hasSize(2);
        assertThat(stage.run("audit", "export")).isZero();
        assertThat(stage.screen.out()).contains("{\"sequence\":2}");
    }

    @Test
    void a_chain_that_holds_is_said_to_be_intact() {
        stage.on("POST /api/v1/audit/verify",
                "{\"intact\":true,\"entries\":12,\"headHash\":\"ab12\",\"anchors\":3,\"findings\":[]}");

        assertThat(stage.run("audit", "verify")).isZero();
        assertThat(stage.screen.out()).contains("intact", "12 entries", "3 anchored heads", "ab12");
    }

    @Test
    void a_broken_chain_names_its_entry_and_exits_with_1() {
        stage.on("POST /api/v1/audit/verify", """
                {"intact":false,"entries":4,"headHash":"ab","anchors":0,
                 "findings":[{"kind":"ALTERED","sequence":5,"message":"Entry 5 was altered"}]}""");

        assertThat(stage.run("audit", "verify")).isEqualTo(1);
        assertThat(stage.screen.out()).contains("broken", "Entry 5 was altered", "backup");
    }
}
