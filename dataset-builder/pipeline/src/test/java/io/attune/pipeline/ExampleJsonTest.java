package io.attune.pipeline;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.CanonicalJson;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ExampleJsonTest {
    private static final Tool WEATHER = new Tool("weather", "Tells the weather",
            "{\"properties\":{\"city\":{\"type\":\"string\"}},\"type\":\"object\"}");

    @Property(tries = 200)
    void what_was_written_is_read_back_equal(@ForAll("examples") Example example) {
        assertThat(ExampleJson.read(ExampleJson.write(example).toString())).isEqualTo(example);
    }

    @Test
    void a_message_that_only_calls_tools_has_null_content() {
        Example example = example(null, Message.user("Rain?"), Message.calling(List.of(new ToolCall("c1", "weather",
                "{\"city\":\"Ulm\"}"))), Message.tool("c1", "yes"), Message.assistant("It rains."));

        assertThat(ExampleJson.chatLine(example)).contains(
                "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",");
    }

    @Test
    void a_preference_is_written_as_input_preferred_and_non_preferred_output() {
        Example pair = example(new Judgement.Preference(List.of(Message.assistant("good")), List.of(Message.assistant(
                "bad"))), Message.user("Well?"));

        assertThat(ExampleJson.chatLine(pair)).startsWith(
                "{\"input\":{\"messages\":[{\"role\":\"user\"").contains("\"preferred_output\"");
    }

    @Test
    void the_answer_of_a_preference_is_the_preferred_one() {
        Example pair = example(new Judgement.Preference(List.of(Message.assistant("good")), List.of(Message.assistant(
                "bad"))), Message.user("Well?"));

        assertThat(pair.answer()).isEqualTo("good");
    }

    @Property(tries = 500)
    void an_id_is_the_digest_of_the_canonical_JSON_of_the_tree(@ForAll("examples") Example example) {
        assertThat(example.id()).isEqualTo(CanonicalJson.digest(ExampleJson.content(example)));
    }

    @Property(tries = 500)
    void a_content_digest_is_the_digest_of_the_canonical_JSON_of_the_tree(@ForAll("examples") Example example) {
        assertThat(example.contentDigest()).isEqualTo(CanonicalJson.digest(ExampleJson.said(example)));
    }

    @Property(tries = 500)
    void every_text_has_the_id_of_its_canonical_JSON(@ForAll String text, @ForAll @StringLength(max = 30) String name) {
        Example example = new Example(text, name, text + name, "", List.of(Message.user(name + text), Message.system(
                text)), Map.of(text, name));
        assertThat(example.id()).isEqualTo(CanonicalJson.digest(ExampleJson.content(example)));
    }

    @Test
    void an_uncommonly_long_record_has_the_id_of_its_canonical_JSON() {
        Example example = example(null, Message.user("\"long\n\u0001ä".repeat(300_000)));
        assertThat(example.id()).isEqualTo(CanonicalJson.digest(ExampleJson.content(example))).isEqualTo(example.id());
    }

    @Test
    void parameters_of_tools_are_canonical_in_an_id_however_they_are_written() {
        Example example = new Example("s", "k", "g", "l", null, List.of(Message.user("?")), List.of(new Tool("t", "",
                "{\"b\": 1.50, \"a\": \"\\u0041\"}")), null, new TreeMap<>());
        assertThat(example.id()).isEqualTo(CanonicalJson.digest(ExampleJson.content(example)));
    }

    @Property(tries = 500)
    void a_chat_line_is_as_Jackson_writes_it(@ForAll("examples") Example example) {
        String line = ExampleJson.chatLine(example);
        assertThat(JsonMapper.shared().writeValueAsString(JsonMapper.shared().readTree(line))).isEqualTo(line);
    }

    @Property(tries = 500)
    void a_chat_line_says_what_the_record_says_but_for_reasoning(@ForAll("examples") Example example) {
        JsonNode line = JsonMapper.shared().readTree(ExampleJson.chatLine(example));
        JsonNode record = ExampleJson.said(example.mapMessages(message -> new Message(message.role(), message.parts(),
                message.name(), message.toolCalls(), message.toolCallId(), message.weight(), null)));
        boolean pair = record.has("preferred");
        JsonNode input = pair ? line.get("input") : line;
        assertThat(input.get("messages")).isEqualTo(record.get("messages"));
        assertThat(input.path("tools")).isEqualTo(record.path("tools"));
        assertThat(line.path("preferred_output")).isEqualTo(record.path("preferred"));
        assertThat(line.path("non_preferred_output")).isEqualTo(record.path("rejected"));
    }

    @Provide
    Arbitrary<Example> examples() {
        Arbitrary<String> text = Arbitraries.oneOf(Arbitraries.strings().all().ofMaxLength(12),
                Arbitraries.strings().ascii().ofMaxLength(40)).filter(s -> s.codePoints().noneMatch(
                        c -> c >= 0xD800 && c <= 0xDFFF));
        Arbitrary<List<Part>> parts = Arbitraries.oneOf(text.<Part>map(Part.Text::new), text.map(
                Part.Image::new)).list().ofMaxSize(3);
        Arbitrary<List<ToolCall>> calls = Combinators.combine(text, text, text).as(ToolCall::new).list().ofMaxSize(2);
        Arbitrary<Message> assistant = Combinators.combine(parts, text.injectNull(0.5), calls, Arbitraries.of(0,
                1).injectNull(0.5), text.injectNull(0.5)).as((p, name, c, weight, reasoning) -> new Message(
                        Role.ASSISTANT, p, name, c, null, weight, reasoning));
        Arbitrary<Message> other = Combinators.combine(Arbitraries.of(Role.SYSTEM, Role.DEVELOPER, Role.USER,
                Role.TOOL), parts, text.injectNull(0.5)).as((role, p, call) -> new Message(role, p, null, List.of(),
                        role == Role.TOOL ? call : null, null, null));
        Arbitrary<List<Message>> messages = Arbitraries.oneOf(assistant, other).list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<@Nullable Judgement> judgement = Arbitraries.oneOf(Arbitraries.just(null), Arbitraries.of(true,
                false).map(Judgement.Rating::new), Combinators.combine(messages, messages).as(
                        Judgement.Preference::new));
        return Combinators.combine(text, messages, judgement, Arbitraries.of(List.<Tool>of(), List.of(WEATHER)),
                Arbitraries.maps(text, text).ofMaxSize(2), text.injectNull(0.5)).as((key, m, j, tools, meta,
                        language) -> new Example("source", key, "group", "CC0-1.0", language, m, tools, j,
                                new TreeMap<>(meta)));
    }

    private static Example example(@Nullable Judgement judgement, Message... messages) {
        return new Example("source", "key", "group", "CC0-1.0", null, List.of(messages), List.of(), judgement,
                new TreeMap<>());
    }
}
