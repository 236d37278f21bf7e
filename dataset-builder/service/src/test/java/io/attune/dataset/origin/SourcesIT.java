package io.attune.dataset.origin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.dataset.FaultyObjectStore;
import io.attune.kernel.Digest;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.Split;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.PlatformProperties;
import io.attune.platform.privacy.DataHolder;
import io.attune.platform.privacy.ErasureOrder;
import io.attune.platform.privacy.Identifiers;
import io.attune.platform.privacy.Subject;
import io.attune.platform.testing.TestServers;
import io.attune.platform.testing.TestServersInitializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Every origin of a source, from the recipe's words to the version that was read from it. */
@SpringBootTest
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestServersInitializer.class)
class SourcesIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;
    private static final Map<String, String> ELSEWHERE = TestServers.freshProperties();
    private static final TestWeb WEB = new TestWeb();

    @Autowired
    Curation curation;
    @Autowired
    Datasets datasets;
    @Autowired
    ObjectStore objects;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    S3Client s3;
    @Autowired
    PlatformProperties.Objects bucket;
    @Autowired
    PlatformProperties settings;
    @Autowired
    MockMvcTester web;
    @Autowired
    DataHolder holder;
    @Autowired
    RowSource rows;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("test.s3.secret", () -> ELSEWHERE.get("attune.objects.secret-key"));
        String place = "attune.sources.s3[0].";
        registry.add(place + "name", () -> "support");
        registry.add(place + "endpoint", () -> ELSEWHERE.get("attune.objects.endpoint"));
        registry.add(place + "bucket", () -> ELSEWHERE.get("attune.objects.bucket"));
        registry.add(place + "prefix", () -> "elsewhere/");
        registry.add(place + "access-key", () -> ELSEWHERE.get("attune.objects.access-key"));
        registry.add(place + "credential-env", () -> "test.s3.secret");
        registry.add("attune.sources.web.private-hosts", () -> "127.0.0.1:" + WEB.port());
        String desk = "attune.sources.jdbc[0].";
        registry.add("test.desk.password", () -> ELSEWHERE.get("spring.datasource.password"));
        registry.add(desk + "name", () -> "desk");
        registry.add(desk + "url", () -> ELSEWHERE.get("spring.datasource.url"));
        registry.add(desk + "username", () -> ELSEWHERE.get("spring.datasource.username"));
        registry.add(desk + "credential-env", () -> "test.desk.password");
        registry.add(desk + "rows-max", () -> "50");
        registry.add(desk + "fetch-size", () -> "2");
        registry.add(desk + "statement-timeout", () -> "1s");
    }

    @AfterAll
    static void stop() {
        WEB.close();
    }

    @Test
    void objects_of_an_s3_prefix_are_copied_once_and_again_when_they_change() {
        put("ranked/b.jsonl", line("B?"));
        put("ranked/a.jsonl", line("A?") + line("C?"));
        put("ranked/deep/d.jsonl", line("D?"));
        put("ranked/note.txt", "none of these");
        CurationPlan plan = plan("s3://support/ranked/*.jsonl");

        CurationStatus.Finished first = finish("s3-1", plan);
        assertThat(keys(first.version())).containsExactlyInAnyOrder("ranked/a.jsonl:1", "ranked/a.jsonl:2",
                "ranked/b.jsonl:1");
        assertThat(datasets.version(first.version()).inputs()).extracting("place").containsExactly(
                "s3://support/ranked/a.jsonl", "s3://support/ranked/b.jsonl");
        assertThat(manifest(first.version())).contains("\"etag\"", "\"address\" : \"s3://support/ranked/a.jsonl\"");
        List<String> taken = taken();

        CurationStatus.Finished second = finish("s3-2", plan);
        assertThat(second.unchanged()).isTrue();
        assertThat(second.version()).isEqualTo(first.version());
        assertThat(taken()).isEqualTo(taken);

        put("ranked/b.jsonl", line("B, again?"));
        CurationStatus.Finished third = finish("s3-3", plan);
        assertThat(third.unchanged()).isFalse();
        assertThat(taken()).isNotEqualTo(taken);
        assertThat(finish("s3-4", plan).unchanged()).isTrue();
    }

    @Test
    void a_place_that_is_not_there_and_a_pattern_that_matches_nothing_are_both_said() {
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(source("a", "s3://unknown/x.jsonl"), source(
                "b", "s3://support/nothing/*.jsonl"))));
        List<Problem> problems = fail("s3-none", plan);
        assertThat(problems).extracting(Problem::place).containsExactly("/sources/0/path", "/sources/1/path");
        assertThat(problems.getFirst().nextStep()).contains("support");
    }

    @Test
    void a_file_of_another_server_is_not_sent_again_while_its_etag_holds() {
        WEB.serve("/faq.jsonl", line("Over there?"));
        CurationPlan plan = plan(WEB.address() + "/faq.jsonl?key=not-to-be-shown");

        CurationStatus.Finished first = finish("web-1", plan);
        assertThat(keys(first.version())).containsExactly("faq.jsonl:1");
        assertThat(manifest(first.version())).contains("\"kind\" : \"http\"", "\"etag\"");
        assertThat(datasets.version(first.version()).inputs()).extracting("place").containsExactly(WEB.address()
                + "/faq.jsonl");
        assertThat(finish("web-2", plan).unchanged()).isTrue();
        assertThat(WEB.statuses()).containsExactly(200, 304);

        WEB.serve("/faq.jsonl", line("And now?"));
        assertThat(finish("web-3", plan).unchanged()).isFalse();
        assertThat(WEB.statuses()).containsExactly(200, 304, 200);
    }

    @Test
    void a_private_address_and_one_that_is_not_there_are_said() {
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(source("a", "http://127.0.0.1:1/x.jsonl"),
                source("b", WEB.address() + "/nothing.jsonl"), source("c", "upload:nothing"))));
        assertThat(fail("web-none", plan)).extracting(Problem::toString).satisfiesExactly(refused -> assertThat(
                refused).contains("/sources/0/path", "private network", "private-hosts"), missing -> assertThat(
                        missing).contains("/sources/1/path", "404"), upload -> assertThat(upload).contains(
                                "/sources/2/path", "attune dataset upload"));
    }

    @Test
    void rows_above_the_watermark_are_added_and_found_again_rows_take_the_place_of_their_former_selves() {
        JdbcClient desk = desk("tickets");
        insert(desk, "tickets", 1, "2026-01-01T00:00:00Z", "One?");
        insert(desk, "tickets", 2, "2026-01-02T00:00:00Z", "Two?");
        insert(desk, "tickets", 3, "2026-01-02T00:00:00Z", "Three?");
        CurationPlan plan = rows("tickets");

        CurationStatus.Finished first = finish("rows-1", plan);
        assertThat(keys(first.version())).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(manifest(first.version())).contains("\"watermarkTo\" : \"2026-01-02T00:00Z\"").doesNotContain(
                "watermarkFrom");
        assertThat(finish("rows-2", plan).unchanged()).isTrue();

        insert(desk, "tickets", 4, "2026-01-02T00:00:00Z", "Four, late?");
        insert(desk, "tickets", 5, "2026-01-03T00:00:00Z", "Five?");
        desk.sql("update tickets set question = 'One, changed?', at = '2026-01-04T00:00:00Z' where id = 1").update();
        CurationStatus.Finished third = finish("rows-3", plan);
        assertThat(questions(third.version())).containsExactlyInAnyOrder("One, changed?", "Two?", "Three?",
                "Four, late?", "Five?");
        assertThat(manifest(third.version())).contains("\"watermarkFrom\" : \"2026-01-02T00:00Z\"");
        assertThat(finish("rows-4", plan).unchanged()).isTrue();
    }

    @Test
    void a_withdrawn_persons_rows_are_destroyed_and_not_read_again_though_the_database_still_has_them() {
        JdbcClient desk = desk("people");
        String address = "ann.rows@example.org";
        insert(desk, "people", 1, "2026-01-01T00:00:00Z", "Who is " + address + "?");
        insert(desk, "people", 2, "2026-01-02T00:00:00Z", "Who else?");
        CurationPlan plan = rows("people");
        finish("people-1", plan);
        ObjectKey snapshot = piece("people");
        assertThat(objects.exists(snapshot)).isTrue();

        holder.erase(PROJECT, new Subject.Person(Identifiers.of(List.of(address))), new ErasureOrder("rows", "dpo",
                "asked for"));

        assertThat(objects.exists(snapshot)).isFalse();
        insert(desk, "people", 3, "2026-01-03T00:00:00Z", "Is " + address + " there?");
        insert(desk, "people", 4, "2026-01-04T00:00:00Z", "And then?");
        assertThat(questions(finish("people-2", plan).version())).containsExactlyInAnyOrder("Who else?", "And then?");
        assertThat(jdbc.sql("select sum(left_out) from dataset.row_snapshot").query(Long.class).single()).isEqualTo(2);
    }

    @Test
    void what_is_wrong_with_a_query_is_said_and_nothing_is_changed() {
        JdbcClient desk = desk("wrong");
        insert(desk, "wrong", 1, "2026-01-01T00:00:00Z", "One?");
        String where = " from wrong where at >= :watermark ";
        assertThat(problem("select id, question, answer, at" + where + "order by at desc", "at")).contains(
                "no column 'prompt'", "question");
        assertThat(problem("select id, question as prompt, answer, at from nowhere where at > :watermark",
                "at")).contains("nowhere");
        assertThat(problem("select id, question as prompt, answer" + where, "at")).contains("no column 'at'");
        assertThat(problem("select id, question as prompt, answer, at" + where, "answer")).contains("neither a time");
        assertThat(problem("select id, question as prompt, answer, at, pg_sleep(3)::text" + where, "at")).contains(
                "longer than 1 s");
        assertThat(problem("with gone as (delete from wrong returning *) select id, question as prompt, answer, at"
                + " from gone where at >= :watermark", "at")).contains("would change data");
        assertThat(problem("select n as id, 'a' || n as prompt, 'b' as answer, at from wrong, generate_series(1, 51) n"
                + " where at >= :watermark", "at")).contains("more than 50 rows");
        insert(desk, "wrong", 2, "2026-01-02T00:00:00Z", "Two?");
        assertThat(problem("select id, question as prompt, answer, at" + where + "order by at desc", "at")).contains(
                "order by at");
        assertThat(desk.sql("select count(*) from wrong").query(Long.class).single()).isEqualTo(2);
    }

    private String problem(String query, String watermark) {
        Map<String, Object> source = new TreeMap<>(Map.of("name", "rows", "type", "jdbc", "connection", "desk", "query",
                query, "watermark", watermark, "license", "internal", "personalData", "none"));
        Problems problems = new Problems();
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(source)));
        assertThat(rows.fetch(PROJECT, 0, (SourceSpec.Jdbc) plan.sources().getFirst(), problems)).isEmpty();
        return problems.toList().toString();
    }

    private static CurationPlan rows(String table) {
        return CurationPlan.ofMap(Map.of("sources", List.of(Map.of("name", "rows", "type", "jdbc", "connection", "desk",
                "query", "select id, question, answer, at from " + table + " where at >= :watermark order by at, id",
                "watermark", "at", "columns", Map.of("prompt", "question", "answer", "answer", "id", "id"), "license",
                "internal", "personalData", "present")), "steps", List.of("normalize")));
    }

    private static JdbcClient desk(String table) {
        JdbcClient desk = JdbcClient.create(new DriverManagerDataSource(String.valueOf(ELSEWHERE.get(
                "spring.datasource.url")), ELSEWHERE.get("spring.datasource.username"), ELSEWHERE.get(
                        "spring.datasource.password")));
        desk.sql("create table " + table + " (id bigint, question text, answer text, at timestamptz)").update();
        return desk;
    }

    private static void insert(JdbcClient desk, String table, int id, String at, String question) {
        desk.sql("insert into " + table + " values (?, ?, 'Yes.', ?::timestamptz)").params(id, question, at).update();
    }

    private ObjectKey piece(String dataset) {
        return new ObjectKey(PROJECT, jdbc.sql("select object from dataset.curation_file where key like ?").param(
                dataset + "-%").query(String.class).single());
    }

    @Test
    void an_upload_is_found_by_its_name_and_the_newest_counts() throws IOException {
        assertThat(send("tickets.jsonl", line("Sent?"))).hasStatusOk().bodyJson().extractingPath("$.bytes").isEqualTo(
                line("Sent?").length());
        CurationPlan plan = plan("upload:tickets.jsonl");
        assertThat(keys(finish("upload-1", plan).version())).containsExactly("tickets.jsonl:1");
        assertThat(finish("upload-2", plan).unchanged()).isTrue();
        assertThat(send("tickets.jsonl", line("Sent again?"))).hasStatusOk();
        assertThat(questions(finish("upload-3", plan).version())).containsExactly("Sent again?");
        assertThat(web.get().uri("/api/v1/uploads").header("Authorization", key())).hasStatusOk().bodyText().contains(
                "\"name\":\"tickets.jsonl\"", "\"author\":\"");
        assertThat(send(".hidden", "x")).hasStatus(400).bodyText().contains("/name");
        assertThat(send("empty", "")).hasStatus(400).bodyText().contains("empty");
        assertThat(web.get().uri("/api/v1/uploads/none").header("Authorization", key())).hasStatus(404);
    }

    @Test
    void a_file_that_changes_after_it_was_planned_ends_the_build_and_the_next_one_reads_what_is_there() {
        ObjectKey file = new ObjectKey(PROJECT, "recipes/files/changing");
        objects.put(file, line("Before?").getBytes(StandardCharsets.UTF_8));
        CurationRequest request = new CurationRequest(PROJECT, "changing-1", "changing", plan("a.jsonl"), Map.of(
                "a.jsonl", file), List.of());
        ((FaultyObjectStore) objects).failAfter(1);
        curation.ensure(request);
        await().until(() -> jdbc.sql("select attempt from dataset.curation where key = 'changing-1'").query(
                Integer.class).single() == 1);
        objects.put(file, line("Later?!").getBytes(StandardCharsets.UTF_8));

        assertThat(end(request)).isInstanceOfSatisfying(CurationStatus.Failed.class, failed -> assertThat(
                failed.problems().toString()).contains("a.jsonl", "changed while it was read"));
        assertThat(end(new CurationRequest(PROJECT, "changing-2", "changing", request.plan(), request.files(),
                List.of()))).isInstanceOfSatisfying(CurationStatus.Finished.class, done -> assertThat(questions(
                        done.version())).containsExactly("Later?!"));
    }

    @Test
    void content_sent_ahead_has_to_have_its_digest() throws IOException {
        String digest = Digest.of(line("Ahead?")).toString();
        assertThat(web.get().uri("/api/v1/uploads/" + digest).header("Authorization", key())).bodyJson().extractingPath(
                "$.known").isEqualTo(false);
        assertThat(send(digest, line("Other?"))).hasStatus(400).bodyText().contains("changed or broke off");
        assertThat(send(digest, line("Ahead?"))).hasStatusOk();
        assertThat(web.get().uri("/api/v1/uploads/" + digest).header("Authorization", key())).bodyJson().extractingPath(
                "$.known").isEqualTo(true);
        String body = """
                {"yaml": "{\\"recipe\\":\\"ahead\\",\\"sources\\":[{\\"name\\":\\"a\\",\\"type\\":\\"jsonl\\",\\"path\\":\\"in/*.jsonl\\",\
                \\"license\\":\\"CC0-1.0\\",\\"personalData\\":\\"none\\"}]}",
                 "sample": 10, "files": {"in/b.jsonl": "%s", "in/a.jsonl": "%s"}}""";
        String small = Base64.getEncoder().encodeToString(line("Small?").getBytes(StandardCharsets.UTF_8));
        assertThat(post("/drafts", body.formatted(digest, small))).hasStatusOk().bodyText().contains(
                "\"key\":\"in/a.jsonl:1\"", "\"key\":\"in/b.jsonl:1\"");
        assertThat(post("/drafts", body.formatted("sha256:" + "0".repeat(64), small))).hasStatus(
                400).bodyText().contains("in/b.jsonl");
        assertThat(post("/builds", body.formatted("sha256:" + "0".repeat(64), small))).hasStatus(
                400).bodyText().contains("/files/in~1b.jsonl", "not sent ahead");
        assertThat(post("/builds", body.formatted(digest, small))).hasStatus(202);
    }

    private MvcTestResult post(String path, String body) throws IOException {
        return web.post().uri("/api/v1/datasets" + path).header("Authorization", key()).contentType(
                MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private MvcTestResult send(String name, String content) throws IOException {
        return web.put().uri("/api/v1/uploads/" + name).header("Authorization", key()).contentType(
                MediaType.APPLICATION_OCTET_STREAM).content(content).exchange();
    }

    private String key() throws IOException {
        return "Bearer " + Files.readString(settings.home().resolve("admin.key")).trim();
    }

    private List<String> questions(DatasetVersionRef version) {
        return Stream.of(Split.values()).flatMap(split -> datasets.examples(version, split)).map(
                example -> example.example().messages().getFirst().content()).toList();
    }

    private List<String> taken() {
        return jdbc.sql("select address || taken_at from dataset.snapshot order by 1").query(String.class).list();
    }

    private void put(String key, String content) {
        s3.putObject(request -> request.bucket(bucket.bucket()).key("elsewhere/" + key), RequestBody.fromString(
                content));
    }

    static String line(String question) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + question
                + "\"},{\"role\":\"assistant\",\"content\":\"Yes.\"}]}\n";
    }

    private static Map<String, Object> source(String name, String path) {
        return Map.of("name", name, "type", "jsonl", "path", path, "license", "CC0-1.0", "personalData", "none");
    }

    private static CurationPlan plan(String path) {
        return CurationPlan.ofMap(Map.of("sources", List.of(source("read", path)), "steps", List.of("normalize")));
    }

    private List<String> keys(DatasetVersionRef version) {
        return Stream.of(Split.values()).flatMap(split -> datasets.examples(version, split)).map(
                example -> example.example().key()).toList();
    }

    private String manifest(DatasetVersionRef ref) {
        return new String(objects.get(new ObjectKey(PROJECT, "datasets/" + ref.name() + "/" + ref.digest().hex()
                + "/manifest.json")).orElseThrow(), StandardCharsets.UTF_8);
    }

    private CurationStatus.Finished finish(String key, CurationPlan plan) {
        CurationStatus end = end(key, plan);
        assertThat(end).isInstanceOf(CurationStatus.Finished.class);
        return (CurationStatus.Finished) end;
    }

    private List<Problem> fail(String key, CurationPlan plan) {
        CurationStatus end = end(key, plan);
        assertThat(end).isInstanceOf(CurationStatus.Failed.class);
        return ((CurationStatus.Failed) end).problems();
    }

    private CurationStatus end(String key, CurationPlan plan) {
        return end(new CurationRequest(PROJECT, key, key.replaceFirst("-\\w+$", ""), plan, Map.of(), List.of()));
    }

    private CurationStatus end(CurationRequest request) {
        return await().atMost(Duration.ofSeconds(60)).until(() -> curation.ensure(request),
                status -> !(status instanceof CurationStatus.Running));
    }
}
