package io.attune.provider;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.attune.kernel.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TrainingFileTest {

    @Test
    void its_name_carries_the_digest_of_its_content(@TempDir Path folder) throws IOException {
        Path content = Files.writeString(folder.resolve("x.jsonl"), "{}\n");

        TrainingFile file = TrainingFile.of("voice-train", content);

        assertThat(file.name()).isEqualTo("voice-train-" + Digest.of("{}\n").hex() + ".jsonl");
    }

    @Test
    void a_label_with_other_characters_is_refused() {
        assertThatThrownBy(() -> new TrainingFile("a/b", Digest.of(""), Path.of("x"))).hasMessageContaining("a/b");
    }
}
