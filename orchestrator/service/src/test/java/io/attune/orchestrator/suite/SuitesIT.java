package io.attune.orchestrator.suite;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.dataset.Drafts;
import io.attune.dataset.RecipePlans;
import io.attune.dataset.SentFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe.Questions.Frozen;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.testing.Http;
import io.attune.orchestrator.testing.RecipesAndDatasets;
import io.attune.pipeline.Example;
import io.attune.platform.Caller;
import io.attune.platform.ObjectStore;
import io.attune.platform.Permission;
import io.attune.platform.privacy.DataHolder;
import io.attune.platform.privacy.ErasureOrder;
import io.attune.platform.privacy.Subject;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.Quarantines;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** Suites with the real dataset builder, recipes and database. */
class SuitesIT {
    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static Suites suites;
    private static Recipes recipes;

    @BeforeAll
    static void start() {
        platform = RecipesAndDatasets.start(home);
        suites = platform.getBean(Suites.class);
        recipes = platform.getBean(Recipes.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void a_file_of_questions_becomes_a_version_and_is_frozen_in_one_step() {
        ProjectId project = new ProjectId("one-step");

        FrozenSuite suite = freeze(project, "limits", questions(30));

        assertThat(suite.name()).isEqualTo(new Frozen("limits", 1));
        assertThat(suite.profile().examples()).isEqualTo(30);
        assertThat(suite.profile().gives()).containsEntry("value", 30L).containsEntry("reference", 30L);
        assertThat(suite.profile().attributes()).containsEntry("area", new SuiteProfile.Attribute(30, 3));
        try (Stream<Example> examples = suites.examples(suites.require(project, suite.name()))) {
            assertThat(examples.map(Example::answer)).hasSize(30);
        }
        assertThat(suites.freeze(project, "bob", "limits", "latest", "again").isNew()).isFalse();
        assertThat(suites.list(project)).singleElement().satisfies(it -> assertThat(it.frozenBy()).isEqualTo("ann"));
    }

    @Test
    void a_recipe_that_names_what_is_not_frozen_is_told_what_is() {
        ProjectId project = new ProjectId("names");
        freeze(project, "limits", questions(12));

        assertThat(problems(project, "limitz@1")).satisfies(problem -> assertThat(problem.nextStep()).contains(
                "Did you mean 'limits@1'?"));
        assertThat(problems(project, "limits@7")).satisfies(problem -> {
            assertThat(problem.message()).contains("'limits' has no version 7");
            assertThat(problem.nextStep()).contains("limits@1");
            assertThat(problem.line()).isGreaterThan(0);
        });
        assertThat(problems(project, "limits")).satisfies(problem -> assertThat(problem.nextStep()).contains(
                "tone-pairs@4"));
        assertThat(problems(project, "limits@1, slices: [erea]")).satisfies(problem -> assertThat(
                problem.nextStep()).contains("Did you mean 'area'?"));
        recipes.apply(project, "ann", recipe("limits@1, slices: [area]"), training(40));
    }

    @Test
    void a_measure_that_no_example_of_a_suite_serves_is_a_problem_of_the_recipe() {
        ProjectId project = new ProjectId("measures");
        freeze(project, "limits", questions(12));

        List<Problem> found = catchThrowableOfType(InvalidInputException.class, () -> recipes.check(project, recipe(
                "limits@1").replace("[form]", "[form, tool-call, json-schema, right-refusal, exact-value]"), training(
                        40))).problems();

        assertThat(found).extracting(Problem::message).containsExactlyInAnyOrder(
                "'tool-call' cannot be measured on the suite limits@1: 0 of its 12 examples have the attribute 'tool',"
                        + " 12 have not",
                "'json-schema' cannot be measured on the suite limits@1: 0 of its 12 examples have the attribute"
                        + " 'schema', 12 have not",
                "'right-refusal' cannot be measured on the suite limits@1: 0 of its 12 examples have no answer, so that"
                        + " declining is right, 12 have not");
    }

    @Test
    void nothing_of_a_suite_is_in_a_draft_or_a_version_of_a_recipe_that_names_it() {
        ProjectId project = new ProjectId("clean");
        freeze(project, "limits", questions(20));
        String yaml = recipe("limits@1");
        Map<String, byte[]> files = with(training(40), lines(questions(5)));

        RecipePlans.Planned planned = platform.getBean(RecipePlans.class).read(project, yaml, files);
        Drafts.Draft draft = platform.getBean(Drafts.class).make(project, planned, SentFiles.of(files), 1_000);
        DatasetVersionRef version = curate(project, yaml, files);

        assertThat(draft.drops()).anySatisfy(dropped -> {
            assertThat(dropped.step()).isEqualTo("decontaminate");
            assertThat(dropped.count()).isEqualTo(5);
            assertThat(dropped.examples()).allSatisfy(drop -> assertThat(drop.evidence()).contains("limits@1"));
        });
        Datasets datasets = platform.getBean(Datasets.class);
        assertThat(datasets.version(version).inputs()).anySatisfy(input -> {
            assertThat(input.source()).isEqualTo("suite:limits@1");
            assertThat(input.digest()).isEqualTo(suites.require(project, new Frozen("limits", 1)).digest());
        });
        assertThat(datasets.drops(version, 0, 100)).filteredOn(drop -> drop.step().equals("decontaminate")).hasSize(5);
        assertThat(suites.refusal(version)).isEmpty();
    }

    @Test
    void a_suite_is_never_trained_on() {
        ProjectId project = new ProjectId("never");
        Map<String, byte[]> files = training(40);
        DatasetVersionRef version = curate(project, recipe(null), files);
        assertThat(suites.refusal(version)).isEmpty();

        suites.freeze(project, "ann", version.name(), "1", "");

        assertThat(suites.refusal(version)).hasValueSatisfying(refusal -> assertThat(refusal.code().value()).isEqualTo(
                "suite-never-trainable"));
        assertThatThrownBy(() -> recipes.apply(project, "ann", recipe(null).replace("recipe: tone", "recipe: other"),
                files)).isInstanceOf(InvalidInputException.class).hasMessageContaining(
                        "the frozen suite tone@1 was made of 'voice.jsonl'");
        DatasetVersionRef twin = curate(project, recipe(null).replace("normalize, ", ""), files);
        assertThat(suites.refusal(twin)).hasValueSatisfying(refusal -> assertThat(refusal).hasMessageContaining(
                "tone@1"));
    }

    @Test
    void what_is_quarantined_or_made_from_it_is_not_trained_on_until_it_is_lifted() {
        ProjectId project = new ProjectId("quarantined");
        DatasetVersionRef version = curate(project, recipe(null), training(40));
        Quarantines quarantines = platform.getBean(Quarantines.class);
        Caller ann = new Caller(project, "ann", Permission.APPROVER);
        LineageNode dataset = LineageNode.dataset(new VersionRef(version.name(), version.number()));
        LineageNode source = platform.getBean(Lineage.class).upstream(project, dataset).nodes().getLast();

        quarantines.place(ann, source, "licence");
        assertThat(suites.refusal(version)).hasValueSatisfying(refusal -> assertThat(refusal).hasMessageContainingAll(
                dataset + " was made from " + source, "licence"));
        quarantines.lift(ann, source, "granted");
        assertThat(suites.refusal(version)).isEmpty();
        quarantines.place(ann, dataset, "leaks");
        assertThat(suites.refusal(version)).hasValueSatisfying(refusal -> assertThat(refusal.code()).isEqualTo(
                Quarantines.QUARANTINED));
    }

    @Test
    void a_suite_in_use_is_not_deleted_and_its_users_are_named() throws Exception {
        ProjectId project = ProjectId.DEFAULT;
        freeze(project, "kept", questions(10));
        recipes.apply(project, "ann", recipe("kept@1"), training(40));
        Http http = Http.of(platform, home);

        JsonNode refused = http.json("DELETE", "/api/v1/suites/kept/1", "");
        assertThat(refused.at("/code").asString("")).isEqualTo("suite-in-use");
        assertThat(refused.toString()).contains("recipe 'tone'");
        JsonNode shown = http.json("GET", "/api/v1/suites/kept/1", "");
        assertThat(shown.at("/recipes/0").asString("")).isEqualTo("tone");
        assertThat(shown.at("/examples").asInt(0)).isEqualTo(10);

        recipes.apply(project, "ann", recipe(null), training(40));
        assertThat(http.status("DELETE", "/api/v1/suites/kept/1", "")).isEqualTo(204);
        assertThatThrownBy(() -> suites.require(project, new Frozen("kept", 1))).isInstanceOfSatisfying(
                PlatformException.class, gone -> assertThat(gone.code()).isEqualTo(Suites.MISSING));
    }

    @Test
    void a_withdrawal_wins_over_a_suite_in_use() {
        ProjectId project = new ProjectId("withdrawn");
        FrozenSuite suite = freeze(project, "limits", questions(12));
        recipes.apply(project, "ann", recipe("limits@1"), training(40));
        DataHolder holder = platform.getBeansOfType(DataHolder.class).values().stream().filter(it -> it.name().equals(
                "datasets")).findFirst().orElseThrow();

        await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> holder.erase(project,
                new Subject.Records(List.of(new Subject.RecordName("limits", "questions", "limits.jsonl:1"))),
                new ErasureOrder("w1", "ann", "asked for")) != null);

        assertThat(suites.withdrawn(suite)).hasValueSatisfying(withdrawn -> assertThat(withdrawn.successor()).isEqualTo(
                "limits@2"));
        assertThatThrownBy(() -> suites.require(project, suite.name())).isInstanceOfSatisfying(
                PlatformException.class, gone -> assertThat(gone.code()).isEqualTo(Suites.WITHDRAWN));
        assertThat(problems(project, "limits@1")).satisfies(problem -> assertThat(problem.nextStep()).contains(
                "attune suite freeze limits@2"));
    }

    @Test
    void what_a_model_was_trained_on_before_is_counted_against_a_suite_frozen_later() {
        ProjectId project = new ProjectId("overlap");
        DatasetVersionRef training = curate(project, recipe(null), with(training(60), lines(questions(7))));
        FrozenSuite suite = freeze(project, "limits", questions(25));
        Overlaps overlaps = platform.getBean(Overlaps.class);

        Set<String> found = overlaps.of(suite.dataset(), training);

        try (Stream<Example> examples = suites.examples(suite.dataset())) {
            assertThat(examples.filter(example -> found.contains(example.id().hex())).map(Example::prompt)).allMatch(
                    asked -> asked.matches("Which limit holds for pool [0-6]\\?"));
        }
        assertThat(found.size()).as("but those that were held out to test").isBetween(4, 7);
        assertThat(overlaps.of(suite.dataset(), training)).as("kept").isEqualTo(found);
    }

    private static Problem problems(ProjectId project, String suite) {
        return catchThrowableOfType(InvalidInputException.class, () -> recipes.check(project, recipe(suite), training(
                40))).problems().getFirst();
    }

    private static FrozenSuite freeze(ProjectId project, String name, List<String> questions) {
        byte[] content = lines(questions);
        platform.getBean(ObjectStore.class).put(SentFiles.key(project, Digest.of(content)), content);
        QuestionFile file = QuestionFile.of(new SuiteController.SentFile(name + ".jsonl", Digest.of(content).toString(),
                "qa", null, "none"));
        List<FrozenSuite> made = new ArrayList<>();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            if (platform.getBean(FileFreezing.class).advance(project, "ann", name, file,
                    "") instanceof FileFreezing.Standing.Frozen frozen) {
                made.add(frozen.freezing().suite());
            }
            return !made.isEmpty();
        });
        return made.getFirst();
    }

    private static DatasetVersionRef curate(ProjectId project, String yaml, Map<String, byte[]> files) {
        ObjectStore objects = platform.getBean(ObjectStore.class);
        files.values().forEach(content -> objects.put(SentFiles.key(project, Digest.of(content)), content));
        RecipePlans.Planned planned = platform.getBean(RecipePlans.class).read(project, yaml, files);
        CurationRequest request = new CurationRequest(project, Digest.of(yaml).hex(), planned.dataset(),
                planned.plan(), files.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey,
                        file -> SentFiles.key(project, Digest.of(file.getValue())))), planned.suites(),
                planned.frozen());
        List<DatasetVersionRef> made = new ArrayList<>();
        await().atMost(Duration.ofMinutes(1)).until(() -> {
            if (platform.getBean(Curation.class).ensure(request) instanceof CurationStatus.Finished finished) {
                made.add(finished.version());
            }
            return !made.isEmpty();
        });
        return made.getFirst();
    }

    private static String recipe(@org.jspecify.annotations.Nullable String suite) {
        return """
                recipe: tone
                sources: [{name: voice, type: jsonl, path: voice.jsonl, license: Apache-2.0, personalData: none}]
                steps: [normalize, validate]
                %s
                targets: [{connection: sandbox, baseModel: attune-mini}]
                budget: {perRun: 5 USD, perMonth: 20 USD}
                knowledge: {none: "a test"}
                """.formatted(suite == null
                ? "# nothing else is asked"
                : "evaluation: {suites: {asked: {dataset: " + suite + ", measures: [form]}}}");
    }

    private static Map<String, byte[]> training(int records) {
        return Map.of("voice.jsonl", lines(IntStream.range(0, records).mapToObj(i -> chat(
                "What does key number " + i + " of the test do, in a few words?", "It sets the value that is called v"
                        + i * 7 + ", and nothing else.")).toList()));
    }

    private static Map<String, byte[]> with(Map<String, byte[]> training, byte[] questions) {
        String asked = new String(questions, StandardCharsets.UTF_8).lines().map(line -> {
            JsonNode json = tools.jackson.databind.json.JsonMapper.shared().readTree(line);
            return chat(json.path("prompt").asString(""), json.path("answer").asString(""));
        }).collect(Collectors.joining("\n"));
        return Map.of("voice.jsonl", (new String(training.getOrDefault("voice.jsonl", new byte[0]),
                StandardCharsets.UTF_8) + asked + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String chat(String question, String answer) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + question
                + "\"},{\"role\":\"assistant\",\"content\":\"" + answer + "\"}]}";
    }

    private static List<String> questions(int count) {
        return IntStream.range(0, count).mapToObj(i -> "{\"prompt\":\"Which limit holds for pool " + i
                + "?\",\"answer\":\"The limit is " + i * 13 + ".\",\"value\":\"" + i * 13 + "\",\"area\":\"area" + i
                        % 3 + "\"}").toList();
    }

    private static byte[] lines(List<String> lines) {
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
