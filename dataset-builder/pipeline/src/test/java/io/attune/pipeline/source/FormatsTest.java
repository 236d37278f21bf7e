package io.attune.pipeline.source;

import java.util.List;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Part;
import io.attune.pipeline.Role;
import io.attune.pipeline.Tool;
import io.attune.pipeline.ToolCall;
import io.attune.pipeline.plan.Fields;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What each format of lines becomes. */
class FormatsTest {

    @Test
    void tools_calls_and_their_answers_are_kept() {
        Example example = chat("""
                {"messages": [{"role": "developer", "content": "Be brief."}, {"role": "user", "content": "Weather?"},
                 {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function",
                  "function": {"name": "weather", "arguments": "{\\"city\\": \\"Bern\\"}"}}]},
                 {"role": "tool", "tool_call_id": "c1", "content": "rain"}, {"role": "assistant", "content": "Rain."}],
                 "tools": [{"type": "function", "function": {"name": "weather", "description": "Now",
                  "parameters": {"type": "object", "properties": {}}, "strict": true}}], "parallel_tool_calls": false}
                """);
        assertThat(example.messages()).extracting(Message::role).containsExactly(Role.DEVELOPER, Role.USER,
                Role.ASSISTANT, Role.TOOL, Role.ASSISTANT);
        assertThat(example.messages().get(2)).isEqualTo(Message.calling(List.of(new ToolCall("c1", "weather",
                "{\"city\": \"Bern\"}"))));
        assertThat(example.messages().get(3)).isEqualTo(Message.tool("c1", "rain"));
        assertThat(example.tools()).containsExactly(new Tool("weather", "Now",
                "{\"properties\":{},\"type\":\"object\"}"));
        assertThat(example.attributes()).containsEntry("parallel_tool_calls", "false").containsEntry("converted",
                "tools.strict");
    }

    @Test
    void calls_of_the_older_form_become_tool_calls_with_a_note() {
        Example example = chat("""
                {"messages": [{"role": "user", "content": "x"},
                 {"role": "assistant", "content": null, "function_call": {"name": "f", "arguments": "{}"}},
                 {"role": "function", "name": "f", "content": "1"}, {"role": "assistant", "content": "One."}],
                 "functions": [{"name": "f"}]}
                """);
        assertThat(example.messages().get(1).toolCalls()).containsExactly(new ToolCall("call_1", "f", "{}"));
        assertThat(example.messages().get(2)).isEqualTo(Message.tool("call_1", "1"));
        assertThat(example.tools()).extracting(Tool::name).containsExactly("f");
        assertThat(example.attributes()).containsEntry("converted", "function_call, functions");
    }

    @Test
    void parts_weights_names_and_reasoning_are_kept() {
        Example example = chat("""
                {"messages": [{"role": "user", "name": "ann", "content": [{"type": "text", "text": "What is it?"},
                 {"type": "image_url", "image_url": {"url": "https://example.org/a.png", "detail": "auto"}}]},
                 {"role": "assistant", "content": "A cat.", "weight": 1.0, "reasoning_content": "Whiskers."},
                 {"role": "assistant", "content": "Or not.", "weight": 0, "refusal": null}]}
                """);
        assertThat(example.messages().get(0).parts()).containsExactly(new Part.Text("What is it?"),
                new Part.Image("https://example.org/a.png"));
        assertThat(example.messages().get(0).name()).isEqualTo("ann");
        assertThat(example.messages().get(1).reasoning()).isEqualTo("Whiskers.");
        assertThat(example.messages()).extracting(Message::weight).containsExactly(null, 1, 0);
    }

    @Test
    void metadata_names_group_language_license_and_key() {
        Example example = chat("""
                {"messages": [{"role": "user", "content": "x"}],
                 "metadata": {"id": "t-1", "group": "ann", "lang": "de", "license": "MIT", "score": 7, "ok": true}}
                """);
        assertThat(example.key()).isEqualTo("t-1");
        assertThat(example.group()).isEqualTo("ann");
        assertThat(example.language()).isEqualTo("de");
        assertThat(example.license()).isEqualTo("MIT");
        assertThat(example.attributes()).containsOnly(java.util.Map.entry("score", "7"), java.util.Map.entry("ok",
                "true"));
    }

