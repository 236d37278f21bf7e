package io.attune.orchestrator.recipe;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.Problem;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Condition;
import io.attune.orchestrator.recipe.Recipe.Feed;
import io.attune.orchestrator.recipe.Recipe.Knowledge;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.recipe.Recipe.Questions;
import io.attune.orchestrator.recipe.Recipe.RetrievalFirst.Then;
import io.attune.orchestrator.recipe.cron.Cron;
import io.attune.orchestrator.recipe.timing.Schedule;
import io.attune.orchestrator.recipe.timing.Schedule.Misfire;
import io.attune.pipeline.step.StepSpec;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.attune.orchestrator.recipe.RecipeTexts.DEMO;
import static io.attune.orchestrator.recipe.RecipeTexts.FOUR_LINES;
import static io.attune.orchestrator.recipe.RecipeTexts.demo;
import static io.attune.orchestrator.recipe.RecipeTexts.problems;
import static io.attune.orchestrator.recipe.RecipeTexts.read;
import static org.assertj.core.api.Assertions.assertThat;

class RecipeReaderTest {

    @Test
    void only_what_lies_beside_the_recipe_has_to_be_sent_along() {
        for (String elsewhere : List.of("upload:voice.jsonl", "s3://support/voice/*.jsonl",
                "https://example.org/voice.jsonl", "prompts/*.md")) {
            assertThat(read(RecipeTexts.demo("path: voice.jsonl", "path: '" + elsewhere
                    + "'")).curation().sources()).hasSize(2);
        }
        assertThat(RecipeTexts.problems(RecipeTexts.demo("path: voice.jsonl",
                "path: 'voice/*.jsonl'"))).singleElement().satisfies(problem -> assertThat(problem.message()).contains(
                        "'voice/*.jsonl'"));
        assertThat(RecipeTexts.problems(RecipeTexts.demo("path: voice.jsonl",
                "path: 's3://bucket'"))).singleElement().satisfies(problem -> assertThat(problem.nextStep()).contains(
                        "s3://NAME/"));
    }

    @Nested
    class A_whole_recipe {
        final Recipe recipe = read(DEMO);

        @Test
        void says_who_it_is() {
            assertThat(recipe.name()).isEqualTo("config-assistant");
            assertThat(recipe.labels()).containsExactly(Map.entry("team", "platform"), Map.entry("costCenter", "demo"));
        }

        @Test
        void has_a_plan_of_curation() {
            assertThat(recipe.curation().sources()).extracting(s -> s.name()).containsExactly("properties", "voice");
            assertThat(recipe.curation().steps()).extracting(StepSpec::name).containsExactly("normalize", "validate",
                    "redact", "exact-duplicates", "balance");
            assertThat(recipe.curation().split().groupBy()).isEqualTo("property");
        }

        @Test
        void measures_suites_on_arms() {
            assertThat(recipe.evaluation().arms()).containsExactlyElementsOf(Arm.EVALUATED);
            assertThat(recipe.evaluation().suite("defaults").questions()).isEqualTo(
                    new Questions.Held("test", Map.of("question", "what-default"), 40));
            assertThat(recipe.evaluation().suite("unknown").questions()).isEqualTo(new Questions.Invented(20));
            assertThat(recipe.evaluation().suite("wording").measures()).containsExactly(Measure.LOSS, Measure.FORM);
        }

        @Test
        void tries_retrieval_first_and_has_gates() {
            assertThat(recipe.retrievalFirst().then()).isEqualTo(Then.CONTINUE);
            assertThat(recipe.retrievalFirst().enough()).containsExactly(
                    new Recipe.Bound("wording", Measure.FORM, 0.9),
                    new Recipe.Bound("defaults", Measure.EXACT_VALUE, 0.99));
            assertThat(recipe.gates()).containsExactly(
                    new Recipe.Gate("defaults", Measure.EXACT_VALUE, Arm.TUNED_RETRIEVAL, new Condition.AtLeast(0.99)),
                    new Recipe.Gate("wording", Measure.LOSS, Arm.TUNED, new Condition.BetterThan(Arm.BASE)));
        }

