package io.attune.registry.lineage;

import java.nio.file.Files;
import java.util.UUID;

import io.attune.kernel.ProjectId;
import io.attune.platform.PlatformProperties;
import io.attune.registry.Lineage;
import io.attune.registry.LineageNode;
import io.attune.registry.RegistryTest;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** Events of OpenLineage as its clients send them. */
@RegistryTest
class OpenLineageIT {
    @Autowired
    MockMvcTester web;
    @Autowired
    PlatformProperties settings;
    @Autowired
    Lineage lineage;

    private final String run = UUID.randomUUID().toString();
    private final String table = "table-" + run;

    private MvcTestResult send(String type, String inputs, String outputs) throws Exception {
        return web.post().uri("/api/v1/lineage").header("Authorization", "Bearer " + Files.readString(
                settings.home().resolve("admin.key")).strip()).contentType(MediaType.APPLICATION_JSON).content("""
                        {"eventType": "%s", "eventTime": "2026-03-01T00:00:00Z", "producer": "urn:x",
                         "schemaURL": "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
                         "run": {"runId": "%s"}, "job": {"namespace": "etl", "name": "export"},
                         "inputs": [%s], "outputs": [%s]}
                        """.formatted(type, run, inputs, outputs)).exchange();
    }

    private String source() {
        return "{\"namespace\": \"postgres://db\", \"name\": \"" + table + "\"}";
    }

    private static String ours(String namespace, String name, String version) {
        return "{\"namespace\": \"" + namespace + "\", \"name\": \"" + name
                + "\", \"facets\": {\"version\": {\"datasetVersion\": \"" + version + "\"}}}";
    }

    @Test
    void what_a_job_elsewhere_read_leads_to_what_it_wrote_here() throws Exception {
        assertThat(send("COMPLETE", source(), ours("attune://default", "dataset/d-" + run, "3"))).hasStatus(201);

        assertThat(lineage.upstream(ProjectId.DEFAULT, LineageNode.dataset(new VersionRef("d-" + run,
                3))).nodes()).extracting(LineageNode::toString).contains("source:postgres://db/" + table,
                        "run:etl/export@" + run);
    }

    @Test
    void a_job_that_only_began_or_failed_made_nothing() throws Exception {
        assertThat(send("START", source(), ours("attune://default", "model/m-" + run, "1"))).hasStatus(201);
        assertThat(send("FAIL", source(), ours("attune://default", "model/m-" + run, "1"))).hasStatus(201);

        assertThat(lineage.upstream(ProjectId.DEFAULT, LineageNode.version(new VersionRef("m-" + run,
                1))).edges()).isEmpty();
    }

    @Test
    void every_fault_of_an_event_is_said_at_once_and_nothing_of_it_is_kept() throws Exception {
        assertThat(send("DONE", source(), ours("attune://other", "dataset/d", "1") + ", " + ours("attune://default",
                "dataset/d", "x"))).hasStatus(400).bodyText().contains("/eventType", "/outputs/0/namespace",
                        "/outputs/1/facets/version/datasetVersion");
        assertThat(lineage.downstream(ProjectId.DEFAULT, LineageNode.parse("source:postgres://db/"
                + table)).edges()).isEmpty();
    }
}
