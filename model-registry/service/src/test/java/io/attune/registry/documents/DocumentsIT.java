package io.attune.registry.documents;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.PlatformProperties;
import io.attune.registry.Models;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import io.attune.registry.RegistryTest;
import io.attune.registry.Samples;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
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
    @Autowired
    ObjectStore objects;

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

    @Test
    void a_signature_holds_while_the_artefacts_are_those_that_were_recorded() throws Exception {
        String bundle = get("/1/signature").getResponse().getContentAsString();
        ObjectKey checkpoint = new ObjectKey(PROJECT, models.find(PROJECT, new VersionRef(model,
                1)).orElseThrow().content().artifacts().getFirst().path());
        assertThat(verify(bundle)).hasStatusOk().bodyJson().isLenientlyEqualTo(
                "{\"valid\": false, \"problems\": [\"File 'checkpoint' was signed and is not there\"]}");

        objects.put(checkpoint, "x".getBytes(StandardCharsets.UTF_8));
        assertThat(verify(bundle)).hasStatusOk().bodyJson().isLenientlyEqualTo("{\"valid\": true, \"problems\": []}");

        objects.put(checkpoint, "y".getBytes(StandardCharsets.UTF_8));
        assertThat(verify(bundle)).bodyJson().isLenientlyEqualTo(
                "{\"valid\": false, \"problems\": [\"File 'checkpoint' is not the one that was signed\"]}");
    }

    @Test
    void a_version_of_which_nothing_is_kept_cannot_be_signed() throws Exception {
        models.register(NewModelVersion.imported(PROJECT, model, new Origin.Imported("s3://b/x", null, null, "ann"), "",
                java.util.Map.of()));

        assertThat(get("/2/signature")).hasStatus(404).bodyJson().extractingPath("$.code").isEqualTo("no-artifacts");
    }

    private MvcTestResult verify(String bundle) throws Exception {
        return web.post().uri("/api/v1/models/" + model + "/versions/1/signature/verify").contentType(
                MediaType.APPLICATION_JSON).content(bundle).header("Authorization", "Bearer " + Files.readString(
                        settings.home().resolve("admin.key")).trim()).exchange();
    }

    private MvcTestResult get(String path) throws Exception {
        return web.get().uri("/api/v1/models/" + model + "/versions" + path).header("Authorization", "Bearer "
                + Files.readString(settings.home().resolve("admin.key")).trim()).exchange();
    }
}
