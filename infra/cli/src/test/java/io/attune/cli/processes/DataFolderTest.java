package io.attune.cli.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.attune.cli.failure.CliException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataFolderTest {
    @TempDir
    Path root;

    @Test
    void aFolderThatIsNotOursIsNeverDeleted() throws IOException {
        Path photos = Files.createDirectory(root.resolve("photos"));
        Files.writeString(photos.resolve("holiday.jpg"), "dear");

        assertThatThrownBy(() -> new DataFolder(photos).delete()).isInstanceOf(CliException.class).hasMessageContaining(
                "is not a data folder");
        assertThat(photos.resolve("holiday.jpg")).exists();
    }

    @Test
    void deletingRemovesEverything() throws IOException {
        DataFolder folder = new DataFolder(root.resolve("data")).ensure();
        Files.writeString(folder.logs().resolve("platform.log"), "a line");

        folder.delete();

        assertThat(folder.path()).doesNotExist();
    }

    @Test
    void aPrivateFileIsReplacedWhole() {
        DataFolder folder = new DataFolder(root.resolve("data")).ensure();
        folder.writePrivately(folder.platformFile(), "first, and longer");

        folder.writePrivately(folder.platformFile(), "second");

        assertThat(folder.platformFile()).hasContent("second");
        assertThat(folder.path()).isDirectoryNotContaining("glob:**.tmp");
    }
}
