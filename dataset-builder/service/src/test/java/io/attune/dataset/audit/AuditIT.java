package io.attune.dataset.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.attune.platform.PlatformProperties;
import io.attune.platform.testing.TestServersInitializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

/** A sample of a version is drawn, judged and reported on. */
@SpringBootTest
@AutoConfigureMockMvc
@ContextConfiguration(initializers = TestServersInitializer.class)
class AuditIT {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String MAILBOX = String.join("@", "somebody", "mail.example.com");

    @Autowired
    MockMvcTester web;
    @Autowired
    JdbcClient jdbc;
    @Autowired
    PlatformProperties settings;

    @Test
    void a_sample_is_the_same_for_a_seed_has_every_stratum_and_shows_no_personal_data() throws IOException {
        String path = built("sampled");
        JsonNode drawn = get(path + "/sample?size=50&seed=3");
        assertThat(get(path + "/sample?size=50&seed=3")).isEqualTo(drawn);
        assertThat(get(path + "/sample?size=50&seed=4")).isNotEqualTo(drawn);
        assertThat(drawn.get("items").size()).isEqualTo(50);
        assertThat(drawn.get("items").findValuesAsString("source")).contains("big", "small");
        assertThat(drawn.get("items").findValuesAsString("split")).contains("train", "validation", "test");
        assertThat(drawn.toString()).contains("user: ", "[email s…m]", "\"detected\":{\"email\":1}").doesNotContain(
                MAILBOX);
        assertThat(send(path + "/sample?size=0", null)).hasStatus(400);
    }

    @Test
    void judgements_are_reported_with_their_intervals_and_the_last_about_an_example_holds() throws IOException {
        String path = built("judged");
        assertThat(send(path, null)).hasStatus(404).bodyText().contains("--sample 400");
        JsonNode drawn = get(path + "/sample?size=60&seed=1");
        ObjectNode first = judgements(drawn, 60);
        ((ObjectNode) first.get("judgements").get(0)).put("label", "wrong");
        JsonNode report = post(path, first);
        assertThat(report.get("judged").intValue()).isEqualTo(60);
        assertThat(report.at("/labelError/found").intValue()).isEqualTo(1);
        assertThat(report.at("/labelError/share").doubleValue()).isBetween(0.001, 0.05);
        assertThat(report.at("/labelError/high").doubleValue()).isBetween(0.05, 0.12);
        assertThat(report.at("/labelError/complete").booleanValue()).isTrue();
        assertThat(report.at("/machine/personalData/found").intValue()).isPositive();
        assertThat(report.at("/machine/personalData/share").doubleValue()).isCloseTo(0.25, within(0.12));
        assertThat(report.at("/personalData/found").intValue()).isZero();

        ObjectNode second = judgements(drawn, 1);
        ((ObjectNode) second.get("judgements").get(0)).put("label", "correct").put("personalData", "present");
        JsonNode corrected = post(path, second);
        assertThat(corrected.at("/labelError/found").intValue()).isZero();
        assertThat(corrected.at("/personalData/found").intValue()).isEqualTo(1);
        assertThat(get(path)).isEqualTo(corrected);
        assertThat(jdbc.sql("select count(*) from dataset.audit_judgement where dataset = 'judged'").query(
                Integer.class).single()).isEqualTo(61);
        assertThat(jdbc.sql("select string_agg(j::text, '') from dataset.audit_judgement j").query(
                String.class).single()).doesNotContain("mail.example");
    }

    @Test
    void what_cannot_be_taken_is_named_and_nothing_is() throws IOException {
        String path = built("refused");
        ObjectNode body = judgements(get(path + "/sample?size=10&seed=1"), 3);
        ((ObjectNode) body.get("judgements").get(0)).put("label", "perhaps");
        ((ObjectNode) body.get("judgements").get(1)).put("example", "0".repeat(64));
        assertThat(send(path, body)).hasStatus(400).bodyText().contains("/judgements/0/label", "perhaps",
                "/judgements/1/example", "not in the sample");
        assertThat(send(path, JSON.createObjectNode().put("size", 10).put("seed", 1))).hasStatus(
                400).bodyText().contains("nothing is judged");
        assertThat(send(path, JSON.createObjectNode())).hasStatus(400).bodyText().contains("size and seed");
        assertThat(send(path, null)).hasStatus(404);
    }

    private static ObjectNode judgements(JsonNode drawn, int count) {
        ObjectNode body = JSON.createObjectNode().put("size", drawn.get("size").intValue()).put("seed", drawn.get(
                "seed").intValue());
        var judgements = body.putArray("judgements");
        for (int i = 0; i < count; i++) {
            judgements.addObject().put("example", drawn.at("/items/" + i + "/example").stringValue()).put(
                    "personalData", "none").put("label", "correct");
        }
        return body;
    }

    /** Builds a version of 440 records, of which every fourth names a mailbox, and gives the path of its audit. */
    private String built(String name) throws IOException {
        List<String> sources = new ArrayList<>();
        ObjectNode body = JSON.createObjectNode();
        ObjectNode files = body.putObject("files");
        for (String source : List.of("big", "small")) {
            String lines = IntStream.range(0, source.equals("big") ? 400 : 40).mapToObj(i -> """
                    {"messages":[{"role":"user","content":"What of %s %d?"},
                    {"role":"assistant","content":"It is %d%s."}]}""".formatted(source, i, i, i % 4 == 0
                    ? ", write to " + MAILBOX
                    : "").replace("\n", "")).collect(Collectors.joining("\n"));
            files.put(source + ".jsonl", Base64.getEncoder().encodeToString(lines.getBytes(StandardCharsets.UTF_8)));
            sources.add("{name: %s, type: jsonl, path: %s.jsonl, license: MIT, personalData: present}".formatted(source,
                    source));
        }
        body.put("yaml", JSON.createObjectNode().put("recipe", name).set("sources", JSON.readTree(sources.stream().map(
                AuditIT::quoted).collect(Collectors.joining(",", "[", "]")))).set("steps", JSON.readTree(
                        "[\"exact-duplicates\"]")).toString());
        String id = JSON.readTree(send("/builds", body).getResponse().getContentAsByteArray()).get("id").stringValue();
        await().atMost(Duration.ofSeconds(60)).until(() -> get("/builds/" + id), build -> build.get(
                "state").stringValue().equals("finished"));
        return "/" + name + "/versions/1/audit";
    }

    private static String quoted(String flow) {
        return flow.replaceAll("([A-Za-z.0-9-]+)", "\"$1\"");
    }

    private JsonNode post(String path, ObjectNode body) throws IOException {
        MvcTestResult result = send(path, body);
        assertThat(result).hasStatus2xxSuccessful();
        return JSON.readTree(result.getResponse().getContentAsByteArray());
    }

    private JsonNode get(String path) throws IOException {
        return JSON.readTree(send(path, null).getResponse().getContentAsByteArray());
    }

    /** Posts a body, or gets without one. */
    private MvcTestResult send(String path, @org.jspecify.annotations.Nullable ObjectNode body) throws IOException {
        String key = "Bearer " + Files.readString(settings.home().resolve("admin.key")).trim();
        String uri = "/api/v1/datasets" + path;
        return body == null
                ? web.get().uri(uri).header("Authorization", key).exchange()
                : web.post().uri(uri).header("Authorization", key).contentType(MediaType.APPLICATION_JSON).content(
                        body.toString()).exchange();
    }
}
