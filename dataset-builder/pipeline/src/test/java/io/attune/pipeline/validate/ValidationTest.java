package io.attune.pipeline.validate;

import java.util.List;
import java.util.TreeMap;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Part;
import io.attune.pipeline.Role;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.Tool;
import io.attune.pipeline.ToolCall;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ValidationTest {
    private static final Message ASK = Message.user("Weather in Bern?");
    private static final Message CALL = calling("c1", "weather", "{\"city\": \"Bern\"}");
    private static final Message TOLD = Message.tool("c1", "rain");
    private static final Message ANSWER = Message.assistant("Rain.");
    private static final Tool WEATHER = new Tool("weather", "", "{\"type\":\"object\",\"properties\":{\"city\":"
            + "{\"type\":\"string\"}},\"required\":[\"city\"]}");

    @Test
    void a_conversation_with_tools_is_fine_and_may_end_with_a_call() {
        assertThat(reasons(List.of(WEATHER), ASK, CALL, TOLD, ANSWER)).isEmpty();
        assertThat(reasons(List.of(WEATHER), ASK, CALL)).isEmpty();
    }

    @Test
    void everything_wrong_is_found_at_once() {
        assertThat(reasons(List.of(), ANSWER, Message.system(" "), Message.tool("x", "y"))).containsExactly(
                "missing_content", "system-not-first", "last-message-not-assistant", "no-user-message",
                "tool-message-without-call");
    }

    @Test
    void calls_fit_a_tool_and_its_required_arguments() {
        assertThat(reasons(List.of(), ASK, CALL)).containsExactly("unknown-tool");
        assertThat(reasons(List.of(WEATHER), ASK, calling("c1", "weather", "{\"town\": 1}"))).containsExactly(
                "tool-arguments");
        assertThat(reasons(List.of(WEATHER), ASK, calling("c1", "weather", "{city"))).containsExactly(
                "tool-arguments");
        assertThat(reasons(List.of(WEATHER), ASK, calling("c1", "weather", "[]"))).containsExactly("tool-arguments");
    }

    @Test
    void every_call_has_one_answer_and_every_answer_one_call() {
        assertThat(reasons(List.of(WEATHER), ASK, CALL, ASK, ANSWER)).containsExactly("tool-call-unanswered");
        assertThat(reasons(List.of(WEATHER), ASK, CALL, TOLD, TOLD, ANSWER)).containsExactly(
                "tool-call-answered-twice");
        assertThat(reasons(List.of(WEATHER), ASK, TOLD, ANSWER)).containsExactly("tool-message-without-call");
        assertThat(reasons(List.of(WEATHER), ASK, CALL, TOLD, CALL, TOLD, ANSWER)).containsExactly(
                "duplicate-tool-call-id");
    }

    @Test
    void tools_have_names_and_schemas_of_objects() {
        assertThat(reasons(List.of(WEATHER, WEATHER), ASK, ANSWER)).containsExactly("duplicate-tool");
        assertThat(reasons(List.of(new Tool("we ather", "", WEATHER.parameters())), ASK, ANSWER)).containsExactly(
                "tool-name");
        for (String schema : List.of("[]", "{}", "{\"type\":\"array\"}", "{\"type\":\"object\",\"properties\":[]}",
                "{\"type\":\"object\",\"required\":\"a\"}",
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"text\"}}}")) {
            assertThat(reasons(List.of(new Tool("f", "", schema)), ASK, ANSWER)).as(schema).containsExactly(
                    "tool-schema");
        }
    }

    @Test
    void turns_echoes_weights_and_pictures_are_looked_at() {
        assertThat(reasons(List.of(), ASK, ASK, ANSWER)).containsExactly("consecutive-same-role");
        assertThat(reasons(List.of(), ASK, Message.assistant(" " + ASK.content()))).containsExactly("echoed-answer");
        assertThat(reasons(List.of(), ASK, new Message(Role.ASSISTANT, "Rain.", 0))).containsExactly(
                "no-weighted-answer");
        assertThat(reasons(List.of(), ASK, Message.assistant("a\u0000"))).containsExactly("nul-character");
        assertThat(reasons(List.of(), ASK, new Message(Role.ASSISTANT, List.of(new Part.Image("u")), null, List.of(),
                null, null, null))).containsExactly("image-not-from-user");
        assertThat(reasons(List.of(), new Message(Role.USER, List.of(new Part.Image("u")), null, List.of(), null, null,
                null), ANSWER)).isEmpty();
    }

    @Test
    void two_messages_of_one_role_may_be_allowed() {
        assertThat(new Validation(TokenCounter.cl100k(), 1_000, false).check(example(null, List.of(), ASK, ASK,
                ANSWER))).isEmpty();
    }

    @Test
    void both_sides_of_a_preference_answer_and_its_prompt_does_not() {
        Judgement fine = new Judgement.Preference(List.of(ANSWER), List.of(Message.assistant("Sun.")));
        Judgement wrong = new Judgement.Preference(List.of(ASK), List.of(Message.assistant(" ")));
        assertThat(check(example(fine, List.of(), ASK))).isEmpty();
        assertThat(check(example(wrong, List.of(), ASK, ANSWER))).extracting(Finding::reason).containsExactly(
                "example_missing_assistant_message", "preference-side-role", "missing_content",
                "preference-input-ends-with-assistant");
    }

    @Test
    void a_rating_without_an_answer_has_nothing_to_rate() {
        assertThat(check(example(new Judgement.Rating(true), List.of(), ASK))).extracting(
                Finding::reason).containsExactly("example_missing_assistant_message");
    }

    @Test
    void evidence_holds_none_of_the_words() {
        assertThat(check(example(null, List.of(), ASK, Message.system("hush"), ASK))).allSatisfy(
                finding -> assertThat(finding.evidence()).doesNotContain("hush", "Bern"));
    }

    private static Message calling(String id, String function, String arguments) {
        return Message.calling(List.of(new ToolCall(id, function, arguments)));
    }

    private static List<String> reasons(List<Tool> tools, Message... messages) {
        return check(example(null, tools, messages)).stream().map(Finding::reason).toList();
    }

    private static List<Finding> check(Example example) {
        return new Validation(TokenCounter.cl100k(), Validation.MAX_TOKENS, true).check(example);
    }

    private static Example example(@Nullable Judgement judgement, List<Tool> tools, Message... messages) {
        return new Example("s", "k", "g", "l", null, List.of(messages), tools, judgement, new TreeMap<>());
    }
}
