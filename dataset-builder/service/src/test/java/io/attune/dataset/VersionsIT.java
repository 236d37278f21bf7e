package io.attune.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.Split;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.PlatformProperties;
import io.attune.platform.testing.TestServersInitializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpHeaders;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

/** What people do with versions: compare, page, search, ask why, and open them by plain HTTP. */
@SpringBootTest
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestServersInitializer.class)
class VersionsIT {
    private static final int RECORDS = 3_000;

    @Autowired
    Curation curation;
    @Autowired
    Datasets datasets;
    @Autowired
    ObjectStore objects;
    @Autowired
    MockMvcTester web;
    @Autowired
    PlatformProperties settings;

    private DatasetVersionRef first;
    private DatasetVersionRef second;

    /** The first version has 3,000 records, of which two are twins; the second changes some of them. */
    @BeforeEach
    void twoVersions() {
        List<String> lines = new ArrayList<>(IntStream.range(0, RECORDS).mapToObj(VersionsIT::line).toList());
        lines.add(line(7));
        first = build("first", lines);
        lines.set(10, line(10).replace("Answer 10,", "Another answer,"));
        lines.set(20, line(5));
        lines.remove(lines.size() - 1);
        lines.add(line(90_001));
        second = build("second", lines);
    }

    @Test
    void the_difference_of_two_versions_is_exact() {
        assertThat(first.number()).isNotEqualTo(second.number());
        JsonNode diff = get("/1/diff/2");
        assertThat(diff.get("changed").intValue()).isEqualTo(1);
        assertThat(diff.get("removed").intValue()).isEqualTo(1);
        assertThat(diff.get("added").intValue()).isEqualTo(1);
        long moved = diff.get("movedTotal").intValue();
        assertThat(moved + diff.get("unchanged").intValue()).isEqualTo(RECORDS - 2);
        assertThat(moved).isEqualTo(movedByHand());
        assertThat(diff.get("sameRecipe").booleanValue()).isTrue();
        assertThat(diff.get("base").get("examples").intValue()).isEqualTo(RECORDS);
    }

    private long movedByHand() {
        Map<Digest, Split> before = all(first).stream().collect(Collectors.toMap(CuratedExample::id,
                CuratedExample::split));
        return all(second).stream().filter(e -> before.containsKey(e.id()) && before.get(e.id()) != e.split()).count();
    }

