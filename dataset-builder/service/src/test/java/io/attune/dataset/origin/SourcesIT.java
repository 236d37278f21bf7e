package io.attune.dataset.origin;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.Problem;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.Split;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.PlatformProperties;
import io.attune.platform.testing.TestServers;
import io.attune.platform.testing.TestServersInitializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
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
                + "/manifest.json")).orElseThrow(), java.nio.charset.StandardCharsets.UTF_8);
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
        CurationRequest request = new CurationRequest(PROJECT, key, key.replaceFirst("-\\w+$", ""), plan, Map.of(),
                List.of());
        return await().atMost(Duration.ofSeconds(60)).until(() -> curation.ensure(request),
                status -> !(status instanceof CurationStatus.Running));
    }
}
