package io.attune.pipeline.step;

import java.util.List;
import java.util.Map;

import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.ToolCall;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RedactTest {
    private static final StepContext CONTEXT = new StepContext(TokenCounter.cl100k(), 42);
    private static final String MAIL = "ann@example.org";

    @Test
    void every_text_of_an_example_is_redacted() {
        Example example = new Example("s", "k", "g", "l", null, List.of(Message.user("I am " + MAIL), Message.calling(
                List.of(new ToolCall("1", "find", "{\"mail\":\"" + MAIL + "\"}"))), Message.tool("1", "is " + MAIL)),
                List.of(), new Judgement.Preference(List.of(Message.assistant(MAIL)), List.of(Message.assistant(
                        "no " + MAIL))), new java.util.TreeMap<>());
        assertThat(judge(Map.of(), example)).isInstanceOfSatisfying(Verdict.Change.class, change -> assertThat(
                change.example()).isEqualTo(example.mapTexts(text -> text.replace(MAIL, "[EMAIL]"))));
    }

    @Test
    void the_arguments_of_a_call_stay_json() {
        String arguments = "{\"to\": [\"" + MAIL
                + "\", 7], \"card\": 4111111111111111, \"login\": {\"password\": \"h7Kq2pLx9\"},"
                + " \"ok\": true}";
        assertThat(arguments(arguments)).isEqualTo(
                "{\"card\":\"[CARD]\",\"login\":{\"password\":\"[SECRET]\"},\"ok\":true,\"to\":[\"[EMAIL]\",7]}");
        assertThat(arguments(arguments(arguments))).isEqualTo(arguments(arguments));
    }

    @Test
    void arguments_with_nothing_to_redact_stay_as_they_are_written_and_broken_ones_are_redacted_as_text() {
        assertThat(arguments("{ \"b\": 1.50, \"a\": \"x\" }")).isEqualTo("{ \"b\": 1.50, \"a\": \"x\" }");
        assertThat(arguments("{\"mail\": \"" + MAIL)).isEqualTo("{\"mail\": \"[EMAIL]");
    }

    @Test
    void a_name_is_redacted_and_stays_a_name() {
        Example example = new Example("s", "k", "g", "l", List.of(Message.user("hi").withName(MAIL), Message.assistant(
                "ok")), Map.of());
        assertThat(judge(Map.of(), example)).isInstanceOfSatisfying(Verdict.Change.class, change -> assertThat(
                change.example().messages().getFirst().name()).isEqualTo("EMAIL"));
    }

    private static String arguments(String arguments) {
        Example example = new Example("s", "k", "g", "l", List.of(Message.user("hi"), Message.calling(List.of(
                new ToolCall("1", "find", arguments)))), Map.of());
        return judge(Map.of(), example) instanceof Verdict.Change(Example after)
                ? after.messages().get(1).toolCalls().getFirst().arguments()
                : arguments;
    }

    @Test
    void one_class_may_drop_while_another_is_flagged() {
        Map<String, Object> parameters = Map.of("action", Map.of("card", "drop", "email", "flag"));
        assertThat(judge(parameters, example("mail " + MAIL + " or " + MAIL))).isInstanceOfSatisfying(
                Verdict.Change.class, change -> {
                    assertThat(change.example().prompt()).contains(MAIL);
                    assertThat(change.example().attributes()).containsEntry("personalData", "email:2");
                });
        assertThat(judge(parameters, example("pay 4111 1111 1111 1111"))).isInstanceOfSatisfying(Verdict.Remove.class,
                remove -> assertThat(remove.evidence()).isEqualTo("card"));
        assertThat(judge(parameters, example("nothing"))).isEqualTo(Verdict.KEEP);
    }

    @Test
    void replacements_depend_on_the_seed_of_the_plan() {
        Map<String, Object> parameters = Map.of("action", "replace");
        StepSpec spec = new StepSpec("redact", parameters);
        Verdict other = ((Step.OfExample) StepCatalog.create(spec, new StepContext(TokenCounter.cl100k(), 43))).judge(
                example(MAIL));
        assertThat(judge(parameters, example(MAIL))).isEqualTo(judge(parameters, example(MAIL))).isNotEqualTo(other);
    }

    @Test
    void patterns_and_allowed_values_come_from_the_recipe() {
        Map<String, Object> parameters = Map.of("allow", List.of(MAIL), "patterns", List.of(Map.of("name", "customer",
                "regex", "C-[0-9]{4}")));
        assertThat(judge(parameters, example(MAIL + " has C-4711"))).isInstanceOfSatisfying(Verdict.Change.class,
                change -> assertThat(change.example().prompt()).isEqualTo(MAIL + " has [CUSTOMER]"));
    }

    @Test
    void everything_wrong_is_said_at_once() {
        Problems problems = new Problems();
        StepCatalog.check(new StepSpec("redact", Map.of("classes", List.of("email", "fax"), "action", Map.of("email",
                "burn", "hat", "drop"), "regions", List.of("DE", "Mars"), "ignoreAddresses", List.of("old"), "patterns",
                List.of(Map.of("name", "A b", "regex", "(a"), Map.of("name", "email", "regex", "a*"), Map.of("name",
                        "x")), "colour", 1)), "/steps/0", problems);
        assertThat(problems.toList()).extracting(Problem::place).containsExactlyInAnyOrder("/steps/0/redact/classes/1",
                "/steps/0/redact/action/email", "/steps/0/redact/action/hat", "/steps/0/redact/regions/1",
                "/steps/0/redact/ignoreAddresses/0", "/steps/0/redact/patterns/0/name",
                "/steps/0/redact/patterns/0/regex", "/steps/0/redact/patterns/1/name",
                "/steps/0/redact/patterns/1/regex", "/steps/0/redact/patterns/2/regex", "/steps/0/redact/colour");
    }

    @Test
    void explained_parameters_make_the_same_step() {
        Map<String, Object> explained = StepCatalog.explain(new StepSpec("redact", Map.of("action", Map.of("card",
                "drop"),
                "patterns", List.of(Map.of("name", "customer", "regex", "C-[0-9]{4}", "action", "hash")))));
        assertThat(StepCatalog.explain(new StepSpec("redact", explained))).isEqualTo(explained);
        assertThat(StepCatalog.explain(new StepSpec("redact"))).containsEntry("action", "redact").containsEntry(
                "regions", List.of("US", "GB", "DE"));
    }

    private static Verdict judge(Map<String, Object> parameters, Example example) {
        return ((Step.OfExample) StepCatalog.create(new StepSpec("redact", parameters), CONTEXT)).judge(example);
    }

    private static Example example(String text) {
        return new Example("s", "k", "g", "l", List.of(Message.user(text), Message.assistant("ok")), Map.of());
    }
}
