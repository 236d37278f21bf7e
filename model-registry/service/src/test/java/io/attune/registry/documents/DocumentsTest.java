package io.attune.registry.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import io.attune.registry.DatasetVersion;
import io.attune.registry.ModelVersion;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import io.attune.registry.ProviderModel;
import io.attune.registry.Samples;
import io.attune.registry.VersionRef;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The forms of a version, made from facts alone and held against what their readers demand. */
class DocumentsTest {
    private static final ProjectId PROJECT = ProjectId.DEFAULT;
    private static final Instant REGISTERED = Instant.parse("2026-02-03T04:05:06Z");
    private static final String SCHEMAS = "http://cyclonedx.org/schema/";

    private static Facts tuned(String description, Map<String, String> tags) {
        NewModelVersion sample = Samples.tuned(PROJECT, "assistant", Samples.newRun());
        NewModelVersion content = new NewModelVersion(PROJECT, "assistant", sample.servedBy(), sample.baseModel(),
                sample.origin(), sample.artifacts(), List.of(Samples.metric("tuned", 0.75), Samples.metric("base",
                        0.5)), description, tags);
        DatasetVersion dataset = new DatasetVersion(1, new NewDatasetVersion(PROJECT, "assistant", Digest.of("data"),
                "m", Map.of("train", 90L, "test", 10L), new TokenCount(1234), "assistant", List.of(
                        new NewDatasetVersion.Input("b|ooks", Digest.of("b"), "CC-BY-4.0"), new NewDatasetVersion.Input(
                                "answers", Digest.of("a"), "")), REGISTERED));
        return new Facts(new ModelVersion(new VersionRef("assistant", 2), content, REGISTERED, REGISTERED), dataset);
    }

    private static Facts of(NewModelVersion content) {
        return new Facts(new ModelVersion(new VersionRef(content.model(), 1), content, REGISTERED, REGISTERED), null);
    }

    static Stream<Facts> all() {
        return Stream.of(tuned("calm", Map.of("license", "Apache-2.0")), tuned("", Map.of()), of(NewModelVersion.base(
                PROJECT, "plain", new ProviderModel("sandbox", "attune-mini", true), List.of())), of(
                        NewModelVersion.imported(PROJECT, "other", new Origin.Imported("s3://bucket/x", null, null,
                                "ann"), "", Map.of("a", "b"))), of(Samples.tuned(PROJECT, "undescribed",
                                        Samples.newRun())));
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_bill_of_material_is_valid_by_the_published_schema(Facts facts) {
        String bom = MlBom.of(facts).toString();

        assertThat(schema().validate(bom, InputFormat.JSON)).isEmpty();
    }

    @Test
    void the_schema_refuses_what_is_no_bill_of_material() {
        String bom = MlBom.of(tuned("", Map.of())).put("specVersion", 1).toString();

        assertThat(schema().validate(bom, InputFormat.JSON)).isNotEmpty();
    }

    @Test
    void the_bill_names_base_model_dataset_sources_and_files_and_what_needs_what() {
        JsonNode bom = MlBom.of(tuned("calm", Map.of()));

        assertThat(bom.at("/components").valueStream().map(component -> component.at("/bom-ref").asString())).contains(
                "base:attune-mini", "dataset:assistant@1", "artifact:assistant@2/checkpoint", "source:answers@"
                        + Digest.of("a"));
        assertThat(bom.at("/metadata/component/modelCard/quantitativeAnalysis/performanceMetrics").size()).isEqualTo(2);
        assertThat(bom.at("/dependencies").valueStream().filter(edge -> edge.at("/ref").asString().equals(
                "dataset:assistant@1")).flatMap(edge -> edge.at("/dependsOn").valueStream())).hasSize(2);
    }

    @ParameterizedTest
    @MethodSource("all")
    void the_same_facts_give_the_same_bytes(Facts facts) {
        assertThat(MlBom.of(facts).toString()).isEqualTo(MlBom.of(facts).toString());
        assertThat(ModelCard.of(facts)).isEqualTo(ModelCard.of(facts));
    }

    @Test
    void a_bill_of_other_content_has_another_serial_number() {
        Facts facts = tuned("calm", Map.of());
        Facts other = new Facts(facts.version(), null);

        assertThat(MlBom.of(facts).at("/serialNumber")).isNotEqualTo(MlBom.of(other).at("/serialNumber"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_card_begins_with_front_matter_that_is_yaml(Facts facts) {
        assertThat(frontMatter(ModelCard.of(facts))).containsKeys("license", "tags", "pipeline_tag");
    }

    @Test
    void the_front_matter_names_licence_base_model_data_and_results() {
        Map<String, Object> front = frontMatter(ModelCard.of(tuned("calm", Map.of("license", "Apache-2.0"))));

        assertThat(front).containsEntry("license", "Apache-2.0").containsEntry("base_model",
                "attune-mini").containsEntry(
                        "datasets", List.of("assistant@1"));
        assertThat(front.get("model-index").toString()).contains("exact-value", "0.75", "defaults");
    }

    @Test
    void a_text_cannot_break_out_of_its_place_in_a_card() {
        String card = ModelCard.of(tuned("", Map.of("license", "x\n---\nowned: true", "note",
                "a | b\n# head <script>")));

        assertThat(frontMatter(card)).doesNotContainKey("owned");
        assertThat(card).contains("a \\| b # head &lt;script>", "b\\|ooks").doesNotContain("\n# head");
    }

    @Test
    void provenance_names_artefacts_parameters_and_everything_that_went_in() {
        Facts facts = tuned("", Map.of());
        Origin.Tuned tuned = java.util.Objects.requireNonNull(facts.tuned());
        JsonNode statement = Provenance.of(facts, tuned);

        assertThat(statement.at("/_type").asString()).isEqualTo("https://in-toto.io/Statement/v1");
        assertThat(statement.at("/predicateType").asString()).isEqualTo("https://slsa.dev/provenance/v1");
        assertThat(statement.at("/subject/0/digest/sha256").asString()).isEqualTo(Digest.of("x").hex());
        assertThat(statement.at(
                "/predicate/buildDefinition/externalParameters/hyperparameters/epochs").asString()).isEqualTo("3");
        assertThat(statement.at("/predicate/buildDefinition/resolvedDependencies").valueStream().map(one -> one.at(
                "/digest/sha256").asString())).containsExactly(Digest.of("data").hex(), Digest.of("a").hex(), Digest.of(
                        "b").hex());
        assertThat(statement.at("/predicate/runDetails/metadata/invocationId").asString()).isEqualTo(
                tuned.run().value());
    }

    private static Map<String, Object> frontMatter(String card) {
        assertThat(card).startsWith("---\n");
        return new Yaml().load(card.substring(4, card.indexOf("\n---\n", 4)));
    }

    private static Schema schema() {
        Map<String, String> schemas = new HashMap<>();
        for (String name : List.of("bom-1.7", "spdx", "jsf-0.82", "cryptography-defs")) {
            String file = name + ".SNAPSHOT.schema.json";
            schemas.put(SCHEMAS + file, read(file));
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7, builder -> builder.schemas(
                schemas)).getSchema(SchemaLocation.of(SCHEMAS + "bom-1.7.SNAPSHOT.schema.json"));
    }

    private static String read(String file) {
        try (InputStream in = DocumentsTest.class.getResourceAsStream("/cyclonedx/" + file)) {
            return new String(java.util.Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
