package io.attune.pipeline.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
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

class JsonLinesReaderTest {
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
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            [1]                                                            | 1        | json-array                 | part of an array
            7                                                              | 1        | data_type                  | a JSON number
            {}                                                             | 1#/messages | missing_messages_list   | there are no messages
            {"messages": []}                                               | 14#/messages | missing_messages_list  | not a list with an entry
            {"prompt": 1, "messages": [A]}                                 | 12#/prompt | unrecognized-key         | 'prompt' is not known here
            {"messages": [7]}                                              | 15#/messages/0 | data_type            | a JSON number
            {"messages": [{"role": "bot", "content": "x"}]}                | 24#/messages/0/role | unrecognized_role | role "bot" is not known
            {"messages": [{"content": "x"}]}                               | 15#/messages/0/role | message_missing_key | the message has no role
            {"messages": [U, {"role": "assistant"}]}                       | 49#/messages/1/content | message_missing_key | no content
            {"messages": [U, {"role": "assistant", "content": 7}]}         | 82#/messages/1/content | missing_content | not a text
            {"messages": [{"role": "user", "content": "u", "weight": 1}]}  | 58#/messages/0/weight | malformed-weight | not allowed
            {"messages": [{"role": "assistant", "content": "u", "weight": 0.5}]} | 63#/messages/0/weight | malformed-weight | weight 0.5
            {"messages": [{"role": "user", "content": "u", "mood": "n"}]}  | 56#/messages/0/mood | message_unrecognized_key | Known are role
            {"messages": [{"role": "user", "content": "u", "refusal": "n"}]}  | 59#/messages/0/refusal | message_unrecognized_key | 'refusal'
            {"messages": [{"role": "user", "content": [{"type": "sound"}]}]}  | 44#/messages/0/content/0 | malformed-part | neither
            {"messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "u", "detail": "low"}}]}]} | 79#/messages/0/content/0/image_url | malformed-part | detail
            {"messages": [{"role": "assistant", "tool_calls": [{"id": "1"}]}]} | 52#/messages/0/tool_calls/0 | malformed-tool-call | the form
            {"messages": [{"role": "user", "content": "x", "tool_calls": [C]}]} | 62#/messages/0/tool_calls | malformed-tool-call | the user calls
            {"messages": [U, A], "tools": [{"type": "function"}]}          | 99#/tools/0 | malformed-tool       | the form
            {"messages": [U, A], "metadata": {"a": [1]}}                   | 107#/metadata/a | malformed-metadata | not a text
            {"messages": [U, A], "metadata": {"id": " "}}                  | 108#/metadata/id | malformed-metadata | empty
            {"messages": [U, A], "messages": [U, A]}                       | 1        | duplicate-key | Duplicate
            {"messages": [U, A]} {"messages": [U, A]}                      | 89       | trailing-garbage | behind the object
            {"messages": [U, A]},                                          | 88       | trailing-garbage | a comma
            ]                                                              | 1        | json-array | part of an array
            {"messages": "\\ud800 a"}                                      | 15       | lone-surrogate | half of a character
            {"messages": "\\udc00\\ud800"}                                 | 15       | lone-surrogate | half of a character
            """)
    void what_is_malformed_is_named_with_its_place(String line, String column, String reason, String message) {
        String json = line.replace("U", "{\"role\": \"user\", \"content\": \"u\"}").replace("A]",
                "{\"role\": \"assistant\", \"content\": \"a\"}]").replace("C]",
                        "{\"id\": \"1\", \"type\": \"function\", \"function\": {\"name\": \"f\", \"arguments\": \"{}\"}}]");
        assertThat(read(json)).singleElement().isInstanceOfSatisfying(SourceItem.Bad.class, bad -> {
            assertThat(bad.key()).isEqualTo("voice.jsonl:1");
            assertThat(bad.reason()).isEqualTo(reason);
            Problem problem = bad.problems().getFirst();
            assertThat(problem.message() + problem.nextStep()).contains(message);
            if (!reason.equals("duplicate-key")) {
                assertThat(problem.place()).isEqualTo("voice.jsonl:1:" + column);
            }
        });
    }

    @Test
    void the_ranges_of_an_index_read_the_same_as_the_whole() throws IOException {
        String content = "\ufeff" + GOOD.repeat(3) + "\n{\n" + GOOD.repeat(2) + GOOD.strip();
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        for (int linesEach = 1; linesEach < 10; linesEach++) {
            LineIndex index = LineIndex.of(SOURCE, new ByteArrayInputStream(bytes), linesEach);
            List<SourceItem> parts = new ArrayList<>();
            for (LineRange range : index.ranges()) {
                int from = (int) range.firstByte();
                parts.addAll(Sources.read(SOURCE, Arrays.copyOfRange(bytes, from, bytes.length), range));
            }
            assertThat(index.lines()).isEqualTo(8);
            assertThat(parts).isEqualTo(read(content));
        }
    }

    @Test
    void an_empty_file_has_no_ranges() throws IOException {
        assertThat(LineIndex.of(SOURCE, new ByteArrayInputStream(new byte[0]), 5).ranges()).isEmpty();
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
        return Sources.read(SOURCE, content);
    }
}
