package io.attune.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class EvidenceCliTest {
    private static final String BUNDLE = """
            {"digest":"sha256:aa","evidence":{"version":{"ref":"m@1","run":"run_1"},"promotions":[{},{}]},
             "signature":{"signatures":[{"keyid":"bb","sig":"cc"}]}}""";

    @TempDir
    Path root;

    @Test
    void evidenceIsSummedUpOrWrittenAsItCame() throws IOException {
        try (CliStage stage = new CliStage(root)) {
            stage.on("GET /api/v1/models/m/versions/1/evidence", BUNDLE);
            Path file = root.resolve("evidence.json");

            assertThat(stage.run("model", "evidence", "m@1")).isZero();
            assertThat(stage.run("model", "evidence", "m@1", "--out", file.toString())).isZero();

            assertThat(stage.screen.out()).contains("m@1  sha256:aa", "run_1", "promotions  2", "signed by   bb");
            assertThat(Files.readString(file)).isEqualTo(BUNDLE);
            assertThat(stage.run("model", "evidence", "m")).isEqualTo(2);
        }
    }
}
