package io.attune.pipeline.inspect;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.inspect.Inspection.InspectedFile;
import io.attune.pipeline.inspect.Inspection.SuggestedStep;
import io.attune.pipeline.plan.Fields;
import io.attune.pipeline.plan.Separator;
import io.attune.pipeline.plan.TextEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class InspectorTest {
    @TempDir
    Path folder;

    @Test
    void a_chat_file_is_told_by_its_messages_and_its_bad_lines_by_line_and_column() throws IOException {
        Inspection seen = inspect(file("a.jsonl", chat("How long is a day?", "A day is 24 hours long.") + "\r\n"
                + "{\"messages\": [\r\n" + chat("And a week?", "A week is seven days long.") + "\r\n"));
        InspectedFile file = seen.files().getFirst();
        assertThat(file.format()).isEqualTo(new Format.Chat());
        assertThat(file.lineEnds()).isEqualTo("CRLF");
        assertThat(List.of(file.records(), file.bad(), seen.records(), seen.looked())).containsExactly(2L, 1L, 2L, 2L);
        assertThat(file.firstBad().getFirst().place()).contains("a.jsonl:2:");
        assertThat(seen.roles()).containsEntry("user", 2L).containsEntry("assistant", 2L);
    }

    @Test
    void a_compressed_file_is_looked_into() throws IOException {
        Path file = folder.resolve("b.jsonl.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(chat("Is it packed?", "Yes, by gzip.").getBytes(StandardCharsets.UTF_8));
        }
        Inspection seen = inspect(file);
        assertThat(seen.files().getFirst().compression()).isEqualTo("gzip");
        assertThat(seen.files().getFirst().source()).isEqualTo("b");
        assertThat(seen.records()).isEqualTo(1);
    }

    @Test
    void a_table_is_told_by_its_columns_its_separator_and_its_encoding() throws IOException {
        Path file = folder.resolve("c.csv");
        Files.write(file, "Topic;Question;Answer\nx;Was kostet es?;5 \u20ac\n".getBytes(Charset.forName(
                "windows-1252")));
        Inspection seen = inspect(file);
        assertThat(seen.files().getFirst().format()).isEqualTo(new Format.Table(new Fields("Question", "Answer", null,
                null, null, null, null), Separator.SEMICOLON, TextEncoding.WINDOWS_1252));
        assertThat(seen.records()).isEqualTo(1);
    }

    @Test
    void columns_nobody_can_guess_are_asked_for_and_taken_when_they_are_stated() throws IOException {
        Path file = file("d.csv", "frage,antwort,thema\nWas?,Das.,x\n");
        assertThat(inspect(file).files().getFirst().format()).isInstanceOfSatisfying(Format.Unreadable.class,
                unreadable -> assertThat(unreadable.nextStep()).contains("--prompt"));
        Fields stated = new Fields("frage", "antwort", null, null, null, null, null);
        assertThat(new Inspector(new Inspector.Settings(10, TokenCounter.cl100k(), stated)).inspect(List.of(file),
                Progress.NONE).records()).isEqualTo(1);
    }

    @Test
    void objects_with_questions_and_answers_are_told_by_their_keys() throws IOException {
        Inspection seen = inspect(file("e.jsonl", "{\"instruction\": \"Add 1 and 1\", \"output\": \"That makes 2.\","
                + " \"lang\": \"en\"}\n"));
        assertThat(seen.files().getFirst().format()).isEqualTo(new Format.Qa(new Fields("instruction", "output", null,
                null, "lang", null, null)));
        assertThat(seen.languages().getFirst().value()).isEqualTo("en");
    }

    @Test
    void formats_that_no_source_reads_are_named_with_a_way_out() throws IOException {
        for (String text : List.of("{\"conversations\": [{\"from\": \"human\", \"value\": \"x\"}]}\n",
                "{\"contents\": []}\n", "[{\"messages\": []}]\n", "PK\u0003\u0004", "", "just words\n")) {
            Inspection seen = inspect(file("f.jsonl", text));
            assertThat(seen.files().getFirst().format()).as(text).isInstanceOfSatisfying(Format.Unreadable.class,
                    unreadable -> assertThat(unreadable.nextStep()).isNotBlank());
            assertThat(seen.records()).isZero();
        }
    }

    @Test
    void personal_data_is_placed_and_masked_and_never_shown() throws IOException {
        String address = String.join("@", "ada.example", "mail.example.com");
        Inspection seen = inspect(file("g.jsonl", chat("Who do I write to?", "Write to " + address + " please.")));
        assertThat(seen.personal()).singleElement().satisfies(found -> {
            assertThat(found.kind()).isEqualTo("email");
            assertThat(found.first().getFirst().place()).endsWith("g.jsonl:1");
            assertThat(found.first().getFirst().message()).isEqualTo(2);
            assertThat(found.first().getFirst().start()).isEqualTo(9);
        });
        assertThat(seen.toString()).doesNotContain(address).doesNotContain("mail.example");
        assertThat(steps(seen)).contains("redact");
    }

    @Test
    void duplicates_and_contradictions_are_those_of_the_steps() throws IOException {
        String long1 = "The office in the old harbour is open from nine in the morning until five in the afternoon.";
        String long2 = "The office in the old harbour is open from nine in the morning until five in the evening.";
        Inspection seen = inspect(file("h.jsonl", String.join("\n", chat("When is the office open on a weekday?",
                long1),
                chat("When is the office open on a weekday?", long1), chat("When is the office open on any weekday?",
                        long2), chat("How long does a refund take these days?", "A refund takes 5 days."), chat(
                                "How long does a refund take these days?", "A refund takes 9 days."))));
        assertThat(seen.exactDuplicates().records()).isEqualTo(1);
        assertThat(seen.exactDuplicates().first().getFirst().twin()).endsWith("h.jsonl:1");
        assertThat(seen.contradictions().records()).isEqualTo(2);
        assertThat(steps(seen)).contains("exact-duplicates", "contradictions: {action: drop}");
    }

    @Test
    void a_large_file_is_sampled_the_same_on_every_run() throws IOException {
        Path file = file("i.jsonl", String.join("\n", IntStream.range(0, 500).mapToObj(i -> chat("Question " + i,
                "Answer number " + i)).toList()));
        Inspector inspector = new Inspector(new Inspector.Settings(50, TokenCounter.cl100k(), null));
        Inspection seen = inspector.inspect(List.of(file), Progress.NONE);
        assertThat(seen.sampled()).isTrue();
        assertThat(List.of(seen.records(), seen.looked(), seen.tokens().count())).containsExactly(500L, 50L, 50L);
        assertThat(inspector.inspect(List.of(file), Progress.NONE)).isEqualTo(seen);
    }

    @Test
    void progress_goes_to_the_end() throws IOException {
        List<Progress.Phase> phases = new ArrayList<>();
        new Inspector(Inspector.Settings.DEFAULT).inspect(List.of(file("j.jsonl", chat("a b c d", "e f g h"))),
                (phase, done, total) -> phases.add(phase));
        assertThat(phases).endsWith(Progress.Phase.COMPARING);
    }

    @Test
    void a_sample_is_bounded_in_characters_too() {
        SampleKeeper keeper = new SampleKeeper(1_000, 100);
        IntStream.range(0, 50).forEach(i -> keeper.offer(new io.attune.pipeline.Example("s", "k" + i, "g", "MIT",
                List.of(io.attune.pipeline.Message.user("x".repeat(20))), java.util.Map.of())));
        assertThat(keeper.seen()).isEqualTo(50);
        assertThat(keeper.sample()).hasSize(5);
    }

    private static List<String> steps(Inspection seen) {
        return seen.steps().stream().map(SuggestedStep::yaml).toList();
    }

    private static Inspection inspect(Path file) throws IOException {
        return new Inspector(Inspector.Settings.DEFAULT).inspect(List.of(file), Progress.NONE);
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static String chat(String question, String answer) {
        return "{\"messages\": [{\"role\": \"user\", \"content\": \"" + question
                + "\"}, {\"role\": \"assistant\", \"content\": \"" + answer + "\"}]}";
    }
}