    @Test
    void every_change_is_listed_once_however_it_is_paged() {
        JsonNode whole = get("/1/diff/2/items?limit=500");
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get("/1/diff/2/items?limit=1&cursor=" + cursor);
            page.get("items").forEach(item -> paged.add(item.toString()));
            cursor = page.get("nextCursor").isNull() ? "" : page.get("nextCursor").stringValue();
        } while (!cursor.isEmpty());
        assertThat(paged).containsExactlyElementsOf(texts(whole.get("items")));
        assertThat(paged).filteredOn(item -> item.contains("\"removed\"")).singleElement().asString().contains(
                "exact-duplicates", "chat/chat.jsonl:6");
        assertThat(paged).filteredOn(item -> item.contains("\"changed\"")).singleElement().asString().contains(
                "chat.jsonl:11");
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        String cursor = get("/1/preview?limit=1").get("nextCursor").stringValue();
        assertThat(ask("/1/preview?limit=1&split=test&cursor=" + cursor)).hasStatus(400).bodyText().contains(
                "not a cursor of this list");
        assertThat(ask("/1/diff/2/items?kind=same")).hasStatus(400).bodyText().contains("added, removed, moved");
    }

    @Test
    void paging_shows_every_example_once() {
        TreeSet<String> ids = new TreeSet<>();
        int shown = 0;
        String cursor = "";
        do {
            JsonNode page = get("/1/preview?split=all&limit=400&cursor=" + cursor);
            for (JsonNode item : page.get("items")) {
                ids.add(item.get("id").stringValue());
                shown++;
            }
            cursor = page.get("nextCursor").isNull() ? "" : page.get("nextCursor").stringValue();
        } while (!cursor.isEmpty());
        assertThat(shown).isEqualTo(RECORDS);
        assertThat(ids).hasSize(RECORDS);
    }

    @Test
    void a_search_finds_words_in_any_case_and_respects_filters() {
        assertThat(get("/1/preview?split=all&search=ANSWER 1234, number").get("items")).hasSize(1);
        assertThat(get("/1/preview?split=all&search=\"1234 number\"").get("items")).isEmpty();
        assertThat(get("/1/preview?split=all&search=1234&source=other").get("items")).isEmpty();
        assertThat(get("/1/preview?split=all&attribute=kind=none").get("items")).isEmpty();
        assertThat(get("/1/drops?search=CHAT.jsonl:8").get("items")).hasSize(1);
        assertThat(get("/1/drops?reason=exact-duplicate&step=exact-duplicates").get("items")).hasSize(1);
        assertThat(get("/1/drops?step=validate").get("items")).isEmpty();
    }

    @Test
    void why_tells_every_decision_about_a_record_and_its_twin() {
        JsonNode merged = get("/1/why?example=chat/chat.jsonl:" + (RECORDS + 1));
        assertThat(merged.get("outcome").stringValue()).isEqualTo("merged");
        assertThat(merged.get("twin").get("key").stringValue()).isEqualTo("chat.jsonl:8");
        assertThat(merged.get("twin").get("outcome").stringValue()).isEqualTo("kept");
        JsonNode changed = get("/1/why?example=chat.jsonl:1");
        assertThat(changed.get("steps").toString()).contains("\"redact\",\"version\":", "\"did\":\"changed\"");
        String id = changed.get("id").stringValue();
        assertThat(get("/1/why?example=" + id.substring("sha256:".length(), 30))).isEqualTo(changed);
        assertThat(get("/1/why?example=chat.jsonl:8").get("standsFor").toString()).contains("chat.jsonl:"
                + (RECORDS + 1));
        assertThat(ask("/1/why?example=nothing")).hasStatus(404).bodyText().contains("No record of");
    }

    @Test
    void files_open_by_plain_http_with_their_digest_as_etag() {
        JsonNode files = get("/1/files").get("items");
        assertThat(texts(files)).anyMatch(f -> f.contains("\"train.jsonl\"")).anyMatch(f -> f.contains(
                "train.records-00000.jsonl.zst"));
        MvcTestResult chat = ask("/1/files/train.jsonl");
        byte[] body = chat.getResponse().getContentAsByteArray();
        assertThat(chat.getResponse().getHeader("ETag")).isEqualTo("\"" + Digest.of(body) + "\"");
        assertThat(new String(body, StandardCharsets.UTF_8).lines()).containsExactlyElementsOf(
                examples(first, Split.TRAIN).stream().map(e -> ExampleJson.chatLine(e.example())).toList());
        String records = new String(ask("/1/files/test.records.jsonl").getResponse().getContentAsByteArray(),
                StandardCharsets.UTF_8);
        assertThat(records.lines().map(line -> ExampleJson.read(line).id())).containsExactlyElementsOf(
                examples(first, Split.TEST).stream().map(CuratedExample::id).toList());
        assertThat(ask("/1/files/nothing.jsonl")).hasStatus(404).bodyText().contains("train.records.jsonl");
        assertThat(web.get().uri(path("/1/files/train.jsonl"))).hasStatus(401);
    }

    @Test
    void any_range_of_a_file_is_what_stands_there() {
        byte[] whole = ask("/1/files/train.records.jsonl").getResponse().getContentAsByteArray();
        assertThat(whole.length).as("several frames").isGreaterThan(600_000);
        for (int[] range : new int[][]{{0, 0}, {262_000, 263_000}, {100_000, 590_000}, {whole.length - 5,
                whole.length + 100}}) {
            MvcTestResult part = asked("/1/files/train.records.jsonl", Map.of(HttpHeaders.RANGE, "bytes=" + range[0]
                    + "-" + range[1]));
            assertThat(part).hasStatus(206);
            int end = Math.min(range[1] + 1, whole.length);
            assertThat(part.getResponse().getContentAsByteArray()).isEqualTo(java.util.Arrays.copyOfRange(whole,
                    range[0], end));
            assertThat(part.getResponse().getHeader("Content-Range")).isEqualTo("bytes " + range[0] + "-" + (end - 1)
                    + "/" + whole.length);
        }
        assertThat(asked("/1/files/train.records.jsonl", Map.of(HttpHeaders.RANGE,
                "bytes=-7")).getResponse().getContentAsByteArray()).hasSize(7);
        assertThat(asked("/1/files/train.jsonl", Map.of(HttpHeaders.RANGE, "bytes=99999999-"))).hasStatus(416);
    }

    @Test
    void a_range_of_other_bytes_than_the_caller_has_is_answered_by_the_whole() {
        String etag = String.valueOf(ask("/1/files/test.jsonl").getResponse().getHeader("ETag"));
        assertThat(asked("/1/files/test.jsonl", Map.of("Range", "bytes=0-9", "If-Range", "\"sha256:old\""))).hasStatus(
                200);
        assertThat(asked("/1/files/test.jsonl", Map.of("Range", "bytes=0-9", "If-Range", etag))).hasStatus(206);
        assertThat(asked("/1/files/test.jsonl", Map.of("If-None-Match", etag))).hasStatus(304);
    }

    @Test
    void head_tells_the_length_without_the_bytes() throws IOException {
        MvcTestResult head = web.head().uri(path("/1/files/test.jsonl")).header("Authorization", key()).exchange();
        assertThat(head).hasStatusOk();
        assertThat(head.getResponse().getContentLengthLong()).isEqualTo(
                ask("/1/files/test.jsonl").getResponse().getContentAsByteArray().length);
        assertThat(head.getResponse().getContentAsByteArray()).isEmpty();
    }

    @Test
    void the_steps_times_stand_beside_the_version() {
        assertThat(get("/1").get("times").toString()).contains("\"redact\"", "\"exact-duplicates\"", "count-tokens",
                "recordsPerSecond");
    }

    private static String line(int i) {
        String mail = i == 0 ? " Write to someone@example.org." : "";
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"What is number " + i + "?\"},{\"role\":\"assistant\","
                + "\"content\":\"Answer " + i + ", " + "filling words ".repeat(8) + i * 31L + mail + "\"}]}";
    }

    private DatasetVersionRef build(String key, List<String> lines) {
        byte[] content = (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
        ObjectKey file = new ObjectKey(ProjectId.DEFAULT, "files/" + Digest.of(content).hex());
        objects.put(file, content);
        CurationPlan plan = CurationPlan.ofMap(Map.of("sources", List.of(Map.of("name", "chat", "type", "jsonl", "path",
                "chat.jsonl", "license", "CC0-1.0", "personalData", "present")), "steps", List.of("validate", "redact",
                        "exact-duplicates"),
                "split", Map.of("validation", "10%", "test", "20%")));
        CurationRequest request = new CurationRequest(ProjectId.DEFAULT, "versions-" + key, "numbers", plan, Map.of(
                "chat.jsonl", file), List.of());
        CurationStatus end = await().atMost(Duration.ofSeconds(90)).until(() -> curation.ensure(request),
                status -> !(status instanceof CurationStatus.Running));
        return assertThat(end).asInstanceOf(type(CurationStatus.Finished.class)).actual().version();
    }

    private List<CuratedExample> all(DatasetVersionRef ref) {
        return Stream.of(Split.values()).flatMap(split -> examples(ref, split).stream()).toList();
    }

    private List<CuratedExample> examples(DatasetVersionRef ref, Split split) {
        try (Stream<CuratedExample> examples = datasets.examples(ref, split)) {
            return examples.toList();
        }
    }

    private static List<String> texts(JsonNode items) {
        List<String> texts = new ArrayList<>();
        items.forEach(item -> texts.add(item.toString()));
        return texts;
    }

    private JsonNode get(String path) {
        MvcTestResult result = ask(path);
        assertThat(result).hasStatusOk();
        return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
    }

    private MvcTestResult ask(String path) {
        return asked(path, Map.of());
    }

    private MvcTestResult asked(String path, Map<String, String> headers) {
        var request = web.get().uri(path(path)).header("Authorization", key());
        headers.forEach(request::header);
        return request.exchange();
    }

    private static java.net.URI path(String path) {
        return java.net.URI.create(("/api/v1/datasets/numbers/versions" + path).replace(" ", "%20").replace("\"",
                "%22"));
    }

    private String key() {
        try {
            return "Bearer " + Files.readString(settings.home().resolve("admin.key")).trim();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
