package io.attune.orchestrator.recipe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Recipes to try, and the problems of those that are refused. */
final class RecipeTexts {
    static final Map<String, byte[]> FILES = Map.of("voice.jsonl", new byte[0], "prompts/assistant.md",
            "Answer in one sentence.\n".getBytes(StandardCharsets.UTF_8));
    static final Set<String> CONNECTIONS = Set.of("sandbox");

    static final String FOUR_LINES = """
            recipe: settings
            sources: [{name: p, type: spring-metadata, artifacts: [spring-boot], version: 2.7.18, license: Apache-2.0, personalData: none}]
            targets: [{connection: sandbox, baseModel: attune-mini}]
            budget: {perRun: 5 USD, perMonth: 20 USD}
            """;

    static final String DEMO = """
            # yaml-language-server: $schema=./recipe.schema.json
            recipe: config-assistant
            description: Answers questions about Spring Boot's configuration properties, with citations
            owner: platform-team
            labels: {team: platform, costCenter: demo}
            data: {classification: public, regions: any, providerCopies: delete-after-run}

            sources:
              - name: properties
                type: spring-metadata
                artifacts: &boot [spring-boot, spring-boot-autoconfigure, spring-boot-actuator-autoconfigure]
                version: 2.7.18
                questions: [what-does-it-do, which-property, what-type, what-default]
                license: Apache-2.0
                personalData: none
              - {name: voice, type: jsonl, path: voice.jsonl, license: Apache-2.0, personalData: none}

            steps:
              - normalize
              - validate
              - redact
              - exact-duplicates
              - balance: {by: question, atMost: 800}
            tokens: {encoding: o200k_base}
            split: {validation: 5%, test: 10%, groupBy: property, stratifyBy: question, seed: 42}

            evaluation:
              arms: [base, base+retrieval, tuned, tuned+retrieval]
              suites:
                wording:  {split: test, atMost: 120, measures: [loss, form]}
                defaults: {split: test, where: {question: what-default}, atMost: 40, measures: [exact-value, citation-precision, citation-recall]}
                unknown:  {invented: 20, measures: [right-refusal]}
            retrievalFirst:
              enough:
                - {suite: wording, measure: form, atLeast: 0.9}
                - {suite: defaults, measure: exact-value, atLeast: 0.99}
              then: continue
            gates:
              - {suite: defaults, measure: exact-value, arm: tuned+retrieval, atLeast: 0.99}
              - {suite: wording, measure: loss, arm: tuned, betterThan: base}

            choose: first
            targets:
              - name: sandbox
                connection: sandbox
                baseModel: attune-mini
                method: supervised
                parameters: {epochs: 3, learningRate: auto, batchSize: auto, seed: 7}
            unchanged: skip
            budget: {perRun: 5 USD, perMonth: 20 USD, approvalAbove: 4 USD}
            promotion: {alias: champion, approvals: 0}
            knowledge:
              base: spring-boot-configuration
              feeds: [{type: spring-metadata, artifacts: *boot, version: 2.7.18}]
            answers:
              prompt: prompts/assistant.md
              withoutSupport: abstain
            schedule: {cron: "0 3 1 * *", zone: Europe/Berlin, unchanged: skip, misfire: run-once}
            """;

    private RecipeTexts() {}

    static Recipe read(String yaml) {
        return RecipeReader.read(yaml, FILES, CONNECTIONS);
    }

    /** The demo with one piece of it replaced. */
    static String demo(String piece, String by) {
        if (!DEMO.contains(piece)) {
            throw new IllegalArgumentException(piece);
        }
        return DEMO.replace(piece, by);
    }

    /** What is wrong with a text, in the order of the lines. */
    static List<Problem> problems(String yaml) {
        return problems(yaml, FILES);
    }

    static List<Problem> problems(String yaml, Map<String, byte[]> files) {
        return catchThrowableOfType(InvalidInputException.class,
                () -> RecipeReader.read(yaml, files, CONNECTIONS)).problems();
    }

    /** The number of the line that a piece of the text stands on. */
    static int lineOf(String yaml, String piece) {
        return (int) yaml.substring(0, yaml.indexOf(piece)).lines().count() + (yaml.startsWith(piece) ? 1 : 0);
    }
}
