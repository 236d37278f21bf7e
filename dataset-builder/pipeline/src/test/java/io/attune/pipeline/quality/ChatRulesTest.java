package io.attune.pipeline.quality;

import java.util.List;
import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ChatRulesTest {
    private static final Quality QUALITY = Quality.of(Profile.FINE_TUNING);

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "refusals|I'm sorry, but I can't assist with that request.",
            "refusals|I’m sorry, but I cannot fulfill this request as it goes against the rules.",
            "boilerplate|As an AI language model, I have no opinion, but most people reset the router first.",
            "boilerplate|Als KI-Sprachmodell habe ich dazu keine Meinung.",
            "truncation|You can change it in the settings. Open the page for accounts and choose the tab with the",
            "truncation|First open the page for accounts, then choose security (which is the second tab of the",
            "truncation|Please send us the number of the order, the name of the product,",
            "loop-max|Please wait please wait please wait please wait please wait please wait please wait.",
            "markup|<p>Open the settings.</p><br>Then choose security &amp; privacy.",
            "navigation|Open the settings and choose a new password. [citation needed]",
            "template-variables|Dear {{customer_name}}, your order is on its way."})
    void what_should_not_be_learned_is_found(String rule, String answer) {
        assertThat(found("How do I change it?", answer)).isEqualTo(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"I'm sorry, I can't find an order with that number. Could you check it once more?",
            "Unfortunately we can't help with hardware that was bought elsewhere.", "Sure, no problem", "Yes.", "ok :)",
            "Hi Anna,\n\nyour parcel left our store today.\n\nBest regards,\nthe support team",
            "You can reach us by phone from Monday to Friday. We are there from nine to five. Have a nice day",
            "That was an aim of ours as an airline.", "Ha ha ha ha, good one!", "The total is 0 0 0 0 0 0 0 0 0.",
            "Use `{{name}}` in the subject and <br> in the text:\n```\n<p>Hi {{name}}</p>\n```",
            "Press Ctrl & Alt; then wait < 5 minutes.", "1. Open it\n2. Close it\n3. Open it again (twice)",
            "We ship to: Germany, France, Spain and others :(",
            "Go to https://example.org/help?id=1&lang=en and log in",
            "Please write to [EMAIL] and we will look into it",
            "Restart the router and the phone, or call us and ask for"
                    + " a new one."})
    void normal_support_chat_is_left_alone(String answer) {
        assertThat(found("How do I change it?", answer)).isEmpty();
    }

    @Test
    void an_answer_in_another_language_is_found_unless_it_was_asked_for() {
        String english = "How can I change the password of my account when I no longer have the old phone?";
        String german = "Öffnen Sie bitte die Einstellungen und wählen Sie dort die Sicherheit. Danach erhalten Sie eine"
                + " E-Mail mit allen weiteren Schritten.";
        assertThat(found(english, german)).isEqualTo("answer-language");
        assertThat(found("Please translate: " + english, german)).isEmpty();
        assertThat(found("Answer in German. " + english, german)).isEmpty();
        assertThat(found(english, "Ja, gerne.")).isEmpty();
        assertThat(QUALITY.judge(QUALITY.score(example(english, german))).orElseThrow().evidence()).contains(
                "at most 0.5", "answer de, question en");
    }

    @Test
    void an_open_code_fence_is_a_truncated_answer() {
        String code = "Run this:\n```\nattune up\n";
        assertThat(found("How?", code)).isEqualTo("truncation");
        assertThat(found("How?", code + "```")).isEmpty();
    }

    @Test
    void a_word_that_stops_where_the_question_has_a_longer_one_is_cut() {
        String answer = "First open the page. Then choose the second tab. After that you should see again the inter";
        assertThat(found("Why is my internet slow?", answer)).isEqualTo("truncation");
        assertThat(found("Why is it slow?", answer)).isEmpty();
        assertThat(QUALITY.score(example("Why is it slow?", answer)).values()).containsEntry("truncation", 0.5);
    }

    @Test
    void the_same_sentence_over_and_over_is_repetition() {
        String sentence = "You can open the settings and then choose the new password there. ";
        String answer = sentence + "But first read this note. " + sentence + "Or that one instead. " + sentence
                + sentence
                + "And so on.";
        assertThat(found("How?", answer)).isEqualTo("repetition");
    }

    @Test
    void an_answer_of_nothing_is_too_short_and_more_can_be_demanded() {
        assertThat(found("How?", " ")).isEqualTo("min-answer-characters");
        Quality strict = Quality.of(List.of(Profile.FINE_TUNING), Map.of("min-answer-characters", 10.0));
        assertThat(strict.judge(strict.score(example("How?", "Like so.")))).isPresent();
    }

    @Test
    void preferences_that_teach_nothing_or_length_are_found() {
        assertThat(found(pair("Open it.", "Open it."))).isEqualTo("identical-sides");
        assertThat(found(pair("Open it.", "open it"))).isEqualTo("ties");
        assertThat(found(pair("Open it.", "Close it."))).isEmpty();
        assertThat(found(pair("Open it.", "Close it.").withAttribute("scorePreferred", "4").withAttribute(
                "scoreRejected", "4"))).isEqualTo("ties");
        Quality strict = Quality.of(List.of(Profile.PREFERENCES), Map.of("length-ratio-max", 2.0));
        assertThat(strict.judge(strict.score(pair("Open it and then close it again, please.", "No."))).map(
                f -> f.rule().name())).contains("length-ratio-max");
        assertThat(found(pair("Open it and then close it again, please.", "No."))).isEmpty();
    }

    @Test
    void sides_that_continue_different_prompts_are_found() {
        Example example = pair("a", "b");
        Example mismatched = new Example("s", "k", "g", "l", null, example.messages(), List.of(),
                new Judgement.Preference(List.of(Message.user("One?"), Message.assistant("a")),
                        List.of(Message.user("Two?"), Message.assistant("b"))),
                example.attributes());
        assertThat(found(mismatched)).isEqualTo("prompt-mismatch");
    }

    @Test
    void a_rejected_or_badly_rated_answer_may_be_bad() {
        assertThat(found(pair("Open it.", "As an AI language model I cannot."))).isEmpty();
        Example rated = new Example("s", "k", "g", "l", null, List.of(Message.user("q"), Message.assistant(
                "As an AI language model I cannot.")), List.of(), new Judgement.Rating(false),
                new java.util.TreeMap<>());
        assertThat(found(rated)).isEmpty();
    }

    @Test
    void another_threshold_needs_no_other_scores() {
        Example example = example("How?", "<p>Open it.</p> <b>Now.</b>");
        Scores scores = QUALITY.score(example);
        Quality loose = Quality.of(List.of(Profile.FINE_TUNING), Map.of("markup", 10.0));
        assertThat(loose.score(example)).isEqualTo(scores);
        assertThat(QUALITY.judge(scores)).isPresent();
        assertThat(loose.judge(scores)).isEmpty();
    }

    private static String found(String question, String answer) {
        return found(example(question, answer));
    }

    private static String found(Example example) {
        return QUALITY.judge(QUALITY.score(example)).map(finding -> finding.rule().name()).orElse("");
    }

    private static Example pair(String preferred, String rejected) {
        return new Example("s", "k", "g", "l", null, List.of(Message.user("How?")), List.of(),
                new Judgement.Preference(List.of(Message.assistant(preferred)), List.of(Message.assistant(rejected))),
                new java.util.TreeMap<>());
    }

    private static Example example(String question, String answer) {
        return new Example("s", "k", "g", "l", List.of(Message.user(question), Message.assistant(answer)), Map.of());
    }
}
