package io.attune.pipeline.generate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

import com.github.luben.zstd.ZstdInputStream;
import io.attune.kernel.PlatformException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GeneratedFolderTest {
    private static final long COUNT = 7_000;

    @TempDir
    Path root;

    private static Generator generator(long seed) {
        return Generator.conversations(seed, COUNT, PlantPlan.parse(List.of("all=0.01"), Shape.CONVERSATIONS));
    }

    @Test
    void the_files_are_the_same_for_any_number_of_threads() throws IOException {
        new GeneratedFolder(root.resolve("one"), Compression.NONE, 1).write(generator(1), done -> {});
        new GeneratedFolder(root.resolve("four"), Compression.NONE, 4).write(generator(1), done -> {});
        for (String file : List.of("records.jsonl", "truth.jsonl", "suite.jsonl", "generated.json")) {
            assertThat(root.resolve("four").resolve(file)).hasSameBinaryContentAs(root.resolve("one").resolve(file));
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void the_files_hold_every_record_and_every_truth(Compression compression) throws IOException {
        Generator generator = generator(2);
        var summary = new GeneratedFolder(root, compression, 2).write(generator, done -> {});
        assertThat(lines(compression, "records.jsonl")).isEqualTo(generator.records().map(Generated::line).toList());
        assertThat(lines(compression, "truth.jsonl")).isEqualTo(generator.records().flatMap(
                record -> record.truths().stream()).map(Truth::json).toList()).hasSize((int) summary.truths());
        assertThat(lines(compression, "suite.jsonl")).hasSize((int) summary.suiteItems());
        assertThat(summary.planted()).containsEntry(PlantKind.LEAK, 70L);
    }

    private List<String> lines(Compression compression, String stem) throws IOException {
        try (InputStream file = Files.newInputStream(root.resolve(stem + compression.suffix()))) {
            InputStream plain = switch (compression) {
                case NONE -> file;
                case GZIP -> new GZIPInputStream(file);
                case ZSTD -> new ZstdInputStream(file);
            };
            return List.of(new String(plain.readAllBytes(), StandardCharsets.UTF_8).split("\n"));
        }
    }

    @Test
    void a_writing_that_was_stopped_goes_on_where_it_was() throws IOException {
        GeneratedFolder folder = new GeneratedFolder(root.resolve("stopped"), Compression.GZIP, 2);
        assertThatThrownBy(() -> folder.write(generator(3), done -> {
            throw new IllegalStateException("stopped at " + done);
        })).hasMessage("stopped at 2048");
        Files.write(root.resolve("stopped/records.jsonl.gz"), new byte[]{1, 2, 3},
                java.nio.file.StandardOpenOption.APPEND);
        List<Long> progress = new ArrayList<>();
        folder.write(generator(3), progress::add);
        assertThat(progress).containsExactly(4096L, 6144L, 7000L);
        new GeneratedFolder(root.resolve("whole"), Compression.GZIP, 2).write(generator(3), done -> {});
        assertThat(root.resolve("stopped/records.jsonl.gz")).hasSameBinaryContentAs(root.resolve(
                "whole/records.jsonl.gz"));
        assertThat(root.resolve("stopped/truth.jsonl.gz")).hasSameBinaryContentAs(root.resolve("whole/truth.jsonl.gz"));
    }

    @Test
    void what_is_there_is_not_overwritten() throws IOException {
        GeneratedFolder folder = new GeneratedFolder(root, Compression.NONE, 1);
        Files.writeString(root.resolve("records.jsonl"), "mine\n");
        assertThatThrownBy(() -> folder.write(generator(4), done -> {})).isInstanceOf(
                PlatformException.class).hasMessageContaining("records.jsonl is there already");
        folder.clear();
        folder.write(generator(4), done -> {});
        assertThatThrownBy(() -> folder.write(generator(4), done -> {})).isInstanceOf(
                PlatformException.class).hasMessageContaining("holds a finished generation");
    }

    @Test
    void an_unfinished_writing_is_not_continued_with_other_parameters() {
        GeneratedFolder folder = new GeneratedFolder(root, Compression.NONE, 1);
        assertThatThrownBy(() -> folder.write(generator(5), done -> {
            throw new IllegalStateException("stopped");
        })).hasMessage("stopped");
        assertThatThrownBy(() -> folder.write(generator(6), done -> {})).isInstanceOf(
                PlatformException.class).hasMessageContaining("other parameters");
    }

    @Test
    void each_truth_is_json() throws IOException {
        Generator generator = generator(7);
        JsonMapper json = JsonMapper.builder().build();
        new GeneratedFolder(root, Compression.NONE, 2).write(generator, done -> {});
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(Files.newInputStream(root.resolve(
                "truth.jsonl")), StandardCharsets.UTF_8))) {
            assertThat(reader.lines()).allSatisfy(line -> assertThat(json.readTree(line).has("kind")).isTrue());
        }
    }
}
