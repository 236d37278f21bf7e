package io.attune.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import io.attune.cli.knowledge.AnswerView;
import io.attune.cli.knowledge.Question;
import io.attune.cli.terminal.Style;
import tools.jackson.databind.JsonNode;

/** Asks for the defaults of some properties and compares each answer with what the release itself says. */
final class Quiz {
    /** Two whose default changed, one whose unit changed, one that was renamed, one that never was. */
    static final List<String> PROPERTIES = List.of("server.shutdown", "spring.flyway.clean-disabled",
            "spring.flyway.connect-retries-interval", "spring.redis.host", "server.shutdown-politeness");

    private final ApiClient api;
    private final String deployment;
    private final ReleaseMetadata truth;

    Quiz(ApiClient api, String deployment, ReleaseMetadata truth) {
        this.api = api;
        this.deployment = deployment;
        this.truth = truth;
    }

    /**
     * An answer and whether it is right.
     *
     * @param lines to print
     */
    record Graded(boolean right, List<String> lines) {
    }

    /** Asks for the default of a property. */
    Graded ask(String property, AnswerView view, Style style) {
        String question = "What is the default of `" + property + "`?";
        JsonNode answer = Question.ask(api, deployment, question);
        boolean right = isRight(property, answer);
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(style.bold("? " + question));
        view.lines(answer).forEach(line -> lines.add("  " + line));
        lines.add("  " + (right ? style.green("✓ ") : style.red("✗ ")) + style.dim(expected(property)));
        return new Graded(right, lines);
    }

    /** Whether an answer says what the release says, and supports it. */
    boolean isRight(String property, JsonNode answer) {
        String text = Json.text(answer, "/choices/0/message/content");
        boolean abstained = Json.isTrue(answer, "/attune/abstained");
        Optional<String> value = truth.defaultOf(property);
        if (value.isPresent()) {
            return !abstained && text.contains(value.get()) && cites(answer, value.get());
        }
        Optional<String> replacement = truth.replacementOf(property);
        if (replacement.isPresent()) {
            return text.contains(replacement.get());
        }
        return abstained || text.toLowerCase(Locale.ROOT).contains("no default")
                || text.toLowerCase(Locale.ROOT).contains("removed");
    }

    private static boolean cites(JsonNode answer, String value) {
        return Json.list(answer, "/attune/citations").stream().anyMatch(citation -> Json.text(citation,
                "/quote").contains(value));
    }

    private String expected(String property) {
        Optional<String> value = truth.defaultOf(property);
        if (value.isPresent()) {
            return "the release's own metadata says " + value.get();
        }
        return truth.replacementOf(property).map(name -> "the release's own metadata says: removed, replaced by "
                + name).orElse("the release has no such property, so it must not be invented");
    }
}
