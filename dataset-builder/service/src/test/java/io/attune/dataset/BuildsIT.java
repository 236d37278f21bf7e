package io.attune.dataset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.kernel.ProjectId;
import io.attune.kernel.UuidV7;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.PlatformProperties;
import io.attune.platform.testing.TestServersInitializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Building from a recipe that is sent along: as a draft, and for good. */
@SpringBootTest
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestServersInitializer.class)
class BuildsIT {
    private static final int RECORDS = 600;
    private static final String SMALL = "{\"messages\":[{\"role\":\"user\",\"content\":\"Small?\"},{\"role\":"
            + "\"assistant\",\"content\":\"Yes.\"}]}";

    @Autowired
    ObjectStore objects;
    @Autowired
    MockMvcTester web;
    @Autowired
    PlatformProperties settings;

    @Test
    void a_draft_shows_what_the_recipe_does_to_a_sample_and_leaves_nothing() throws IOException {
        JsonNode draft = post("/drafts", body("drafted", 200), "draft");
        assertThat(draft.at("/sources/chat/records").intValue()).isEqualTo(RECORDS);
        assertThat(draft.at("/sources/chat/sampled").intValue()).isEqualTo(200);
        assertThat(draft.at("/sources/small/sampled").intValue()).isEqualTo(1);
        assertThat(draft.at("/funnel/0/in").intValue()).isEqualTo(201);
        assertThat(draft.at("/trainable").booleanValue()).isFalse();
        assertThat(draft.at("/examples").size()).isEqualTo(5);
        assertThat(draft.at("/drops").toString()).contains("exact-duplicate", "\"twin\":\"chat/chat.jsonl:");
        JsonNode again = post("/drafts", body("drafted", 200), "draft");
        assertThat(again.get("examples")).isEqualTo(draft.get("examples"));
        assertThat(again.get("drops")).isEqualTo(draft.get("drops"));
        assertThat(web.get().uri("/api/v1/datasets/drafted").header("Authorization", key())).hasStatus(404);
        assertThat(objects.list(new ObjectKey(ProjectId.DEFAULT, "datasets/.drafts/"))).isEmpty();
        assertThat(objects.list(new ObjectKey(ProjectId.DEFAULT, "datasets/drafted/"))).isEmpty();
    }

    @Test
    void what_a_kill_left_of_an_earlier_draft_is_removed_by_the_next() throws IOException {
        ObjectKey left = new ObjectKey(ProjectId.DEFAULT, "datasets/.drafts/" + new UuidV7(InstantSource.fixed(
                Instant.EPOCH), new Random(7)).next() + "/0");
        objects.put(left, new byte[]{1});
        post("/drafts", body("drafted", 10), "draft");
        assertThat(objects.exists(left)).isFalse();
    }

    @Test
    void a_draft_of_a_missing_file_and_of_no_records_is_refused() throws IOException {
        assertThat(send("/drafts", body("x", 0), "x")).hasStatus(400).bodyText().contains("/sample");
        String without = body("x", 10).replaceAll("\"files\":\\{.*?\\}", "\"files\":{}");
        assertThat(send("/drafts", without, "x")).hasStatus(400).bodyText().contains("chat.jsonl");
        assertThat(send("/drafts", body("x", 10).replaceAll("(\"chat.jsonl\":\")", "$1%"), "x")).hasStatus(
                400).bodyText().contains("Base64");
    }

    @Test
    void a_build_is_followed_to_its_version_and_the_same_intent_is_the_same_build() throws IOException {
        JsonNode started = post("/builds", body("built", 1), "nightly");
        String id = started.get("id").stringValue();
        JsonNode end = await().atMost(Duration.ofSeconds(60)).until(() -> get("/builds/" + id), build -> !build.get(
                "state").stringValue().equals("running"));
        assertThat(end.at("/version/name").stringValue()).isEqualTo("built");
        assertThat(end.at("/version/number").intValue()).isEqualTo(1);
        assertThat(post("/builds", body("built", 1), "nightly")).isEqualTo(end);
        assertThat(get("/built/versions/1").at("/funnel/0/in").intValue()).isEqualTo(RECORDS + 1);
        assertThat(web.get().uri("/api/v1/datasets/builds/build_" + "0".repeat(32)).header("Authorization",
                key())).hasStatus(404);
    }

