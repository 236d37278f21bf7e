package io.attune.registry.documents;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.CanonicalJson;
import io.attune.registry.DatasetVersion;
import io.attune.registry.NewDatasetVersion;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An in-toto statement (v1) with SLSA provenance (v1) of a tuned version. Its subjects are the version's artefacts; a version
 * whose weights never leave its provider has none, and its subject is then the digest of its identity.
 */
final class Provenance {
    static final String BUILD_TYPE = "urn:attune:tuning:v1";

    private Provenance() {}

    static ObjectNode of(Facts facts, Origin.Tuned tuned) {
        ObjectNode statement = JsonNodeFactory.instance.objectNode();
        statement.put("_type", "https://in-toto.io/Statement/v1");
        subjects(facts, tuned, statement.putArray("subject"));
        statement.put("predicateType", "https://slsa.dev/provenance/v1");
        ObjectNode predicate = statement.putObject("predicate");
        ObjectNode definition = predicate.putObject("buildDefinition").put("buildType", BUILD_TYPE);
        ObjectNode parameters = definition.putObject("externalParameters");
        parameters.put("model", facts.content().model()).put("baseModel", facts.content().baseModel());
        parameters.put("connection", facts.content().served().connection()).put("method", tuned.method());
        ObjectNode hyperparameters = parameters.putObject("hyperparameters");
        new TreeMap<>(tuned.hyperparameters()).forEach(hyperparameters::put);
        parameters.put("dataset", tuned.dataset().toString());
        definition.putObject("internalParameters").put("project", facts.project().value());
        dependencies(facts, tuned, definition.putArray("resolvedDependencies"));
        ObjectNode details = predicate.putObject("runDetails");
        details.putObject("builder").put("id", "urn:attune:orchestrator");
        details.putObject("metadata").put("invocationId", tuned.run().value());
        return statement;
    }

    private static void subjects(Facts facts, Origin.Tuned tuned, ArrayNode subjects) {
        for (NewModelVersion.Artifact artifact : facts.artifacts()) {
            descriptor(subjects.addObject().put("name", artifact.name()), artifact.digest().hex());
        }
        if (subjects.isEmpty()) {
            descriptor(subjects.addObject().put("name", facts.version().ref().toString()), CanonicalJson.digest(List.of(
                    facts.project().value(), facts.version().ref().toString(), facts.content().served().connection(),
                    facts.content().served().modelId(), tuned.run().value(), Map.copyOf(
                            tuned.hyperparameters()))).hex());
        }
    }

    private static void dependencies(Facts facts, Origin.Tuned tuned, ArrayNode dependencies) {
        DatasetVersion dataset = facts.dataset();
        if (dataset != null) {
            descriptor(dependencies.addObject().put("name", tuned.dataset().toString()),
                    dataset.content().digest().hex());
        } else {
            dependencies.addObject().put("uri", "urn:attune:dataset:" + tuned.dataset());
        }
        for (NewDatasetVersion.Input input : facts.inputs()) {
            descriptor(dependencies.addObject().put("name", input.name()), input.digest().hex());
        }
    }

    private static void descriptor(ObjectNode resource, String sha256) {
        resource.putObject("digest").put("sha256", sha256);
    }
}
