package io.attune.orchestrator.connection;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.egress.Copies;
import io.attune.orchestrator.egress.CopyTerms;
import io.attune.orchestrator.egress.VendorCopy;
import io.attune.orchestrator.testing.Http;
import io.attune.orchestrator.testing.Shelf;
import io.attune.orchestrator.testing.VendorPlatform;
import io.attune.platform.testing.TestServers;
import io.attune.provider.Inventory.Item;
import io.attune.provider.Inventory.Kind;
import io.attune.provider.ProviderFileId;
import io.attune.provider.RunKey;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** What lies at a vendor beside the runs and the ledger of a real database, over HTTP. */
class InventoryIT {
    private static final Instant OLD = VendorPlatform.START.minus(Duration.ofDays(3));

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static Http http;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        platform = VendorPlatform.start(settings);
        http = Http.of(platform, home);
        run(1, "default", "TRAINING", "{\"Job\":{\"id\":{\"value\":\"job-1\"}}}");
        run(2, "default", "SUCCEEDED",
                "{\"Version\":{},\"Job\":{\"id\":{\"value\":\"job-2\"},\"tunedModel\":{\"value\":\"ft:2\"}}}");
        run(3, "default", "FAILED", "{\"Job\":{\"id\":{\"value\":\"job-3\"}}}");
        run(4, "theirs", "FAILED", "{}");
        Shelf shelf = platform.getBean(Shelf.class);
        shelf.put(item(Kind.JOB, "job-1", 1));
        shelf.put(item(Kind.JOB, "job-3-twice", 3));
        shelf.put(item(Kind.MODEL, "ft:2", 0));
        shelf.put(item(Kind.MODEL, "ft:3", 3));
        shelf.put(item(Kind.MODEL, "ft:theirs", 4));
        shelf.put(item(Kind.MODEL, "ft:elsewhere", 9));
        shelf.put(item(Kind.ENDPOINT, "stuck", 3));
        shelf.put(item(Kind.FILE, "file-live", 0));
        shelf.put(item(Kind.FILE, "file-foreign", 0));
        Copies copies = platform.getBean(Copies.class);
        VendorCopy.Announced live = new VendorCopy.Announced(new ProjectId("default"), "shelf", "shelf", id(1), "train",
                "d", 1, "label", Digest.of("x"), 1, new CopyTerms.DeleteAfterRun());
        copies.announce(live);
        copies.sent(live, new ProviderFileId("file-live"));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void things_are_told_apart_and_orphans_alone_are_removed() throws Exception {
        JsonNode things = http.json("GET", "/api/v1/connections/shelf/inventory", "");
        assertThat(owners(things)).isEqualTo(Map.of("job-1", "ours", "job-3-twice", "orphan", "ft:2", "ours", "ft:3",
                "orphan", "ft:elsewhere", "foreign", "stuck", "orphan", "file-live", "ours", "file-foreign",
                "foreign"));
        assertThat(things.get("ofOtherProjects").intValue()).isEqualTo(1);
        assertThat(things.toString()).doesNotContain("theirs");

        JsonNode dry = http.json("POST", "/api/v1/connections/shelf/clean", "{}");
        assertThat(dry.get("dryRun").booleanValue()).isTrue();
        assertThat(owners(http.json("GET", "/api/v1/connections/shelf/inventory", ""))).isEqualTo(owners(things));

        JsonNode cleaned = http.json("POST", "/api/v1/connections/shelf/clean", "{\"dryRun\":false}");
        assertThat(cleaned.get("items").valueStream().collect(Collectors.toMap(one -> one.at(
                "/thing/id").stringValue(), one -> one.get("removed").booleanValue() + " " + one.get(
                        "problem").stringValue()))).isEqualTo(Map.of("job-3-twice",
                                "false the vendor keeps it for good",
                                "ft:3", "true ", "stuck", "false It is in use"));
        assertThat(owners(http.json("GET", "/api/v1/connections/shelf/inventory", ""))).doesNotContainKey(
                "ft:3").hasSize(
                        7);
    }

    @Test
    void what_is_foreign_can_be_adopted_and_what_is_ours_or_another_projects_cannot() throws Exception {
        String adopt = "/api/v1/connections/shelf/adopt";
        assertThat(http.status("POST", adopt, "{\"id\":\"ft:elsewhere\",\"note\":\"made by hand\"}")).isEqualTo(204);
        assertThat(owners(http.json("GET", "/api/v1/connections/shelf/inventory", ""))).containsEntry("ft:elsewhere",
                "adopted");
        for (String id : List.of("ft:2", "ft:theirs", "nothing")) {
            assertThat(http.status("POST", adopt, "{\"id\":\"" + id + "\"}")).isEqualTo(404);
        }
        assertThat(http.status("POST", adopt, "{\"kind\":\"thing\",\"id\":\"x\"}")).isEqualTo(400);
        platform.getBean(JdbcClient.class).sql("delete from orchestrator.adopted_item").update();
    }

    private static Map<String, String> owners(JsonNode things) {
        return things.get("items").valueStream().collect(Collectors.toMap(item -> item.get("id").stringValue(),
                item -> item.get("owner").stringValue()));
    }

    private static Item item(Kind kind, String id, int run) {
        return new Item(kind, id, id, OLD, 1L, run == 0 ? null : new RunKey(id(run).value()), "");
    }

    private static RunId id(int number) {
        return new RunId("run_01990f2e5c3b7d4f8a6b" + "%012x".formatted(number));
    }

    private static void run(int number, String project, String state, String facts) {
        platform.getBean(JdbcClient.class).sql("""
                insert into orchestrator.run (id, project, recipe, recipe_version, started_by, idempotency_key, state,
                    facts, due_at, created_at, updated_at)
                values (?, ?, 'r', 1, 'ann', ?, ?, cast(? as jsonb), now(), now(), now())""").params(id(
                number).value(), project, id(number).value(), state, facts).update();
    }
}