    @Test
    void tokens_are_counted_as_the_recipe_says() throws IOException {
        String words = "{\"version\":\"1.0\",\"pre_tokenizer\":{\"type\":\"Whitespace\"},\"model\":{\"type\":"
                + "\"WordLevel\",\"vocab\":{\"[UNK]\":0},\"unk_token\":\"[UNK]\"}}";
        String file = ",\"words.json\":\"" + base64(words) + "\"}}";
        JsonNode draft = post("/drafts", tokens("{'tokenizer':'words.json'}").replaceFirst("}}$", file), "tokens");
        // three for the conversation and three a message, a word for each role, two words asked, three answered
        assertThat(draft.at("/examples").toString()).contains("\"tokens\":16");
        assertThat(send("/drafts", tokens("{'tokenizer':'words.json'}"), "tokens")).hasStatus(400).bodyText().contains(
                "/tokens/tokenizer", "words.json");
        assertThat(send("/drafts", tokens("{'encoding':'latin'}"), "tokens")).hasStatus(400).bodyText().contains(
                "o200k_base");
        String id = post("/builds", tokens("{'encoding':'o200k_base'}"), "o200k").get("id").stringValue();
        await().atMost(Duration.ofSeconds(60)).until(() -> get("/builds/" + id), build -> build.get(
                "state").stringValue().equals("finished"));
        assertThat(get("/counted/versions/1").get("tokenizer").stringValue()).startsWith("o200k_base");
    }

    @Test
    void what_stands_in_another_dataset_is_left_out_and_that_version_is_an_input() throws IOException {
        String first = post("/builds", body("joined-before", 1), "joined-before").get("id").stringValue();
        await().atMost(Duration.ofSeconds(60)).until(() -> get("/builds/" + first), BuildsIT::isFinished);
        String digest = get("/joined-before/versions/1").get("digest").stringValue();

        // everything of the other one is left out, so a record more is needed for a version to come of it
        String recipe = antiJoin("joined-before").replace(base64(SMALL), base64(SMALL.replace("Small", "Tiny")));
        String id = post("/builds", recipe, "joined").get("id").stringValue();
        await().atMost(Duration.ofSeconds(60)).until(() -> get("/builds/" + id), BuildsIT::isFinished);

        JsonNode version = get("/joined/versions/1");
        assertThat(version.get("inputs").toString()).contains("anti-join:joined-before", "joined-before@1", digest);
        assertThat(version.at("/splits").toString()).contains("\"examples\":1");
        assertThat(get("/joined/versions/1/drops?limit=1").toString()).contains("in-other-dataset",
                "\"twin\":\"joined-before@1/");
        assertThat(version.at("/leakage/heldOut").isNumber()).isTrue();
        assertThat(version.at("/leakage/equal").intValue()).isZero();
    }

    @Test
    void another_dataset_has_to_be_there_and_another_one() throws IOException {
        assertThat(send("/drafts", antiJoin("nowhere@3"), "x")).hasStatus(400).bodyText().contains(
                "/steps/1/anti-join/dataset", "nowhere@3");
        assertThat(send("/drafts", antiJoin("joined"), "x")).hasStatus(400).bodyText().contains("the dataset itself");
    }

    private static boolean isFinished(JsonNode build) {
        return build.get("state").stringValue().equals("finished");
    }

    private static String antiJoin(String other) {
        return body("joined", 100).replace("[\\\"exact-duplicates\\\"]",
                ("['exact-duplicates',{'anti-join':{'dataset':'"
                        + other + "','similarity':'exact'}}]").replace("'", "\\\""));
    }

    private static String tokens(String key) {
        return body("counted", 100).replace("\\\"steps\\\"", ("'tokens':" + key + ",'steps'").replace("'", "\\\""));
    }

    private static String body(String name, int sample) {
        String lines = IntStream.range(0, RECORDS).mapToObj(i -> "{\"messages\":[{\"role\":\"user\",\"content\":\"Say "
                + i % 50 + "\"},{\"role\":\"assistant\",\"content\":\"It is " + i % 50 + "\"}]}").collect(
                        Collectors.joining("\n"));
        String recipe = "{'recipe':'" + name + "','sources':[" + source("chat") + "," + source("small")
                + "],'steps':['exact-duplicates']}";
        return "{\"yaml\":\"" + recipe.replace("'", "\\\"") + "\",\"sample\":" + sample
                + ",\"files\":{\"chat.jsonl\":\"" + base64(lines) + "\",\"small.jsonl\":\"" + base64(SMALL) + "\"}}";
    }

    private static String source(String name) {
        return "{'name':'" + name + "','type':'jsonl','path':'" + name
                + ".jsonl','license':'CC0-1.0','personalData':'none'}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private JsonNode post(String path, String body, String intent) throws IOException {
        MvcTestResult result = send(path, body, intent);
        assertThat(result).hasStatus2xxSuccessful();
        return read(result);
    }

    private MvcTestResult send(String path, String body, String intent) throws IOException {
        return web.post().uri("/api/v1/datasets" + path).header("Authorization", key()).header("Idempotency-Key",
                intent).contentType(MediaType.APPLICATION_JSON).content(body).exchange();
    }

    private JsonNode get(String path) throws IOException {
        return read(web.get().uri("/api/v1/datasets" + path).header("Authorization", key()).exchange());
    }

    private static JsonNode read(MvcTestResult result) {
        return JsonMapper.shared().readTree(result.getResponse().getContentAsByteArray());
    }

    private String key() throws IOException {
        return "Bearer " + Files.readString(settings.home().resolve("admin.key")).trim();
    }
}
