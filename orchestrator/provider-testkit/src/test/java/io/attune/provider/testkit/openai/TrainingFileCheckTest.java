package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.attune.kernel.Problem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TrainingFileCheckTest {
    @TempDir
    Path folder;

    @Test
    void a_good_file_has_no_problems() throws IOException {
        assertThat(TrainingFileCheck.jobFiles(file("train", examples(0, 10)), file("valid", examples(10,
                12)), Methods.SUPERVISED)).isEqualTo(
                        new TrainingFileCheck.JobFiles(List.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "{'messages':[]} | no messages", "{'messages':[{'role':'user','content':'q'}]} | last message",
            "{'messages':[{'role':'robot','content':'q'},{'role':'assistant','content':'a'}]} | 'robot'",
            "{'messages':[{'role':'user','content':7},{'role':'assistant','content':'a'}]} | messages[0].content",
            "{'messages':[{'role':'assistant','content':'a','weight':2}]} | weight is 2",
            "{'messages':[{'role':'assistant','content':'a','weight':0}]} | nothing to learn",
            "{'messages':[{'role':'user','content':'q','weight':1},{'role':'assistant','content':'a'}]} | weight",
            "{'messages':[{'role':'assistant','content':'a','mood':'good'}]} | 'mood'",
            "{'messages':[{'role':'assistant','content':'a'}],'id':7} | 'id'",
            "{'messages':[{'role':'assistant','content':'a'}],'messages':[]} | not valid JSON",
            "{'messages':[{'role':'assistant','content':'a'}]} trailing | not valid JSON",
            "{'prompt':'q'} | 'messages'", "[] | not a JSON object", "' ' | not a JSON object"})
    void a_line_at_fault_is_named_with_what_is_wrong(String line, String words) throws IOException {
        List<String> lines = Stream.concat(examples(0, 10).stream(), Stream.of(line.replace('\'', '"'))).toList();

        assertThat(TrainingFileCheck.jobFiles(file("train", lines), null, Methods.SUPERVISED).training()).anySatisfy(
                problem -> {
                    assertThat(problem.line()).isEqualTo(11);
                    assertThat(problem.message()).contains(words);
                });
    }

    @Test
    void fewer_than_ten_examples_are_too_few() throws IOException {
        assertThat(TrainingFileCheck.jobFiles(file("train", examples(0, 9)), null,
                Methods.SUPERVISED).training()).extracting(
                        Problem::message).containsExactly("Training file has 9 example(s), but must have at least 10.");
    }

    @Test
    void a_row_in_both_files_is_a_leak() throws IOException {
        assertThat(TrainingFileCheck.jobFiles(file("train", examples(0, 10)),
                file("valid", examples(8, 11)), Methods.SUPERVISED).validation()).extracting(
                        Problem::line).containsExactlyInAnyOrder(1, 2);
    }

    @Test
    void blank_lines_and_bytes_that_are_not_utf_8_are_named() throws IOException {
        Path file = folder.resolve("broken.jsonl");
        Files.write(file, "{\"messages\":[]}\n\n\"\u00e9\"\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(TrainingFileCheck.format(file)).extracting(Problem::line).containsExactly(2, 3);
    }

    private static List<String> examples(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "{\"messages\":[{\"role\":\"user\",\"content\":\"q" + i
                + "\"},{\"role\":\"assistant\",\"content\":\"a" + i + "\"}]}").toList();
    }

    private Path file(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name + ".jsonl"), lines);
    }
}
