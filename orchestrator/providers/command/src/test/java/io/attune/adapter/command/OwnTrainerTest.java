package io.attune.adapter.command;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.provider.ArtifactFetch;
import io.attune.provider.ChatMessage;
import io.attune.provider.ChatRequest;
import io.attune.provider.ConnectionOptions;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Deploys;
import io.attune.provider.FileUpload;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.Hyperparameters;
import io.attune.provider.JobState;
import io.attune.provider.ProviderException;
import io.attune.provider.ProviderFileId;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderModelId;
import io.attune.provider.RunKey;
import io.attune.provider.SubmitOutcome;
import io.attune.provider.SubmitRequest;
import io.attune.provider.TrainerChoice;
import io.attune.provider.TrainerLimits;
import io.attune.provider.TrainingFile;
import io.attune.provider.TrainingMethod;
import io.attune.provider.UsageMetering;
import io.attune.provider.testkit.TestClock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The contract with a trainer, on a process of this machine. */
class OwnTrainerTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String MODEL = "base";

    @TempDir
    Path root;
    private final TestClock clock = new TestClock(NOON);

    @BeforeEach
    void prepare() throws IOException {
        Files.createDirectories(root.resolve("place/jobs"));
        Files.createDirectories(root.resolve("place/files"));
    }

    private FineTuneProvider provider(String script, Map<String, String> further) {
        Map<String, String> options = new TreeMap<>(Map.of("command", Json.MAPPER.writeValueAsString(List.of("/bin/sh",
                "-c", script, "it's a $(trainer)")), "models", MODEL, "gpus", "4", "grace", "1s"));
        options.putAll(further);
        return new CommandProviderFactory().connect(new ConnectionSettings("own", "command", root.resolve(
                "place").toUri(), () -> "", Duration.ofSeconds(20), ConnectionOptions.of(options)),
                HttpClient.newHttpClient(), clock);
    }

    private ProviderFileId upload(FineTuneProvider provider) throws IOException {
        Path file = Files.writeString(root.resolve("t.jsonl"), """
                {"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"a"}]}
                """);
        return provider.ability(FileUpload.class).orElseThrow().upload(TrainingFile.of("t", file));
    }

    private SubmitRequest request(String key, ProviderFileId file, int seed) {
        return new SubmitRequest(new RunKey(key), new ProviderModelId(MODEL), file, null, TrainingMethod.SUPERVISED,
                new Hyperparameters(1, 1, null, seed), "s", Map.of("label", "'; rm -rf $HOME; \"\n"), NOON.plusSeconds(
                        60));
    }

    private ProviderJob start(FineTuneProvider provider) throws IOException {
        SubmitOutcome outcome = provider.submit(request("key-1", upload(provider), 1));
        assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
        return ((SubmitOutcome.Accepted) outcome).job();
    }

    private ProviderJob ended(FineTuneProvider provider) throws IOException {
        ProviderJob job = start(provider);
        return await().atMost(Duration.ofSeconds(20)).until(() -> provider.poll(job.id()).orElseThrow(),
                seen -> seen.state() != null && seen.state().isTerminal());
    }

    private Path file(String name) {
        return root.resolve("place/jobs/key-1").resolve(name);
    }

    private SubmitOutcome choosing(TrainerChoice choice) throws IOException {
        FineTuneProvider provider = provider("exit 0", Map.of("deadline", "2h"));
        SubmitRequest usual = request("key-1", upload(provider), 1);
        return provider.submit(new SubmitRequest(usual.key(), usual.baseModel(), usual.trainingFile(), null,
                usual.method(), usual.hyperparameters(), usual.suffix(), usual.labels(), usual.sendBefore(), choice));
    }

    @Test
    void a_job_holds_what_it_asks_for_and_reads_its_own_configuration() throws IOException {
        SubmitOutcome outcome = choosing(new TrainerChoice("command", "depth: 3", 2, Duration.ofMinutes(10)));

        assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
        assertThat(file("gpus")).hasContent("2");
        assertThat(file("limits")).content().startsWith("600 ");
        assertThat(file("trainer.yaml")).hasContent("depth: 3");
    }

    @Test
    void a_job_that_asks_for_another_trainer_or_for_more_than_the_connection_has_is_refused() throws IOException {
        for (TrainerChoice choice : List.of(new TrainerChoice("axolotl", null, null, null), new TrainerChoice(null,
                null, 5, null), new TrainerChoice(null, null, null, Duration.ofHours(3)))) {
            assertThat(provider("exit 0", Map.of("deadline", "2h")).ability(TrainerLimits.class).orElseThrow().refusal(
                    new ProviderModelId(MODEL), TrainingMethod.SUPERVISED, Hyperparameters.AUTO,
                    choice)).hasValueSatisfying(
                            why -> assertThat(why).contains("Connection 'own'"));
            assertThat(choosing(choice)).isInstanceOfSatisfying(SubmitOutcome.Refused.class,
                    refused -> assertThat(refused.message()).contains("Connection 'own'"));
        }
    }

    @Test
    void a_trainer_that_leaves_nothing_has_failed_whatever_it_says() throws IOException {
        ProviderJob job = ended(provider("exit 0", Map.of()));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.rawState()).isEqualTo("no-artefacts");
    }

    @Test
    void a_trainer_that_fails_is_quoted_with_its_exit_status_and_not_with_its_log() throws IOException {
        ProviderJob job = ended(provider("echo secret-of-the-log; echo 'too hot' > $ATTUNE_FAILURE; exit 3", Map.of()));

        assertThat(job.state()).isEqualTo(JobState.FAILED);
        assertThat(job.failure()).isNotNull().satisfies(failure -> assertThat(failure.message()).contains("too hot",
                "status 3", "/jobs/key-1/log").doesNotContain("secret-of-the-log"));
        assertThat(Files.readString(file("log"))).contains("secret-of-the-log");
    }

    @Test
    void a_trainer_without_a_sign_of_life_is_stopped_and_expires() throws IOException {
        ProviderJob job = ended(provider("sleep 600", Map.of("heartbeat", "1s")));

        assertThat(job.state()).isEqualTo(JobState.EXPIRED);
        assertThat(job.rawState()).isEqualTo("heartbeat");
    }

    @Test
    void a_trainer_that_passes_its_deadline_is_stopped_though_it_ignores_being_asked() throws IOException {
        ProviderJob job = ended(provider("trap '' TERM; while :; do echo alive; sleep 0.2; done", Map.of("deadline",
                "1s")));

        assertThat(job.state()).isEqualTo(JobState.EXPIRED);
        assertThat(job.rawState()).isEqualTo("deadline");
    }

    @Test
    void a_supervisor_that_was_killed_leaves_its_trainer_watched_and_then_a_failure() throws Exception {
        Path go = root.resolve("go");
        FineTuneProvider provider = provider("echo $PPID > supervisor; touch $ATTUNE_HEARTBEAT; while [ ! -e " + go
                + " ]; do sleep 0.1; done", Map.of());
        ProviderJob job = start(provider);
        await().until(() -> Files.exists(file("heartbeat")));
        Programs.run(List.of("kill", "-KILL", Files.readString(file("supervisor")).strip()));

        assertThat(provider.poll(job.id()).orElseThrow().state()).isEqualTo(JobState.RUNNING);
        Files.createFile(go);

        await().atMost(Duration.ofSeconds(20)).until(() -> provider.poll(job.id()).orElseThrow().state(),
                JobState.FAILED::equals);
        assertThat(provider.poll(job.id()).orElseThrow().rawState()).isEqualTo("gone");
    }

    @Test
    void a_claim_whose_starter_was_killed_is_no_job_until_somebody_asks_again() throws IOException {
        FineTuneProvider provider = provider("echo x >> ../../starts; echo w > $ATTUNE_OUT/w", Map.of());
        ended(provider);
        // as it stands after the rename and before the start
        for (String made : List.of("start/at", "start/tick", "start/storing", "start", "exit", "manifest", "lock")) {
            Files.deleteIfExists(file(made));
        }

        assertThat(provider.findByRunKey(new RunKey("key-1"))).isEmpty();
        ended(provider);

        assertThat(provider.findByRunKey(new RunKey("key-1"))).hasSize(1);
        assertThat(root.resolve("place/starts")).hasContent("x\nx");
    }

    @Test
    void a_supervisor_that_is_started_again_trains_nothing() throws IOException {
        ended(provider("echo x >> ../../starts; echo w > $ATTUNE_OUT/w", Map.of()));

        for (int i = 0; i < 3; i++) {
            Programs.run(List.of("sh", file("supervise.sh").toString(), file("").toString()));
        }

        assertThat(root.resolve("place/starts")).hasContent("x");
    }

    @Test
    void another_request_under_a_key_that_is_taken_is_refused() throws IOException {
        FineTuneProvider provider = provider("echo w > $ATTUNE_OUT/w", Map.of());
        ended(provider);

        assertThat(provider.submit(request("key-1", upload(provider), 2))).isInstanceOfSatisfying(
                SubmitOutcome.Refused.class, refused -> assertThat(refused.message()).contains("another request"));
    }

    @Test
    void a_folder_that_is_not_mounted_is_unreachable_and_not_empty() throws IOException {
        FineTuneProvider provider = provider("exit 0", Map.of());
        Files.move(root.resolve("place/jobs"), root.resolve("elsewhere"));

        assertThatThrownBy(() -> provider.findByRunKey(new RunKey("key-1"))).isInstanceOfSatisfying(
                ProviderException.class, e -> {
                    assertThat(e.code()).isEqualTo(ProviderException.UNREACHABLE);
                    assertThat(e.message()).contains("mkdir -p");
                });
    }

    @Test
    void labels_and_arguments_mean_nothing_to_a_shell() throws IOException {
        ended(provider("echo \"$0\" > $ATTUNE_OUT/argument; cp job.json $ATTUNE_OUT", Map.of()));

        assertThat(file("out/argument")).hasContent("it's a $(trainer)");
        assertThat(Json.MAPPER.readTree(file("out/job.json").toFile()).path("labels").path(
                "label").stringValue()).isEqualTo("'; rm -rf $HOME; \"\n");
    }

    @Test
    void a_secret_is_read_on_the_trainers_host_and_stands_nowhere_else() throws IOException {
        Path secret = Files.writeString(root.resolve("token"), "open-" + "sesame\n");

        ended(provider("[ \"$HUB_TOKEN\" = open-sesame ] && echo yes > $ATTUNE_OUT/seen", Map.of(
                "secret-file.HUB_TOKEN",
                secret.toString())));

        assertThat(file("out/seen")).hasContent("yes");
        try (var files = Files.walk(root.resolve("place"))) {
            assertThat(files.filter(Files::isRegularFile)).noneMatch(f -> content(f).contains("open-sesame"
                    + "\n"));
        }
    }

    private static String content(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void the_environment_of_the_platform_is_not_the_trainers() throws IOException {
        ended(provider("env > $ATTUNE_OUT/env", Map.of("env.GREETING", "it's $HOME")));

        assertThat(file("out/env")).content().contains("GREETING=it's $HOME").doesNotContain("MAVEN", "JAVA");
    }

    @Test
    void gpu_hours_are_metered_from_beginning_to_end() throws IOException {
        Path bin = Files.createDirectories(root.resolve("bin"));
        Path now = Files.writeString(root.resolve("now"), "1800000000\n");
        Path date = Files.writeString(bin.resolve("date"), "#!/bin/sh\ncat " + now + "\n");
        Files.setPosixFilePermissions(date, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
        FineTuneProvider provider = provider("echo 1800005400 > " + now + "; echo w > $ATTUNE_OUT/w", Map.of("env.PATH",
                bin + ":/usr/bin:/bin"));

        ProviderJob job = ended(provider);

        assertThat(provider.ability(UsageMetering.class).orElseThrow().usage(job.id())).hasValue(
                new UsageMetering.Usage(new BigDecimal("6.000000"), "gpu-hours", Instant.ofEpochSecond(1800000000),
                        Instant.ofEpochSecond(1800005400)));
    }

    @Test
    void artefacts_are_fetched_whole_and_held_against_the_manifest() throws IOException {
        FineTuneProvider provider = provider(
                "mkdir $ATTUNE_OUT/sub; echo a > $ATTUNE_OUT/w; echo b > \"$ATTUNE_OUT/sub/a b\"",
                Map.of());
        ProviderJob job = ended(provider);
        ArtifactFetch fetch = provider.ability(ArtifactFetch.class).orElseThrow();
        Path target = Files.createDirectories(root.resolve("fetched"));

        assertThat(fetch.fetch(job.id(), target)).extracting(ArtifactFetch.Artifact::name).containsExactly("sub_a_b",
                "w");
        assertThat(target.resolve("w")).hasContent("a");
        assertThat(fetch.fetch(job.id(), target).getFirst().digest()).isEqualTo(Digest.of("b\n"));

        Files.writeString(file("out/w"), "changed");
        assertThatThrownBy(() -> fetch.fetch(job.id(), target)).isInstanceOf(
                ProviderException.class).hasMessageContaining("another digest");
    }

    @Test
    void a_tuned_model_is_loaded_under_a_name_and_unloaded() throws IOException {
        try (VllmDouble server = new VllmDouble(MODEL)) {
            FineTuneProvider provider = provider("echo w > $ATTUNE_OUT/adapter.tsv", Map.of("serving-url",
                    server.url().toString()));
            ProviderModelId model = new ProviderModelId(ended(provider).id().value());
            Deploys deploys = provider.ability(Deploys.class).orElseThrow();
            Deploys.Request request = new Deploys.Request("support", model, Map.of());

            deploys.deploy(request);
            ProviderModelId endpoint = deploys.deploy(request).endpoint();

            assertThat(deploys.deployments()).singleElement().satisfies(
                    deployment -> assertThat(deployment.model()).isEqualTo(model));
            assertThat(provider.chat(new ChatRequest(endpoint, List.of(ChatMessage.user("q")), 9, 0)).text()).contains(
                    "adapter");
            deploys.undeploy("support");
            deploys.undeploy("support");
            assertThat(deploys.deployments()).isEmpty();
        }
    }

    @Test
    void everything_wrong_with_a_connection_is_said_at_once() {
        assertThatThrownBy(() -> provider("x", Map.of("trainer", "axolotl", "models", "", "deadline", "soon", "gpu",
                "1"))).isInstanceOfSatisfying(InvalidInputException.class,
                        e -> assertThat(e.problems()).extracting(Problem::place).contains("trainer", "models",
                                "deadline", "gpu"));
    }
}
