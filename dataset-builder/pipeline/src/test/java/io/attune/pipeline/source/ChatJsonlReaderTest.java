package io.attune.pipeline.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.attune.kernel.Problem;
import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.plan.OnBadLine;
import io.attune.pipeline.plan.PersonalData;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.plan.Terms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChatJsonlReaderTest {
    private static final SourceSpec.Jsonl SOURCE = new SourceSpec.Jsonl("voice", "voice.jsonl", new Terms(
            "CC0-1.0", PersonalData.NONE), OnBadLine.STOP);
    private static final String GOOD = """
            {"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello", "weight": 1}]}
            """;

    @Test
    void a_conversation_becomes_an_example() {
        assertThat(read(GOOD)).containsExactly(new SourceItem.Good(new Example("voice", "voice.jsonl:1",
                "voice/voice.jsonl:1", "CC0-1.0", List.of(Message.user("Hi"),
                        new Message(io.attune.pipeline.Role.ASSISTANT, "Hello", 1)), java.util.Map.of())));
    }

    @Test
    void metadata_becomes_attributes() {
        String line = GOOD.strip().replaceFirst("\\{", "{\"metadata\": {\"property\": \"a.b\"}, ");
        assertThat(read(line)).singleElement().isInstanceOfSatisfying(SourceItem.Good.class,
                good -> assertThat(good.example().attributes()).containsEntry("property", "a.b"));
    }

    @Test
    void a_byte_order_mark_blank_lines_and_carriage_returns_do_no_harm() {
        assertThat(read("\ufeff" + GOOD.strip() + "\r\n\n  \n" + GOOD)).hasSize(2).allMatch(
                SourceItem.Good.class::isInstance);
    }

    @Test
    void broken_json_is_named_with_line_and_column_and_without_its_words() {
        Problem problem = problems(GOOD + "{\"messages\": secret}\n").getFirst();
        assertThat(problem.place()).startsWith("voice.jsonl:2:").matches(".*:[0-9]+$");
        assertThat(problem.message()).startsWith("broken JSON").doesNotContain("secret");
    }

    @Test
    void a_byte_that_is_not_utf_8_is_named_with_its_offset() {
        byte[] latin = (GOOD + "{\"messages\": \"\u00e9\"}").getBytes(StandardCharsets.ISO_8859_1);
        Problem problem = bad(read(latin)).getFirst();
        assertThat(problem.place()).isEqualTo("voice.jsonl:2:15");
        assertThat(problem.message()).contains("0xE9 at offset " + (GOOD.length() + 14));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
            "[1]                                                              | voice.jsonl:1:1 | an array",
            "{}                                                               | voice.jsonl:1#/messages | there are no messages",
            "{\"messages\": []}                                               | voice.jsonl:1#/messages | not a list with an entry",
            "{\"prompt\": 1, \"messages\": [A]}                               | voice.jsonl:1#/prompt | 'prompt' is not known here",
            "{\"messages\": [U]}                                              | voice.jsonl:1#/messages/0 | the last message is the user's",
            "{\"messages\": [A]}                                              | voice.jsonl:1#/messages | the user says nothing",
            "{\"messages\": [{\"role\": \"bot\", \"content\": \"x\"}]}        | voice.jsonl:1#/messages/0/role | role \"bot\" is not known",
            "{\"messages\": [{\"content\": \"x\"}]}                           | voice.jsonl:1#/messages/0/role | the message has no role",
            "{\"messages\": [U, {\"role\": \"assistant\"}]}                   | voice.jsonl:1#/messages/1/content | the message has no content",
            "{\"messages\": [U, {\"role\": \"assistant\", \"content\": \" \"}]} | voice.jsonl:1#/messages/1/content | the content is empty",
            "{\"messages\": [U, {\"role\": \"assistant\", \"content\": 7}]}   | voice.jsonl:1#/messages/1/content | not a text",
            "{\"messages\": [U, {\"role\": \"system\", \"content\": \"s\"}, A]} | voice.jsonl:1#/messages/1/role | stands behind others",
            "{\"messages\": [{\"role\": \"user\", \"content\": \"u\", \"weight\": 1}, A]} | voice.jsonl:1#/messages/0/weight | not allowed",
            "{\"messages\": [{\"role\": \"user\", \"content\": \"u\", \"name\": \"n\"}, A]} | voice.jsonl:1#/messages/0/name | Known are role",
            "{\"messages\": [U, A], \"messages\": [U, A]}                     | voice.jsonl:1: | Duplicate"})
    void what_is_malformed_is_named_with_its_place(String line, String place, String message) {
        String json = line.replace("[U", "[{\"role\": \"user\", \"content\": \"u\"}").replace("A]",
                "{\"role\": \"assistant\", \"content\": \"a\"}]");
        assertThat(problems(json)).anySatisfy(problem -> {
            assertThat(problem.place()).startsWith(place);
            assertThat(problem.message() + problem.nextStep()).contains(message);
        });
    }

    @Test
    void the_ranges_of_an_index_read_the_same_as_the_whole() throws IOException {
        String content = "\ufeff" + GOOD.repeat(3) + "\n{\n" + GOOD.repeat(2) + GOOD.strip();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        for (int linesEach = 1; linesEach < 10; linesEach++) {
            LineIndex index = LineIndex.of(new ByteArrayInputStream(bytes), linesEach);
            List<SourceItem> parts = new ArrayList<>();
            for (LineRange range : index.ranges()) {
                int from = (int) range.firstByte();
                all(new ChatJsonlReader(SOURCE, new ByteArrayInputStream(bytes, from, bytes.length - from), range),
                        parts);
            }
            assertThat(index.lines()).isEqualTo(8);
            assertThat(parts).isEqualTo(read(content));
        }
    }

    @Test
    void an_empty_file_has_no_ranges() throws IOException {
        assertThat(LineIndex.of(new ByteArrayInputStream(new byte[0]), 5).ranges()).isEmpty();
    }

    private static List<Problem> problems(String content) {
        return bad(read(content));
    }

    private static List<Problem> bad(List<SourceItem> items) {
        return items.stream().filter(SourceItem.Bad.class::isInstance).flatMap(
                item -> ((SourceItem.Bad) item).problems().stream()).toList();
    }

    private static List<SourceItem> read(String content) {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private static List<SourceItem> read(byte[] content) {
        List<SourceItem> items = new ArrayList<>();
        all(new ChatJsonlReader(SOURCE, new ByteArrayInputStream(content)), items);
        return items;
    }

    private static void all(ChatJsonlReader reader, List<SourceItem> items) {
        try {
            for (SourceItem item = reader.next(); item != null; item = reader.next()) {
                items.add(item);
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
