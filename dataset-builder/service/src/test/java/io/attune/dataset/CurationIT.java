package io.attune.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Split;
import io.attune.pipeline.Suite;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.PlatformProperties;
import io.attune.platform.testing.TestServersInitializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

@SpringBootTest
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestServersInitializer.class)
class CurationIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;
    private static final int PROPERTIES = 420;

    @TempDir
    static Path jars;

    @Autowired
    Curation curation;
    @Autowired
    Datasets datasets;
    @Autowired
    ObjectStore objects;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    JobRepository repository;
    @Autowired
    MockMvcTester web;
    @Autowired
    PlatformProperties settings;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("attune.sources.jars", () -> jars.toString());
    }

    @BeforeAll
    static void makeJar() throws IOException {
        String properties = IntStream.range(0, PROPERTIES).mapToObj(i -> """
                {"name": "demo.part-%d.size", "type": "java.lang.Integer", "defaultValue": %d,
                 "description": "Maximum number of parts of kind %d."}""".formatted(i, i * 7, i)).collect(
                Collectors.joining(","));
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jars.resolve("demo-1.0.jar")))) {
            zip.putNextEntry(new ZipEntry("META-INF/spring-configuration-metadata.json"));
            zip.write(("{\"properties\": [" + properties + "]}").getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void properties_and_conversations_become_one_version() {
        String hello = conversation("Who are you?").replace("Yes.", "I am ann@example.org.");
        CurationStatus.Finished finished = finish(request("whole", voice(hello + hello)));
        DatasetVersion version = datasets.version(finished.version());
        assertThat(version.funnel().in()).isEqualTo(PROPERTIES * 4 + 2);
        assertThat(version.funnel().kept()).isEqualTo(PROPERTIES * 4 + 1);
        assertThat(version.inputs()).extracting("place").containsExactly("demo-1.0.jar", "voice.jsonl");
        assertThat(datasets.drops(finished.version(), 0, 10)).singleElement().satisfies(drop -> {
            assertThat(drop.reason()).isEqualTo("exact-duplicate");
            assertThat(drop.twin()).isEqualTo("voice/voice.jsonl:1");
        });
        assertThat(all(finished.version())).hasSize(PROPERTIES * 4 + 1).anyMatch(
                e -> e.example().answer().equals("I am [EMAIL]."));
    }

    @Test
    void the_same_inputs_give_the_same_version() {
        CurationRequest first = request("same-1", voice(conversation("How are you?")));
        CurationStatus.Finished one = finish(first);
        CurationStatus.Finished two = finish(new CurationRequest(PROJECT, "same-2", first.dataset(), first.plan(),
                first.files(), List.of()));
        assertThat(one.unchanged()).isFalse();
        assertThat(two.unchanged()).isTrue();
        assertThat(two.version()).isEqualTo(one.version());
    }

    @Test
    void two_builds_at_once_do_not_disturb_each_other() {
        ObjectKey here = voice(conversation("Here?"));
        ObjectKey there = voice(conversation("There?"));
        Digest aloneHere = finish(request("alone-here", here)).version().digest();
        Digest aloneThere = finish(request("alone-there", there)).version().digest();
        curation.ensure(request("at-once-here", here));
        curation.ensure(request("at-once-there", there));

        assertThat(finish(request("at-once-there", there)).version().digest()).isEqualTo(aloneThere);
        assertThat(finish(request("at-once-here", here)).version().digest()).isEqualTo(aloneHere);
    }

    @Test
    void a_build_after_an_append_reads_only_what_is_new_and_gives_the_digest_of_a_build_from_nothing() {
        String lines = IntStream.range(0, 2_400).mapToObj(i -> conversation("Number " + i + "?")).collect(
                Collectors.joining());
        ObjectKey longer = voice(lines + conversation("And one more?"));
        finish(lines("appended-1", "appended", voice(lines)));

        CurationStatus.Finished appended = finish(lines("appended-2", "appended", longer));

        assertThat(recordsRead("appended-1")).isEqualTo(2_400);
        assertThat(recordsRead("appended-2")).isEqualTo(401);
        assertThat(appended.version().digest()).isEqualTo(finish(lines("from-nothing", "from-nothing",
                longer)).version().digest());
    }

    @Test
    void what_earlier_builds_kept_of_parts_that_are_no_more_is_removed() {
        finish(lines("replaced-1", "replaced", voice(conversation("Old?"))));
        finish(lines("replaced-2", "replaced", voice(conversation("New?"))));

        assertThat(objects.list(new ObjectKey(PROJECT, "datasets/.steps/replaced/"))).hasSize(1);
    }

    private CurationRequest lines(String key, String dataset, ObjectKey voice) {
        return new CurationRequest(PROJECT, key, dataset, CurationPlan.ofMap(Map.of("sources", List.of(Map.of("name",
                "voice", "type", "jsonl", "path", "voice.jsonl", "license", "Apache-2.0", "personalData", "none")))),
                Map.of("voice.jsonl", voice), List.of());
    }

    private long recordsRead(String key) {
        return jdbc.sql(
                """
                select coalesce(sum(step.read_count), 0) from platform.batch_step_execution step
                join platform.batch_job_execution_params params using (job_execution_id)
                where params.parameter_name = 'key' and params.parameter_value = ? and step.step_name like 'part%'""").param(
                        key).query(Long.class).single();
    }

    @Test
    void a_job_that_fails_in_the_middle_goes_on_and_gives_the_same_digest() {
        ObjectKey voice = voice(conversation("Is it interrupted?"));
        Digest calm = finish(request("calm", voice)).version().digest();
        for (int writes : List.of(1, 3, 6, 9)) {
            ((FaultyObjectStore) objects).failAfter(writes);
            CurationStatus.Finished troubled = finish(request("troubled-" + writes, voice));
            assertThat(troubled.version().digest()).isEqualTo(calm);
        }
    }

    @Test
    void a_job_whose_process_died_is_taken_up_where_it_stood() {
        CurationRequest request = request("died", voice(conversation("Did it die?")));
        ((FaultyObjectStore) objects).failAfter(4);
        curation.ensure(request);
        await().until(() -> attempts("died") == 1);
        jdbc.sql("update platform.batch_job_execution set status = 'STARTED', end_time = null").update();
        jdbc.sql("update platform.batch_step_execution set status = case step_name when 'read' then 'UNKNOWN'"
                + " else 'STARTED' end, end_time = null where status = 'FAILED'").update();
        CurationStatus.Finished finished = finish(request);
        assertThat(datasets.version(finished.version()).funnel().kept()).isEqualTo(PROPERTIES * 4 + 1);
    }

    @Test
    void a_job_of_which_only_the_first_record_was_written_is_started() {
        JobParametersBuilder parameters = new JobParametersBuilder();
        parameters.addString("project", PROJECT.value()).addString("key", "stub");
        repository.createJobInstance("curation", parameters.toJobParameters());
        finish(request("stub", voice(conversation("Was it begun?"))));
    }

    @Test
    void broken_lines_are_all_named() {
        assertThat(fail(request("broken", voice("{\"messages\": [\n" + conversation("Fine?")
                + "{\"prompt\": 1}\n")))).hasSize(3).extracting("place").containsExactly("voice.jsonl:1:15",
                        "voice.jsonl:3:12#/prompt",
                        "voice.jsonl:3:1#/messages");
    }

    @Test
    void bytes_that_are_not_utf_8_are_named_with_their_offset() {
        ObjectKey key = new ObjectKey(PROJECT, "files/latin.jsonl");
        objects.put(key, "{\"messages\": \"\u00e9\"}\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(fail(request("latin", key))).singleElement().satisfies(problem -> {
            assertThat(problem.message()).contains("0xE9 at offset 14");
            assertThat(problem.nextStep()).contains("UTF-8");
        });
    }

    @Test
    void an_empty_file_is_a_problem() {
        assertThat(fail(request("empty", voice("")))).singleElement().satisfies(
                problem -> assertThat(problem.message()).contains("'voice.jsonl' is empty"));
    }

    @Test
    void a_file_of_blank_lines_is_a_problem() {
        assertThat(fail(request("blank", voice("\n\n")))).singleElement().satisfies(
                problem -> assertThat(problem.message()).contains("holds no records"));
    }

    @Test
    void a_missing_jar_is_a_problem() {
        CurationPlan plan = plan("demo", "9.9");
        assertThat(fail(new CurationRequest(PROJECT, "missing-jar", "missing", plan, Map.of("voice.jsonl", voice(
                conversation("x"))), List.of()))).singleElement().satisfies(
                        problem -> assertThat(problem.place()).endsWith("demo-9.9.jar"));
    }

    @Test
    void what_a_suite_asks_is_not_in_the_dataset() {
        CurationRequest request = request("clean", voice(conversation("What is the answer?")));
        CurationStatus.Finished finished = finish(new CurationRequest(PROJECT, "clean", "clean", request.plan(),
                request.files(), List.of(new Suite("held", List.of("what is the ANSWER")))));
        assertThat(datasets.drops(finished.version(), 0, 5)).singleElement().satisfies(
                drop -> assertThat(drop.reason()).isEqualTo("in-evaluation-suite"));
    }

    @Test
    void a_split_is_exported_as_chat_lines() throws IOException {
        CurationStatus.Finished finished = finish(request("export", voice(conversation("Export?"))));
        Path file = Files.createTempFile("export", ".jsonl");
        Datasets.ExportedFile exported = datasets.exportJsonl(finished.version(), Split.TEST, file);
        DatasetVersion.SplitCount count = java.util.Objects.requireNonNull(
                datasets.version(finished.version()).splits().get(Split.TEST));
        assertThat(exported.examples()).isEqualTo(count.examples()).isBetween(140L, 196L);
        assertThat(exported.tokens()).isEqualTo(count.tokens());
        assertThat(Files.readAllLines(file)).hasSize((int) count.examples()).allMatch(
                line -> line.startsWith("{\"messages\":[{\"role\":\"user\",\"content\":"));
    }

    @Test
    void versions_are_shown_over_http() throws IOException {
        finish(request("web", voice(conversation("Web?"))));
        String key = "Bearer " + Files.readString(settings.home().resolve("admin.key")).trim();
        assertThat(web.get().uri("/api/v1/datasets/web/versions/latest").header("Authorization",
                key)).hasStatusOk().bodyJson().extractingPath("$.funnel[0].in").isEqualTo(PROPERTIES * 4 + 1);
        assertThat(web.get().uri("/api/v1/datasets/web/versions/1/preview?split=test&limit=3").header("Authorization",
                key)).hasStatusOk().bodyJson().extractingPath("$.items.length()").isEqualTo(3);
        assertThat(web.get().uri("/api/v1/datasets/web/versions/1/drops").header("Authorization",
                key)).hasStatusOk().bodyJson().extractingPath("$.items").asArray().isEmpty();
        assertThat(web.get().uri("/api/v1/datasets").header("Authorization",
                key)).hasStatusOk().bodyText().contains("\"name\":\"web\"", "sha256:");
        assertThat(web.get().uri("/api/v1/datasets/nothing").header("Authorization", key)).hasStatus(404);
        assertThat(web.get().uri("/api/v1/datasets/web/versions/1/preview?split=everything").header("Authorization",
                key)).hasStatus(400).bodyText().contains("train, validation or test");
    }

    @Test
    void a_record_that_a_person_rejected_is_not_in_the_next_version_and_the_version_says_who() throws IOException {
        CurationRequest request = request("decided-1", voice(conversation("Good?") + conversation("Bad?")));
        DatasetVersionRef before = finish(request).version();
        String key = "Bearer " + Files.readString(settings.home().resolve("admin.key")).trim();
        String path = "/api/v1/datasets/" + before.name() + "/";
        JsonNode why = JsonMapper.shared().readTree(web.get().uri(path + "versions/" + before.number()
                + "/why?example=voice/voice.jsonl:2").header("Authorization",
                        key).exchange().getResponse().getContentAsString());
        String decision = """
                {"source": "voice", "key": "voice.jsonl:2", "content": "%s", "ruling": {"kind": "reject"}}""".formatted(
                why.get("content").stringValue());
        assertThat(web.post().uri(path + "decisions").contentType(MediaType.APPLICATION_JSON).content(decision).header(
                "Authorization", key)).hasStatus(201);

        DatasetVersionRef after = finish(new CurationRequest(PROJECT, "decided-2", before.name(), request.plan(),
                request.files(), List.of())).version();

        assertThat(datasets.drops(after, 0, 10)).singleElement().satisfies(drop -> {
            assertThat(drop.step()).isEqualTo("decisions");
            assertThat(drop.key()).isEqualTo("voice.jsonl:2");
        });
        assertThat(datasets.version(after).inputs()).extracting("source").contains("decisions");
    }

    @Test
    void a_decision_that_is_none_is_refused_with_everything_wrong_about_it() throws IOException {
        String key = "Bearer " + Files.readString(settings.home().resolve("admin.key")).trim();

        assertThat(web.post().uri("/api/v1/datasets/any/decisions").contentType(MediaType.APPLICATION_JSON).content(
                "{\"content\": \"x\", \"ruling\": {\"kind\": \"maybe\"}}").header("Authorization", key)).hasStatus(
                        400).bodyText().contains("/source", "/key", "/content", "/ruling", "keep-anyway");
    }

    @Test
    void nothing_of_a_finished_job_is_left_behind() {
        finish(request("tidy", voice(conversation("Tidy?"))));
        await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(objects.list(
                new ObjectKey(PROJECT, "datasets/.work/" + Digest.of("tidy").hex().substring(0, 32) + "/"))).isEmpty());
    }

    @Test
    void what_a_kill_left_of_a_finished_job_is_removed_later() {
        ObjectKey left = new ObjectKey(PROJECT, "datasets/.work/" + Digest.of("killed-late").hex().substring(0, 32)
                + "/plan.json");
        finish(request("killed-late", voice(conversation("Late?"))));
        await().until(() -> cleared("killed-late"));
        objects.put(left, new byte[]{1});
        jdbc.sql("update dataset.curation set cleared = false where key = 'killed-late'").update();

        await().until(() -> cleared("killed-late"));
        assertThat(objects.exists(left)).isFalse();
    }

    private boolean cleared(String key) {
        return jdbc.sql("select cleared from dataset.curation where key = ?").param(key).query(
                Boolean.class).single();
    }

    private CurationStatus.Finished finish(CurationRequest request) {
        return assertThat(end(request)).asInstanceOf(type(CurationStatus.Finished.class)).actual();
    }

    private List<io.attune.kernel.Problem> fail(CurationRequest request) {
        return assertThat(end(request)).asInstanceOf(type(CurationStatus.Failed.class)).actual().problems();
    }

    private CurationStatus end(CurationRequest request) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> curation.ensure(request),
                status -> !(status instanceof CurationStatus.Running));
    }

    private int attempts(String key) {
        return jdbc.sql("select attempt from dataset.curation where key = ?").param(key).query(
                (row, number) -> row.getInt(1)).single();
    }

    private List<CuratedExample> all(DatasetVersionRef version) {
        return Stream.of(Split.values()).flatMap(split -> datasets.examples(version, split)).toList();
    }

    private CurationRequest request(String name, ObjectKey voice) {
        return new CurationRequest(PROJECT, name, name, plan("demo", "1.0"), Map.of("voice.jsonl", voice), List.of());
    }

    private static CurationPlan plan(String artifact, String version) {
        return CurationPlan.ofMap(Map.of("sources", List.of(
                Map.of("name", "properties", "type", "spring-metadata", "artifacts", List.of(artifact), "version",
                        version, "license", "Apache-2.0", "personalData", "none"),
                Map.of("name", "voice", "type", "jsonl", "path", "voice.jsonl", "license", "Apache-2.0",
                        "personalData", "none")),
                "split", Map.of("groupBy", "property", "stratifyBy", "question")));
    }

    private ObjectKey voice(String content) {
        ObjectKey key = new ObjectKey(PROJECT, "files/" + Digest.of(content).hex());
        objects.put(key, content.getBytes(StandardCharsets.UTF_8));
        return key;
    }

    private static String conversation(String question) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + question
                + "\"},{\"role\":\"assistant\",\"content\":\"Yes.\"}]}\n";
    }
}
