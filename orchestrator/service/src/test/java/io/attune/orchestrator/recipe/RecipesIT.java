package io.attune.orchestrator.recipe;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import io.attune.dataset.SentFiles;
import io.attune.dataset.WithdrawnFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.testing.RecipesAndSchedules;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** Recipes on a real PostgreSQL and S3, and over HTTP. */
class RecipesIT {
    private static final JsonMapper JSON = JsonMapper.shared();

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static Recipes recipes;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        platform = RecipesAndSchedules.start(settings);
        recipes = platform.getBean(Recipes.class);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void the_same_content_is_the_same_version_whatever_its_comments() {
        ProjectId project = new ProjectId("same");
        var first = recipes.apply(project, "ann", RecipeTexts.DEMO, RecipeTexts.FILES);
        var again = recipes.apply(project, "bob", "# a comment\n" + RecipeTexts.DEMO, RecipeTexts.FILES);

        assertThat(first.isNew()).isTrue();
        assertThat(again.isNew()).isFalse();
        assertThat(again.stored().version()).isEqualTo(1);
        assertThat(again.stored().author()).isEqualTo("ann");
    }

    @Test
    void a_recipe_whose_file_was_withdrawn_is_still_shown_and_the_file_is_not_taken_again() {
        ProjectId project = new ProjectId("withdrawn");
        recipes.apply(project, "ann", RecipeTexts.DEMO, RecipeTexts.FILES);
        String path = RecipeTexts.FILES.keySet().iterator().next();
        ObjectKey file = RecipeFiles.key(project, Digest.of(RecipeTexts.FILES.getOrDefault(path, new byte[0])));
        platform.getBean(ObjectStore.class).delete(file);
        platform.getBean(RecipesAndSchedules.WithdrawnByName.class).add(file);

        assertThat(new RecipeFiles(platform.getBean(ObjectStore.class), platform.getBean(WithdrawnFiles.class)).load(
                project, Map.of(path, new RecipeFiles.RecipeFile(new Digest(file.path().substring(
                        "recipes/files/".length())),
                        false)))).containsKey(path);
        assertThatThrownBy(() -> recipes.apply(project, "ann", RecipeTexts.demo("epochs: 3", "epochs: 4"),
                RecipeTexts.FILES)).isInstanceOf(InvalidInputException.class).hasMessageContaining("'" + path
                        + "' was withdrawn");
    }

    @Test
    void a_large_file_that_was_sent_ahead_is_named_by_its_digest_and_has_to_be_there() {
        ProjectId project = new ProjectId("ahead");
        Map<String, byte[]> small = new TreeMap<>(RecipeTexts.FILES);
        byte[] voice = Objects.requireNonNull(small.remove("voice.jsonl"));
        SentFiles sent = new SentFiles(small, Map.of("voice.jsonl", Digest.of(voice)));
        assertThatThrownBy(() -> recipes.apply(project, "ann", RecipeTexts.DEMO, sent)).isInstanceOf(
                InvalidInputException.class).hasMessageContaining("'voice.jsonl' was not sent ahead");

        ObjectKey key = SentFiles.key(project, Digest.of(voice));
        platform.getBean(ObjectStore.class).put(key, voice);
        StoredRecipe stored = recipes.apply(project, "ann", RecipeTexts.DEMO, sent).stored();

        assertThat(stored.files()).containsEntry("voice.jsonl", key);
        assertThat(recipes.apply(project, "ann", RecipeTexts.DEMO, RecipeTexts.FILES).stored().digest()).isEqualTo(
                stored.digest());
    }

    @Test
    void changed_content_is_the_next_version_and_the_former_can_be_put_in_force_again() {
        ProjectId project = new ProjectId("changed");
        recipes.apply(project, "ann", RecipeTexts.DEMO, RecipeTexts.FILES);
        recipes.apply(project, "ann", RecipeTexts.demo("epochs: 3", "epochs: 4"), RecipeTexts.FILES);
        assertThat(recipes.find(project, "config-assistant").orElseThrow().version()).isEqualTo(2);

        recipes.apply(project, "ann", RecipeTexts.DEMO, RecipeTexts.FILES);

        assertThat(recipes.find(project, "config-assistant").orElseThrow().version()).isEqualTo(1);
        assertThat(recipes.version(project, "config-assistant", 2).recipe().target().epochs()).isEqualTo(4);
    }

    @Test
    void a_changed_file_is_another_version_and_changes_the_dataset_only_if_a_source_reads_it() {
        ProjectId project = new ProjectId("files");
        StoredRecipe first = recipes.apply(project, "ann", RecipeTexts.DEMO, RecipeTexts.FILES).stored();
        Map<String, byte[]> otherPrompt = new HashMap<>(RecipeTexts.FILES);
        otherPrompt.put("prompts/assistant.md", "Be brief.".getBytes(StandardCharsets.UTF_8));
        StoredRecipe second = recipes.apply(project, "ann", RecipeTexts.DEMO, otherPrompt).stored();
        Map<String, byte[]> otherVoice = new HashMap<>(otherPrompt);
        otherVoice.put("voice.jsonl", "{}".getBytes(StandardCharsets.UTF_8));
        StoredRecipe third = recipes.apply(project, "ann", RecipeTexts.DEMO, otherVoice).stored();

        assertThat(second.version()).isEqualTo(2);
        assertThat(second.curationDigest()).isEqualTo(first.curationDigest());
        assertThat(third.version()).isEqualTo(3);
        assertThat(third.curationDigest()).isNotEqualTo(first.curationDigest());
    }