        @Test
        void leaves_to_the_provider_what_is_auto() {
            assertThat(recipe.target()).isEqualTo(
                    new Recipe.Target("sandbox", "sandbox", "attune-mini", 3, null, null, 7));
        }

        @Test
        void has_a_budget_in_money() {
            assertThat(recipe.budget()).isEqualTo(
                    new Recipe.Budget(Money.of("5", "USD"), Money.of("20", "USD"), Money.of("4", "USD")));
        }

        @Test
        void reads_an_anchor_where_it_is_used() {
            assertThat(recipe.knowledge()).isEqualTo(new Knowledge.Base("spring-boot-configuration",
                    List.of(new Feed(List.of("spring-boot", "spring-boot-autoconfigure",
                            "spring-boot-actuator-autoconfigure"), "2.7.18"))));
        }

        @Test
        void takes_the_prompt_from_its_file() {
            assertThat(recipe.answers().prompt()).isEqualTo("Answer in one sentence.");
        }

        @Test
        void starts_by_its_schedule() {
            assertThat(recipe.schedule()).hasValue(
                    new Schedule(new Cron("0 3 1 * *"), ZoneId.of("Europe/Berlin"), Misfire.RUN_ONCE));
        }
    }

    @Nested
    class Four_lines {
        final Recipe recipe = read(FOUR_LINES);

        @Test
        void are_curated_with_all_checks_and_redaction() {
            assertThat(recipe.curation().steps()).extracting(StepSpec::name).containsExactly("normalize", "validate",
                    "redact", "exact-duplicates");
            assertThat(recipe.curation().split().test()).isEqualByComparingTo("0.1");
        }

        @Test
        void stop_when_retrieval_suffices() {
            assertThat(recipe.retrievalFirst().then()).isEqualTo(Then.STOP);
            assertThat(recipe.retrievalFirst().enough()).isNotEmpty();
        }

        @Test
        void promote_only_what_beats_the_base_and_a_person_agrees_to() {
            assertThat(recipe.gates()).containsExactly(
                    new Recipe.Gate("held-out", Measure.LOSS, Arm.TUNED, new Condition.BetterThan(Arm.BASE)));
            assertThat(recipe.promotion()).isEqualTo(new Recipe.Promotion("champion", 1));
        }

        @Test
        void are_paired_with_the_knowledge_they_train_on() {
            assertThat(recipe.knowledge()).isEqualTo(
                    new Knowledge.Base("settings", List.of(new Feed(List.of("spring-boot"), "2.7.18"))));
        }

        @Test
        void start_by_hand_only() {
            assertThat(recipe.schedule()).isEmpty();
        }
    }

