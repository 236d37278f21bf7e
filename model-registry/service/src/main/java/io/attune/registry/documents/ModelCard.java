package io.attune.registry.documents;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.attune.kernel.CanonicalJson;
import io.attune.registry.DatasetVersion;
import io.attune.registry.Metric;
import io.attune.registry.ModelVersion;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import io.attune.registry.ProviderModel;

/**
 * A model card: YAML front matter as Hugging Face's hub reads it ({@code license}, {@code base_model}, {@code datasets},
 * {@code model-index}), then what a person wants to know. Every text in the front matter is a JSON string, which is YAML too.
 */
final class ModelCard {
    private final StringBuilder out = new StringBuilder();
    private final Facts facts;
    private final ModelVersion version;

    private ModelCard(Facts facts) {
        this.facts = facts;
        this.version = facts.version();
    }

    static String of(Facts facts) {
        ModelCard card = new ModelCard(facts);
        card.frontMatter();
        card.identity();
        card.data();
        card.evaluation();
        card.artifacts();
        return card.out.toString();
    }

    private void frontMatter() {
        line("---");
        line("license: " + text(facts.license()));
        Origin.Tuned tuned = facts.tuned();
        if (tuned != null) {
            line("base_model: " + text(facts.content().baseModel()));
            line("base_model_relation: finetune");
            line("datasets:");
            line("- " + text(tuned.dataset().toString()));
        }
        line("pipeline_tag: text-generation");
        line("tags:");
        Stream.concat(Stream.of("attune"), tuned == null
                ? Stream.of()
                : Stream.of("fine-tuned", tuned.method())).forEach(
                        tag -> line("- " + text(tag)));
        results();
        line("---");
    }

    private void results() {
        if (facts.metrics().isEmpty()) {
            return;
        }
        line("model-index:");
        line("- name: " + text(version.ref().toString()));
        line("  results:");
        Map<String, List<Metric>> bySuite = facts.metrics().stream().collect(Collectors.groupingBy(Metric::suite,
                TreeMap::new, Collectors.toList()));
        bySuite.forEach((suite, metrics) -> {
            line("  - task: {type: text-generation}");
            line("    dataset: {type: " + text(suite) + ", name: " + text(suite) + "}");
            line("    metrics:");
            metrics.forEach(metric -> line("    - {type: " + text(metric.measure()) + ", value: " + number(
                    metric.value().estimate()) + ", name: " + text(metric.measure() + " (" + metric.arm() + ")")
                    + "}"));
        });
    }

    private void identity() {
        NewModelVersion content = facts.content();
        line("");
        line("# " + version.ref());
        if (!content.description().isBlank()) {
            line("");
            line(content.description().strip());
        }
        line("");
        line("| | |");
        line("|---|---|");
        row("registered", version.registeredAt().toString());
        ProviderModel served = content.servedBy();
        if (served != null) {
            row("served as", served.modelId() + " at " + served.connection());
        }
        if (!content.baseModel().isEmpty()) {
            row("base model", content.baseModel());
        }
        switch (content.origin()) {
            case Origin.Base _ -> row("origin", "as the provider offers it");
            case Origin.Imported imported -> row("origin", "made elsewhere: " + imported.source());
            case Origin.Tuned tuned -> {
                row("origin", "tuned by " + tuned.run());
                row("method", tuned.method());
                new TreeMap<>(tuned.hyperparameters()).forEach((name, value) -> row(name, value));
            }
        }
        row("licence", facts.license());
        new TreeMap<>(content.tags()).forEach((name, value) -> row("tag " + name, value));
    }

    private void data() {
        Origin.Tuned tuned = facts.tuned();
        if (tuned == null) {
            return;
        }
        line("");
        line("## Training data");
        line("");
        DatasetVersion dataset = facts.dataset();
        if (dataset == null) {
            line("Dataset version " + tuned.dataset() + ".");
            return;
        }
        line("Dataset version " + dataset.ref() + ", `" + dataset.content().digest() + "`: " + new TreeMap<>(
                dataset.content().counts()).entrySet().stream().map(count -> count.getValue() + " "
                        + count.getKey()).collect(Collectors.joining(", ")) + "; " + dataset.content().tokens().value()
                + " tokens."
                + (dataset.withdrawal() == null ? "" : " Its examples were withdrawn since."));
        if (!facts.inputs().isEmpty()) {
            line("");
            line("| source | licence | digest |");
            line("|---|---|---|");
            for (NewDatasetVersion.Input input : facts.inputs()) {
                row(input.name(), input.license(), "`" + input.digest().shortForm() + "`");
            }
        }
    }

    private void evaluation() {
        line("");
        line("## Evaluation");
        line("");
        if (facts.metrics().isEmpty()) {
            line("Nothing was measured.");
            return;
        }
        line("Intervals are of 95 %. Measures with retrieval say how the version answers beside its knowledge base; facts that"
                + " change belong there and not into the weights.");
        line("");
        line("| suite | arm | measure | value | interval | examples |");
        line("|---|---|---|---:|---|---:|");
        for (Metric metric : facts.metrics()) {
            row(metric.suite(), metric.arm(), metric.measure(), number(metric.value().estimate()), number(
                    metric.value().low()) + " to " + number(metric.value().high()), Long.toString(metric.examples()));
        }
    }

    private void artifacts() {
        if (facts.artifacts().isEmpty()) {
            return;
        }
        line("");
        line("## Artefacts");
        line("");
        line("| name | bytes | SHA-256 |");
        line("|---|---:|---|");
        for (NewModelVersion.Artifact artifact : facts.artifacts()) {
            row(artifact.name(), Long.toString(artifact.bytes()), "`" + artifact.digest().hex() + "`");
        }
    }

    private void row(String... cells) {
        line(Stream.of(cells).map(ModelCard::cell).collect(Collectors.joining(" | ", "| ", " |")));
    }

    private void line(String line) {
        out.append(line).append('\n');
    }

    /** A text that cannot end its cell, its row or the table. */
    private static String cell(String text) {
        return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replaceAll("\\R", " ").strip();
    }

    private static String text(String text) {
        return CanonicalJson.write((Object) text);
    }

    /** At most six digits behind the point. */
    private static String number(double value) {
        return Double.isFinite(value)
                ? java.math.BigDecimal.valueOf(value).setScale(6,
                        java.math.RoundingMode.HALF_EVEN).stripTrailingZeros().toPlainString()
                : "null";
    }
}
