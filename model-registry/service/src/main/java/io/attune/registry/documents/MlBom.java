package io.attune.registry.documents;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

import io.attune.kernel.CanonicalJson;
import io.attune.registry.DatasetVersion;
import io.attune.registry.Metric;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A bill of material for machine learning by CycloneDX 1.7 (ECMA-424): the version with its model card, its base model, its
 * dataset, the sources of that, and its files. Its serial number is made from its content.
 */
final class MlBom {
    private static final String SPEC = "1.7";

    private final Facts facts;
    private final String ref;
    private final ArrayNode components = JsonNodeFactory.instance.arrayNode();
    private final Map<String, List<String>> dependencies = new TreeMap<>();

    private MlBom(Facts facts) {
        this.facts = facts;
        this.ref = "version:" + facts.version().ref();
    }

    static ObjectNode of(Facts facts) {
        return new MlBom(facts).build();
    }

    private ObjectNode build() {
        ObjectNode bom = JsonNodeFactory.instance.objectNode();
        bom.put("$schema", "http://cyclonedx.org/schema/bom-" + SPEC + ".schema.json");
        bom.put("bomFormat", "CycloneDX").put("specVersion", SPEC);
        bom.put("serialNumber", "").put("version", 1);
        ObjectNode metadata = bom.putObject("metadata");
        metadata.put("timestamp", facts.version().registeredAt().toString());
        metadata.putObject("tools").putArray("components").addObject().put("type", "application").put("name", "attune");
        metadata.set("component", model());
        baseModel();
        dataset();
        files();
        bom.set("components", components);
        ArrayNode edges = bom.putArray("dependencies");
        dependencies.forEach((from, to) -> {
            ArrayNode on = edges.addObject().put("ref", from).putArray("dependsOn");
            to.stream().sorted().forEach(on::add);
        });
        bom.put("serialNumber", "urn:uuid:" + serial(bom));
        return bom;
    }

    private ObjectNode model() {
        NewModelVersion content = facts.content();
        ObjectNode model = component("machine-learning-model", ref, content.model()).put("version", Integer.toString(
                facts.version().ref().number()));
        if (!content.description().isBlank()) {
            model.put("description", content.description());
        }
        model.putArray("licenses").addObject().putObject("license").put("name", facts.license());
        dependencies.put(ref, new ArrayList<>());
        ObjectNode card = model.putObject("modelCard");
        ObjectNode parameters = card.putObject("modelParameters");
        parameters.put("task", "text-generation");
        Origin.Tuned tuned = facts.tuned();
        if (tuned != null) {
            String approach = approach(tuned.method());
            if (!approach.isEmpty()) {
                parameters.putObject("approach").put("type", approach);
            }
            parameters.putArray("datasets").addObject().put("ref", "dataset:" + tuned.dataset());
            ArrayNode properties = model.putArray("properties");
            property(properties, "attune:run", tuned.run().value());
            property(properties, "attune:method", tuned.method());
            new TreeMap<>(tuned.hyperparameters()).forEach((name, value) -> property(properties,
                    "attune:hyperparameter:" + name, value));
        }
        ArrayNode measures = card.putObject("quantitativeAnalysis").putArray("performanceMetrics");
        for (Metric metric : facts.metrics()) {
            ObjectNode measure = measures.addObject().put("type", metric.measure()).put("value", number(
                    metric.value().estimate())).put("slice", metric.suite() + ", " + metric.arm());
            measure.putObject("confidenceInterval").put("lowerBound", number(metric.value().low())).put("upperBound",
                    number(metric.value().high()));
        }
        return model;
    }

    private static String approach(String method) {
        return switch (method.toLowerCase(Locale.ROOT)) {
            case "supervised", "sft", "lora", "full" -> "supervised";
            case "reinforcement", "preference", "dpo", "rft" -> "reinforcement-learning";
            default -> "";
        };
    }

    private void baseModel() {
        if (facts.tuned() != null) {
            String base = "base:" + facts.content().baseModel();
            ObjectNode component = component("machine-learning-model", base, facts.content().baseModel());
            if (facts.content().servedBy() != null) {
                property(component.putArray("properties"), "attune:connection", facts.content().served().connection());
            }
            components.add(component);
            depends(ref, base);
        }
    }

    private void dataset() {
        Origin.Tuned tuned = facts.tuned();
        if (tuned == null) {
            return;
        }
        String dataset = "dataset:" + tuned.dataset();
        ObjectNode component = component("data", dataset, tuned.dataset().name()).put("version", Integer.toString(
                tuned.dataset().number()));
        ObjectNode data = JsonNodeFactory.instance.objectNode().put("type", "dataset").put("name",
                tuned.dataset().toString());
        DatasetVersion known = facts.dataset();
        if (known != null) {
            hash(component, known.content().digest().hex());
            ArrayNode properties = data.putObject("contents").putArray("properties");
            new TreeMap<>(known.content().counts()).forEach((split, count) -> property(properties, "attune:examples:"
                    + split, Long.toString(count)));
            property(properties, "attune:tokens", Long.toString(known.content().tokens().value()));
        }
        component.putArray("data").add(data);
        components.add(component);
        depends(ref, dataset);
        for (NewDatasetVersion.Input input : facts.inputs()) {
            String source = "source:" + input.name() + "@" + input.digest();
            ObjectNode read = component("data", source, input.name());
            hash(read, input.digest().hex());
            if (!input.license().isBlank()) {
                read.putArray("licenses").addObject().putObject("license").put("name", input.license());
            }
            read.putArray("data").addObject().put("type", "dataset").put("name", input.name());
            components.add(read);
            depends(dataset, source);
        }
    }

    private void files() {
        for (NewModelVersion.Artifact artifact : facts.artifacts()) {
            String file = "artifact:" + facts.version().ref() + "/" + artifact.name();
            ObjectNode component = component("file", file, artifact.name());
            hash(component, artifact.digest().hex());
            property(component.putArray("properties"), "attune:bytes", Long.toString(artifact.bytes()));
            components.add(component);
            depends(ref, file);
        }
    }

    private static ObjectNode component(String type, String ref, String name) {
        return JsonNodeFactory.instance.objectNode().put("type", type).put("bom-ref", ref).put("name", name);
    }

    private static void hash(ObjectNode component, String hex) {
        component.putArray("hashes").addObject().put("alg", "SHA-256").put("content", hex);
    }

    private static void property(ArrayNode properties, String name, String value) {
        properties.addObject().put("name", name).put("value", value);
    }

    private void depends(String from, String on) {
        List<String> known = dependencies.computeIfAbsent(from, _ -> new ArrayList<>());
        if (!known.contains(on)) {
            known.add(on);
        }
        dependencies.computeIfAbsent(on, _ -> new ArrayList<>());
    }

    private static String number(double value) {
        return Double.isFinite(value)
                ? java.math.BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                : "unknown";
    }

    /** A UUID of version 8 (RFC 9562) from the content's digest. */
    private static UUID serial(ObjectNode content) {
        ByteBuffer digest = ByteBuffer.wrap(CanonicalJson.digest(content).bytes());
        long high = (digest.getLong() & ~0xF000L) | 0x8000L;
        long low = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }
}
