package io.attune.registry.documents;

import java.nio.file.Files;

import io.attune.kernel.ProjectId;
import io.attune.platform.PlatformProperties;
import io.attune.registry.Models;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import io.attune.registry.RegistryTest;
import io.attune.registry.Samples;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

import static org.assertj.core.api.Assertions.assertThat;

/** A version's documents over HTTP. */
@RegistryTest
class DocumentsIT {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;

    @Autowired
    MockMvcTester web;
    @Autowired
    PlatformProperties settings;
    @Autowired
    Models models;

    private final String model = Samples.newProject().value();

    @BeforeEach
    void a_version() {
        models.register(Samples.tuned(PROJECT, model, Samples.newRun()));
    }

    @Test
    void card_bill_and_provenance_are_served_in_their_own_types() throws Exception {
        assertThat(get("/1/card")).hasStatusOk().hasContentType("text/markdown;charset=UTF-8").bodyText().contains("# "
                + model + "@1");
        assertThat(get("/1/bom")).hasStatusOk().hasContentType(
                "application/vnd.cyclonedx+json;version=1.7").bodyJson().extractingPath("$.specVersion").isEqualTo(
                        "1.7");
        assertThat(get("/1/provenance")).hasStatusOk().hasContentType(
                "application/vnd.in-toto+json").bodyJson().extractingPath("$.predicateType").isEqualTo(
                        "https://slsa.dev/provenance/v1");
        assertThat(get("/1/provenance/signed")).hasStatusOk().bodyJson().extractingPath("$.payloadType").isEqualTo(
                "application/vnd.in-toto+json");
    }

    @Test
    void what_is_not_there_is_said_with_the_next_step() throws Exception {
        models.register(NewModelVersion.imported(PROJECT, model, new Origin.Imported("s3://b/x", null, null, "ann"), "",
                java.util.Map.of()));

        assertThat(get("/9/card")).hasStatus(404).bodyJson().extractingPath("$.code").isEqualTo("not-found");
        assertThat(get("/2/provenance")).hasStatus(404).bodyJson().extractingPath("$.code").isEqualTo("no-provenance");
        assertThat(get("/2/bom")).hasStatusOk();
    }

    private MvcTestResult get(String path) throws Exception {
        return web.get().uri("/api/v1/models/" + model + "/versions" + path).header("Authorization", "Bearer "
                + Files.readString(settings.home().resolve("admin.key")).trim()).exchange();
    }
}