    @Test
    void files_lie_in_the_object_store_and_those_the_recipe_does_not_name_are_not_kept() {
        Map<String, byte[]> files = new HashMap<>(RecipeTexts.FILES);
        files.put("stray.txt", new byte[]{1});
        StoredRecipe stored = recipes.apply(new ProjectId("kept"), "ann", RecipeTexts.DEMO, files).stored();

        assertThat(stored.files()).containsOnlyKeys("voice.jsonl", "prompts/assistant.md");
        assertThat(platform.getBean(ObjectStore.class).get(stored.files().get(
                "prompts/assistant.md"))).hasValueSatisfying(
                        bytes -> assertThat(bytes).asString().isEqualTo("Answer in one sentence.\n"));
    }

    @Test
    void many_at_once_get_numbers_without_gaps_or_repetition() throws Exception {
        ProjectId project = new ProjectId("many");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var applied = threads.invokeAll(IntStream.rangeClosed(1, 12).<Callable<Integer>>mapToObj(
                    n -> () -> recipes.apply(project, "ann", RecipeTexts.demo("seed: 7", "seed: " + n),
                            RecipeTexts.FILES).stored().version()).toList());
            assertThat(applied.stream().map(f -> f.resultNow()).sorted()).containsExactlyElementsOf(
                    IntStream.rangeClosed(1, 12).boxed().toList());
        }
    }

    @Test
    void one_project_does_not_see_anothers() {
        recipes.apply(new ProjectId("mine"), "ann", RecipeTexts.DEMO, RecipeTexts.FILES);
        assertThat(recipes.find(new ProjectId("theirs"), "config-assistant")).isEmpty();
        assertThat(recipes.list(new ProjectId("theirs"))).isEmpty();
        assertThatThrownBy(() -> recipes.version(new ProjectId("theirs"), "config-assistant", 1)).isInstanceOf(
                PlatformException.class).hasMessageContaining("no version 1");
    }

    @Test
    void what_is_refused_changes_nothing() {
        ProjectId project = new ProjectId("refused");
        assertThatThrownBy(() -> recipes.apply(project, "ann", RecipeTexts.demo("5 USD", "5"),
                RecipeTexts.FILES)).isInstanceOf(InvalidInputException.class);
        assertThat(recipes.list(project)).isEmpty();
    }

    @Test
    void loss_is_refused_where_the_connection_does_not_tell_probabilities() {
        InvalidInputException refused = catchThrowableOfType(InvalidInputException.class, () -> recipes.check(
                new ProjectId("mute"), RecipeTexts.demo("connection: sandbox", "connection: own"), RecipeTexts.FILES));

        assertThat(refused.problems()).anySatisfy(problem -> {
            assertThat(problem.place()).isEqualTo("/evaluation/suites/wording/measures");
            assertThat(problem.line()).isPositive();
            assertThat(problem.message()).isEqualTo(
                    "'loss' cannot be measured: the connection 'own' does not tell how likely a token is");
        });
    }

    @Test
    void over_http_a_new_version_is_created_and_the_same_is_found() throws Exception {
        assertThat(post("", RecipeTexts.DEMO).statusCode()).isEqualTo(201);
        HttpResponse<String> again = post("", RecipeTexts.DEMO);
        assertThat(again.statusCode()).isEqualTo(200);

        JsonNode shown = JSON.readTree(get("/config-assistant").body());
        assertThat(shown.get("yaml").stringValue()).isEqualTo(RecipeTexts.DEMO);
        assertThat(shown.at("/recipe/budget/perRun").stringValue()).isEqualTo("5.00 USD");
        assertThat(shown.at("/recipe/promotion/approvals").intValue()).isZero();
        assertThat(JSON.readTree(get("").body()).at("/items/0/name").stringValue()).isEqualTo("config-assistant");
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void a_dry_run_shows_every_default_and_keeps_nothing() throws Exception {
        HttpResponse<String> answer = post("?dryRun=true", RecipeTexts.FOUR_LINES);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at("/recipe/retrievalFirst/then").stringValue()).isEqualTo("stop");
        assertThat(get("/settings").statusCode()).isEqualTo(404);
    }

    @Test
    void over_http_every_problem_comes_with_its_place_and_line() throws Exception {
        HttpResponse<String> answer = post("?dryRun=true",
                RecipeTexts.demo("perRun: 5 USD", "perRun: 5").replace("arms: [base,", "arms: [bass,"));
        JsonNode problems = JSON.readTree(answer.body()).get("problems");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(problems.valueStream().map(p -> p.get("place").stringValue())).containsExactly(
                "/evaluation/arms/0", "/budget/perRun");
        assertThat(problems.valueStream().map(p -> p.get("line").intValue())).allMatch(line -> line > 0);
    }

    @Test
    void the_schema_is_served() throws Exception {
        assertThat(get("/schema").body()).isEqualTo(JSON.writeValueAsString(RecipeSchema.write()));
    }

    private static HttpResponse<String> post(String query, String yaml) throws Exception {
        Map<String, String> files = new HashMap<>();
        RecipeTexts.FILES.forEach((path, bytes) -> files.put(path, Base64.getEncoder().encodeToString(bytes)));
        return send(request(query).header("Content-Type", "application/json").POST(
                HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(Map.of("yaml", yaml, "files", files)))));
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return send(request(path));
    }

    private static HttpRequest.Builder request(String path) throws Exception {
        String port = platform.getEnvironment().getProperty("local.server.port");
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/recipes" + path)).header(
                "Authorization", "Bearer " + Files.readString(home.resolve("admin.key")).strip());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