    @Test
    void every_problem_is_told_at_once_in_the_order_of_the_lines() {
        String text = """
                recipe: Config Assistant
                owners: me
                sources: [{name: p, type: excel}]
                steps: [normalise, {balance: {by: question, atMost: many}}]
                evaluation:
                  arms: [base, tuned, tunedretrieval]
                  suites:
                    wording: {split: test, measures: [loss, perplexety]}
                gates:
                  - {suite: wording, measure: loss, arm: tuned}
                targets: [{connection: sandbx, baseModel: attune-mini, parameters: {epochs: 3.5}}]
                budget: {perRun: 5, perMonth: 1 EUR}
                """;
        assertThat(problems(text)).extracting(Problem::line).isSorted().contains(1, 2, 3, 4, 6, 8, 10, 11, 12);
        assertThat(problems(text)).extracting(Problem::place).contains("/recipe", "/owners", "/sources/0/type",
                "/steps/0", "/evaluation/arms/2", "/evaluation/suites/wording/measures/1", "/gates/0",
                "/targets/0/connection", "/targets/0/parameters/epochs", "/budget/perRun");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            owner: platform-team                 | ownr: platform-team                    | /ownr | no key 'ownr' | Did you mean 'owner'?
            owner: platform-team                 | canary: {weights: public}              | /canary | no key 'canary' | Known are: recipe
            costCenter: demo                     | costCenter: 4711                       | /labels/costCenter | the number 4711 | Quote it: "4711".
            *boot, version: 2.7.18               | *boot, version: 3.5                    | /knowledge/feeds/0/version | the number 3.5 | Quote it: "3.5".
            arms: [base,                         | arms: [bass,                           | /evaluation/arms/0 | 'bass' is no arm | Did you mean 'base'?
            measures: [loss, form]               | measures: [los, form]                  | /evaluation/suites/wording/measures/0 | 'los' is no measure | Did you mean 'loss'?
            {suite: wording, measure: form, atLe | {suite: wordings, measure: form, atLe  | /retrievalFirst/enough/0/suite | no suite 'wordings' | Did you mean 'wording'?
            measure: loss, arm: tuned, b         | measure: right-refusal, arm: tuned, b  | /gates/1/measure | does not measure 'right-refusal' | It measures: loss, form.
            arm: tuned, betterThan: base         | arm: tuned                             | /gates/1 | no bound | exactly one
            arm: tuned, betterThan: base         | arm: tuned, betterThan: base, atMost: 3 | /gates/1 | 2 bounds | exactly one
            arm: tuned, betterThan: base         | arm: tuned, atLeast: 3                 | /gates/1/atLeast | better when lower | atMost
            arm: tuned, betterThan: base         | arm: tuned, betterThan: chanpion       | /gates/1/betterThan | 'chanpion' is no arm | Did you mean 'champion'?
            arm: tuned, betterThan: base         | arm: champion, betterThan: base        | /gates/1/arm | 'champion' is no arm | Known are: base, base+retrieval
            measure: loss, arm: tuned, b         | measure: all, arm: tuned, atLeast: 0.5} # | /gates/1/measure | no bound for all measures | compare with an arm
            suite: wording, measure: loss         | suite: all, measure: pattern           | /gates/1/measure | no suite measures 'pattern' | suite's measures
            arm: tuned, betterThan: base         | arm: tuned, betterThan: base, slice: {a: b}, slices: a | /gates/1 | both 'slice' and 'slices' | slices: language
            arm: tuned, betterThan: base         | arm: base, betterThan: base            | /gates/1/betterThan | compared with itself | another
            measure: exact-value, arm: tuned+retrieval, atLeast: 0.99 | measure: exact-value, arm: tuned+retrieval, atLeast: 99 | /gates/0/atLeast | between 0 and 1 | 0.99
            measure: exact-value, arm: tuned+retrieval | measure: citation-recall, arm: tuned | /gates/0/arm | cites nothing | tuned+retrieval
            [base, base+retrieval, tuned, tuned+ | [base, base+retrieval, tuned] #        | /gates/0/arm | 'tuned+retrieval' is not evaluated | Evaluated are: base
            {invented: 20, measures: [right-ref  | {split: test, measures: [right-ref     | /evaluation/suites/unknown/measures | cannot be measured on held-out | invented: 20
            {invented: 20, measures              | {invented: 20, split: test, measures   | /evaluation/suites/unknown | both 'split' and 'invented' | either
            test: 10%                            | test: 0%                               | /evaluation/suites/wording/split | holds out no examples | split.test
            connection: sandbox                  | connection: sandbxo                    | /targets/0/connection | no connection 'sandbxo' | Did you mean 'sandbox'?
            method: supervised                   | method: dopo                           | /targets/0/method | 'dopo' is no method | Did you mean 'dpo'?
            method: supervised                   | method: reinforcement                  | /targets/0 | needs a grader | grader: FILE
            seed: 7                              | beta: 0.1                              | /targets/0/parameters | 'beta' is a parameter of dpo | method: dpo
            epochs: 3                            | epochs: [1, 3, 1]                      | /targets/0/parameters/epochs | stands twice | once
            epochs: 3                            | epochs: [1, 3]                         | /targets/0/parameters | of several targets only the first | choose: best
            epochs: 3, learningRate: auto        | epochs: [1, 2, 3, 4, 5, 6], learningRate: [1, 2, 3] | /targets/0/parameters | make 18 targets | At most 16
            method: supervised                   | grader: voice.jsonl                    | /targets/0/grader | a grader is for reinforcement | Leave it out
            method: supervised                   | trainer: {name: axolotl, gpus: 0}      | /targets/0/trainer/gpus | the number 0 | from 1
            method: supervised                   | trainer: {deadline: soon}              | /targets/0/trainer/deadline | 'soon' is not a duration | 6h
            choose: first                        | choose: last                           | /choose | 'last' is no choice | best
            epochs: 3                            | epochs: 0                              | /targets/0/parameters/epochs | the number 0 | from 1 to 100
            perRun: 5 USD                        | perRun: 5                              | /budget/perRun | 5 has no currency | '5 USD'
            perRun: 5 USD                        | perRun: 5 Dollars                      | /budget/perRun | '5 Dollars' is not an amount | '5 USD'
            perRun: 5 USD                        | perRun: 50 USD                         | /budget | perRun (50.00 USD) is above perMonth | Raise
            perRun: 5 USD                        | perRun: 5 EUR                          | /budget | mixes currencies | one
            approvals: 0                         | approvals: -1                          | /promotion/approvals | -1 | from 0 to 5
            base: spring-boot-configuration      | none: no facts                         | /knowledge | declined has no feeds | Leave
            prompt: prompts/assistant.md         | prompt: prompts/assistnt.md            | /answers/prompt | 'prompts/assistnt.md' was not sent | Sent were
            path: voice.jsonl                    | path: voices.jsonl                     | /sources/1/path | 'voices.jsonl' was not sent | Sent were
            then: continue                       | then: go-on                            | /retrievalFirst/then | 'go-on' is no verdict | continue
            "0 3 1 * *"                          | "0 25 1 * *"                           | /schedule/cron | '25' cannot stand in the field hour; allowed is 0 to 23 | '0 3 1 * *'
            Europe/Berlin                        | Europe/Berlino                         | /schedule/zone | did you mean 'Europe/Berlin'? | UTC
            unchanged: skip                      | unchanged: run                         | /schedule/unchanged | 'run' is no choice | skip
            description: Answers                 | owner: Answers                         | /owner | stands twice; first on line | Keep one
            """)
    void each_mistake_is_named_with_its_place_and_what_to_do(String piece, String by, String place, String message,
            String nextStep) {
        String text = demo(piece, by);
        assertThat(problems(text)).filteredOn(p -> p.place().equals(place)).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains(message);
            assertThat(problem.nextStep()).contains(nextStep);
            assertThat(problem.line()).isPositive();
        });
    }

    @Test
    void a_problem_is_at_the_line_it_is_written_on() {
        String text = demo("perRun: 5 USD", "perRun: 5");
        int line = (int) text.lines().takeWhile(l -> !l.startsWith("budget")).count() + 1;
        assertThat(problems(text)).extracting(Problem::line).containsExactly(line);
    }

    @Test
    void one_mistake_in_a_suite_is_one_problem_and_not_one_for_each_gate_on_it() {
        assertThat(problems(demo("measures: [loss, form]", "measures: [loss, for"))).hasSize(1);
        assertThat(problems(demo("wording:  {split: test", "wording:  {split: tset"))).hasSize(1);
    }

    @Test
    void knowledge_may_be_declined_with_a_reason() {
        Recipe recipe = read(FOUR_LINES + "knowledge: {none: states no facts}\n");
        assertThat(recipe.knowledge()).isEqualTo(new Knowledge.None("states no facts"));
        assertThat(recipe.evaluation().arms()).containsExactly(Arm.BASE, Arm.TUNED);
        assertThat(recipe.retrievalFirst().enough()).isEmpty();
    }

    @Test
    void arms_with_retrieval_need_knowledge() {
        String text = FOUR_LINES + "knowledge: {none: states no facts}\nevaluation: {arms: [base, base+retrieval]}\n";
        assertThat(problems(text)).extracting(Problem::message).anyMatch(m -> m.contains(
                "base+retrieval need a knowledge base"));
    }

    @Test
    void a_prompt_that_is_not_utf8_is_refused() {
        Map<String, byte[]> files = Map.of("voice.jsonl", new byte[0], "prompts/assistant.md",
                new byte[]{(byte) 0xc3, 0x28});
        assertThat(RecipeTexts.problems(DEMO, files)).extracting(Problem::message).containsExactly(
                "the file 'prompts/assistant.md' is not UTF-8");
    }

    @Test
    void a_tokenizer_has_to_be_sent_along_and_to_be_one() {
        String text = FOUR_LINES + "tokens: {tokenizer: words.json}\n";
        assertThat(problems(text)).extracting(Problem::message).containsExactly(
                "the file 'words.json' was not sent along");
        Map<String, byte[]> files = new java.util.HashMap<>(RecipeTexts.FILES);
        files.put("words.json", new byte[]{'{', '}'});
        assertThat(RecipeTexts.problems(text, files)).extracting(Problem::line).containsExactly(
                (int) text.lines().count());
        assertThat(problems(FOUR_LINES + "tokens: {encoding: latin}\n")).extracting(Problem::place).containsExactly(
                "/tokens/encoding");
    }

    @Test
    void tokens_are_explained_and_in_no_digest_unless_they_are_chosen() {
        Recipe recipe = read(FOUR_LINES);
        assertThat(RecipeJson.explain(recipe).at("/tokens/encoding").stringValue()).isEqualTo("cl100k_base");
        assertThat(RecipeJson.write(recipe).has("tokens")).isFalse();
        assertThat(RecipeJson.write(read(FOUR_LINES + "tokens: {encoding: o200k_base}\n")).at(
                "/tokens/encoding").stringValue()).isEqualTo("o200k_base");
    }

    @Test
    void the_missing_keys_are_all_named() {
        assertThat(problems("recipe: x\n")).extracting(Problem::message).containsExactlyInAnyOrder(
                "a recipe lacks the key 'sources'", "a recipe lacks the key 'targets'",
                "a recipe lacks the key 'budget'");
    }

    @Test
    void a_suite_asks_exactly_one_of_a_frozen_version_a_split_and_invented_names() {
        String frozen = demo("split: test, atMost: 120, measures: [loss, form]",
                "dataset: tone-pairs@4, measures: [loss, form], slices: [area, area]");
        Recipe.Suite suite = read(frozen).evaluation().suite("wording");
        assertThat(suite.questions()).isEqualTo(new Questions.Frozen("tone-pairs", 4)).hasToString("tone-pairs@4");
        assertThat(suite.slices()).containsExactly("area");
        assertThat(read(frozen).evaluation().frozenNames()).containsExactly("tone-pairs@4");

        for (String wrong : List.of("dataset: tone-pairs@4, split: test", "split: test, invented: 3", "slices: [area]",
                "dataset: tone-pairs@4, atMost: 3", "dataset: tone-pairs", "dataset: tone-pairs@0")) {
            assertThat(RecipeTexts.problems(demo("split: test, atMost: 120, measures: [loss, form]", wrong
                    + ", measures: [loss, form]"))).as(wrong).isNotEmpty();
        }
    }
}
