package io.attune.bench.submission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;

/** A recipe as small as one can be that trains: fifteen properties of an invented library, four questions to each. */
public final class SmallRecipe {
    public static final String NAME = "acme";
    public static final String CONNECTION = "vendor";
    /** The properties' names; the default value of the one at {@code i} is {@code value-i}. */
    public static final List<String> THINGS = List.of("port", "timeout", "retries", "buffer-size", "path", "host",
            "enabled", "mode", "interval", "limit", "prefix", "suffix", "encoding", "pool-size", "threshold");

    private SmallRecipe() {}

    /** Publishes the library's metadata as a jar in {@code folder}. */
    public static void writeJar(Path folder) throws IOException {
        String properties = IntStream.range(0, THINGS.size()).mapToObj(i -> """
                {"name": "acme.%s", "type": "java.lang.String", "defaultValue": "value-%d",
                 "description": "The %s that the acme client uses for its connections."}""".formatted(THINGS.get(i), i,
                THINGS.get(i).replace('-', ' '))).collect(Collectors.joining(",\n"));
        Path file = Files.createDirectories(folder).resolve("acme-1.0.0.jar");
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
            jar.putNextEntry(new ZipEntry("META-INF/spring-configuration-metadata.json"));
            jar.write(("{\"properties\": [" + properties + "]}").getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        }
    }

    public static String yaml(String baseModel) {
        return """
                recipe: %s
                data: {classification: public, providerCopies: keep}
                sources:
                  - {name: properties, type: spring-metadata, artifacts: [acme], version: 1.0.0,
                     questions: [what-does-it-do, which-property, what-type, what-default],
                     license: Apache-2.0, personalData: none}
                steps: [normalize, validate, redact, exact-duplicates]
                split: {validation: 10%%, test: 20%%, groupBy: property, seed: 1}
                evaluation:
                  arms: [base, base+retrieval, tuned, tuned+retrieval]
                  minimum: 1
                  suites:
                    defaults: {split: test, where: {question: what-default}, atMost: 1, measures: [exact-value]}
                retrievalFirst:
                  enough: [{suite: defaults, measure: exact-value, atLeast: 0.5}]
                  then: continue
                gates: [{suite: defaults, measure: exact-value, arm: tuned+retrieval, atLeast: 0.5}]
                targets: [{connection: %s, baseModel: %s, parameters: {epochs: 1, batchSize: 8, seed: 7}}]
                budget: {perRun: 10 USD, perMonth: 100000 USD}
                promotion: {alias: champion, approvals: 0}
                knowledge: {base: acme, feeds: [{type: spring-metadata, artifacts: [acme], version: 1.0.0}]}
                """.formatted(NAME, CONNECTION, baseModel);
    }
}