    @Test
    void a_preference_has_a_prompt_and_two_sides() {
        Example example = Sources.only(Sources.PREFERENCES, oneLine("""
                {"input": {"messages": [{"role": "user", "content": "Hi"}], "tools": [], "parallel_tool_calls": true},
                 "preferred_output": [{"role": "assistant", "content": "Hello"}],
                 "non_preferred_output": [{"role": "assistant", "content": "What"}]}
                """));
        assertThat(example.messages()).containsExactly(Message.user("Hi"));
        assertThat(example.judgement()).isEqualTo(new Judgement.Preference(List.of(Message.assistant("Hello")), List.of(
                Message.assistant("What"))));
    }

    @Test
    void a_preference_without_a_side_names_the_side() {
        assertThat(((SourceItem.Bad) Sources.read(Sources.PREFERENCES,
                "{\"input\": {\"messages\": []}, \"preferred_output\": []}").getFirst()).problems()).extracting(
                        problem -> problem.place()).containsExactly("ranked.jsonl:1:24#/input/messages",
                                "ranked.jsonl:1:49#/preferred_output", "ranked.jsonl:1:1#/non_preferred_output");
    }

    @Test
    void a_rating_stands_on_a_conversation_or_on_a_prompt_and_its_completion() {
        Example talk = Sources.only(Sources.RATINGS, "{\"messages\": [{\"role\": \"user\", \"content\": \"a\"}, "
                + "{\"role\": \"assistant\", \"content\": \"b\"}], \"label\": false}");
        Example texts = Sources.only(Sources.RATINGS, "{\"prompt\": \"a\", \"completion\": \"b\", \"label\": true}");
        Example lists = Sources.only(Sources.RATINGS, "{\"prompt\": [{\"role\": \"user\", \"content\": \"a\"}], "
                + "\"completion\": [{\"role\": \"assistant\", \"content\": \"b\"}], \"label\": true}");
        assertThat(talk.judgement()).isEqualTo(new Judgement.Rating(false));
        assertThat(texts.judgement()).isEqualTo(new Judgement.Rating(true));
        assertThat(List.of(talk, texts, lists)).allSatisfy(example -> assertThat(example.messages()).containsExactly(
                Message.user("a"), Message.assistant("b")));
    }

    @Test
    void a_rating_is_true_or_false() {
        assertThat(Sources.bad(Sources.RATINGS, "{\"prompt\": \"a\", \"completion\": \"b\", \"label\": 1}".getBytes(
                java.nio.charset.StandardCharsets.UTF_8)).reason()).isEqualTo("malformed-label");
    }

    @Test
    void questions_and_answers_stand_under_the_keys_the_recipe_names() {
        Fields fields = new Fields("question", "reply", "role", "user", "language", null, "ticket");
        Example example = Sources.only(Sources.qa(fields), "{\"question\": \"a\", \"reply\": \"b\", \"role\": \"s\", "
                + "\"user\": 7, \"language\": \"en\", \"ticket\": \"T1\", \"topic\": \"x\", \"id\": \"own\"}");
        assertThat(example.messages()).containsExactly(Message.system("s"), Message.user("a"), Message.assistant("b"));
        assertThat(example.group()).isEqualTo("7");
        assertThat(example.language()).isEqualTo("en");
        assertThat(example.key()).isEqualTo("T1");
        assertThat(example.attributes()).containsOnly(java.util.Map.entry("topic", "x"), java.util.Map.entry("id",
                "own"));
    }

    @Test
    void a_missing_answer_says_how_to_name_it() {
        assertThat(((SourceItem.Bad) Sources.read(Sources.qa(Fields.OF_OBJECTS),
                "{\"prompt\": \"a\", \"reply\": \"b\"}").getFirst()).problems()).singleElement().satisfies(problem -> {
                    assertThat(problem.place()).isEqualTo("faq.jsonl:1:1#/completion");
                    assertThat(problem.nextStep()).contains("fields: {answer: …}");
                });
    }

    private static Example chat(String lines) {
        return Sources.only(Sources.CHAT, oneLine(lines));
    }

    private static String oneLine(String lines) {
        return lines.replace("\n", "");
    }
}
