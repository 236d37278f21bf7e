package io.attune.orchestrator.stage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.catalog.Catalog;
import io.attune.orchestrator.connection.ConnectionProfiles;
import io.attune.orchestrator.egress.Classification;
import io.attune.orchestrator.egress.Copies;
import io.attune.orchestrator.egress.CopyTerms;
import io.attune.orchestrator.egress.DataPolicy;
import io.attune.orchestrator.egress.Egress;
import io.attune.orchestrator.egress.VendorCopy;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Facts;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.testing.Http;
import io.attune.orchestrator.testing.VendorPlatform;
import io.attune.pipeline.Split;
import io.attune.platform.testing.TestServers;
import io.attune.provider.Connections;
import io.attune.provider.FileUpload;
import io.attune.provider.TrainingFile;
import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The door through which data leaves, before a vendor that counts what comes. */
class OutboundIT {
    private static final ProjectId PROJECT = new ProjectId("default");
    private static int next;

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static SimulatedOpenAi vendor;
    private static FileUpload files;
    private static Http http;
    private static Outbound outbound;

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        settings.put("attune.connections[0].name", "vendor");
        settings.put("attune.connections[0].region", "us-east-1");
        settings.put("attune.connections[0].local", "false");
        platform = VendorPlatform.start(settings);
        vendor = platform.getBean(SimulatedOpenAi.class);
        http = Http.of(platform, home);
        files = platform.getBean(Connections.class).provider(PROJECT, "vendor").ability(FileUpload.class).orElseThrow();
        outbound = new Outbound(platform.getBean(ConnectionProfiles.class), platform.getBean(Catalog.class),
                platform.getBean(Egress.class), platform.getBean(Copies.class));
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @BeforeEach
    void forget() {
        vendor.faults().clear();
        platform.getBean(JdbcClient.class).sql("delete from orchestrator.vendor_copy").update();
        platform.getBean(JdbcClient.class).sql("delete from orchestrator.egress_rule").update();
    }

    @Test
    void what_is_refused_is_neither_sent_nor_entered_and_the_refusal_names_rule_class_region_and_next_step() {
        int before = vendor.requests(Operation.UPLOAD_FILE);
        assertThatThrownBy(() -> send(run(), Classification.CONFIDENTIAL, "refused")).isInstanceOfSatisfying(
                PlatformException.class, refusal -> {
                    assertThat(refusal.code()).isEqualTo(Egress.REFUSED);
                    assertThat(refusal.message()).contains("default-deny", "confidential data", "us-east-1");
                    assertThat(refusal.nextStep()).contains("attune connection policy allow");
                });
        assertThat(vendor.requests(Operation.UPLOAD_FILE)).isEqualTo(before);
        assertThat(copies()).isEmpty();
    }

    @Test
    void a_rule_taken_back_holds_for_the_very_next_file() throws Exception {
        allow();
        send(run(), Classification.CONFIDENTIAL, "allowed");
        http.status("DELETE", "/api/v1/egress/rules/house", "");
        assertThatThrownBy(() -> send(run(), Classification.CONFIDENTIAL, "not any more")).hasMessageContaining(
                "default-deny");
        assertThat(copies()).hasSize(1);
    }

    @Test
    void what_is_sent_is_in_the_ledger_with_its_size_terms_and_name_at_the_vendor() throws Exception {
        Run run = run();
        var file = send(run, Classification.PUBLIC, "sent");
        assertThat(copies()).singleElement().satisfies(copy -> {
            assertThat(copy.state()).isEqualTo(VendorCopy.State.LYING);
            assertThat(copy.file()).isEqualTo(file);
            assertThat(copy.run()).isEqualTo(run.id());
            assertThat(copy.dataset() + "@" + copy.version()).isEqualTo("d@3");
            assertThat(copy.bytes()).isPositive();
            assertThat(copy.terms()).isEqualTo(new CopyTerms.DeleteAfterRun());
        });
    }

    @Test
    void the_same_again_after_a_kill_or_a_lost_answer_sends_nothing_twice_and_enters_one_row() throws Exception {
        Run run = run();
        vendor.faults().next(Operation.UPLOAD_FILE, new Fault.LoseAnswer());
        assertThatThrownBy(() -> send(run, Classification.PUBLIC, "twice")).isInstanceOf(PlatformException.class);
        assertThat(copies()).singleElement().satisfies(copy -> assertThat(copy.state()).isEqualTo(
                VendorCopy.State.SENDING));
        int sent = vendor.requests(Operation.UPLOAD_FILE);

        var file = send(run, Classification.PUBLIC, "twice");
        assertThat(send(run, Classification.PUBLIC, "twice")).isEqualTo(file);
        assertThat(vendor.requests(Operation.UPLOAD_FILE)).isEqualTo(sent);
        assertThat(copies()).singleElement().satisfies(copy -> assertThat(copy.file()).isEqualTo(file));
    }

    private static void allow() throws Exception {
        http.json("PUT", "/api/v1/egress/rules/house",
                "{\"effect\":\"allow\",\"dataClasses\":[\"confidential\"],\"regions\":[\"us\"]}");
    }

    private static List<VendorCopy> copies() {
        return platform.getBean(Copies.class).list(PROJECT, "vendor", true, 10);
    }

    private static io.attune.provider.ProviderFileId send(Run run, Classification classification, String text)
            throws IOException {
        Path content = home.resolve("content.jsonl");
        Files.writeString(content, vendor.exampleLine(text, "answer") + "\n");
        return outbound.send(run, recipe(classification), files, Split.TRAIN, TrainingFile.of("r-train", content),
                Files.size(content));
    }

    private static Run run() {
        Facts facts = Facts.NONE.with(new Fact.Dataset("d", 3, "sha256:" + "0".repeat(64), 10, 0, 0, 100));
        return new Run(new RunId("run_01990f2e5c3b7d4f8a6b" + "%012x".formatted(++next)), PROJECT, "r", 1, "ann",
                RunState.UPLOADING, facts, false, Instant.EPOCH, Instant.EPOCH);
    }

    private static Recipe recipe(Classification classification) {
        Recipe r = new TestRecipes("base").pinned().of(run());
        Recipe.Target t = r.target();
        return new Recipe(r.name(), r.description(), r.owner(), r.labels(), new DataPolicy(classification, List.of(),
                DataPolicy.DEFAULT.providerCopies()), r.curation(), r.evaluation(), r.retrievalFirst(), r.gates(),
                new Recipe.Target(t.name(), "vendor", t.baseModel(), t.epochs(), t.batchSize(), t.learningRate(),
                        t.seed()), r.budget(), r.promotion(), r.knowledge(), r.answers(), r.schedule());
    }
}
