package io.attune.provider.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.provider.FileUpload;
import io.attune.provider.ProviderFileId;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainingFile;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files arrive whole or are refused with the lines at fault. */
abstract class UploadingCases {
    abstract ExamRoom room();

    @Test
    void a_file_with_faults_names_every_line_at_fault() {
        room().ability(FileUpload.class);
        String good = room().vendor().exampleLine("q", "a");

        assertThatThrownBy(() -> room().upload(List.of(good, "no json", good, "[1]"))).isInstanceOfSatisfying(
                InvalidInputException.class, e -> assertThat(e.problems()).extracting(Problem::line).contains(2));
    }

    @Test
    void a_file_that_is_not_utf_8_names_the_line() {
        room().ability(FileUpload.class);
        byte[] latin = ("\"caf\u00e9\"\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> room().upload(latin)).isInstanceOfSatisfying(InvalidInputException.class,
                e -> assertThat(e.problems()).extracting(Problem::line).containsExactly(1));
    }

    @Test
    void a_file_that_is_gone_already_counts_as_deleted() {
        FileUpload files = room().ability(FileUpload.class);
        ProviderFileId file = room().uploadedExamples();

        files.deleteFile(file);
        files.deleteFile(file);

        SubmitRequest request = room().request("key-1", room().vendor().baseModel(), file);
        assertThat(room().provider().submit(request)).isInstanceOf(SubmitOutcome.Refused.class);
    }

    @Test
    void an_earlier_upload_is_found_again_by_its_content_alone() throws IOException {
        FileUpload files = room().ability(FileUpload.class);
        TrainingFile first = room().file(List.of(room().vendor().exampleLine("q", "a")));
        TrainingFile other = room().file(List.of(room().vendor().exampleLine("q", "b")));
        assertThat(files.find(first)).isEmpty();

        ProviderFileId uploaded = files.upload(first);

        assertThat(files.find(new TrainingFile("another-label", first.digest(), first.content()))).contains(uploaded);
        assertThat(files.find(other)).isEmpty();
        files.deleteFile(uploaded);
        assertThat(files.find(first)).isEmpty();
    }

    @Test
    void a_large_file_arrives_whole() throws IOException {
        room().ability(FileUpload.class);
        String padding = "x".repeat(2000);
        List<String> lines = IntStream.range(0, 5000).mapToObj(
                i -> room().vendor().exampleLine("question " + i + padding, "answer " + i)).toList();

        assertThat(room().upload(lines).value()).isNotBlank();
    }
}
