package io.attune.cli.acceptance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;

/** A recipe on a scale for tests: fifteen properties of an invented library, four questions to each. */
final class TinyRecipe {
    private static final List<String> THINGS = List.of("port", "timeout", "retries", "buffer-size", "path", "host",
            "enabled", "mode", "interval", "limit", "prefix", "suffix", "encoding", "pool-size", "threshold");

    private TinyRecipe() {}

    /** Publishes the library's metadata as a jar in {@code folder}. */
    static void writeJar(Path folder) throws IOException {
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

    /**
     * The recipe's text.
     *
     * @param epochs how long the training goes on; a tiny model takes some fifty milliseconds for each
     */
    static String yaml(String name, int epochs) {
        return """
                recipe: %1$s
                labels: {team: tests}
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
                    wording: {split: test, atMost: 4, measures: [loss]}
                    defaults: {split: test, where: {question: what-default}, atMost: 3,
                               measures: [exact-value, citation-precision]}
                retrievalFirst:
                  enough: [{suite: defaults, measure: exact-value, atLeast: 0.5}]
                  then: continue
                gates: [{suite: defaults, measure: citation-precision, arm: tuned+retrieval, atLeast: 1.0}]
                targets: [{connection: sandbox, baseModel: attune-mini,
                           parameters: {epochs: %2$d, batchSize: 8, seed: 7}}]
                budget: {perRun: 2 USD, perMonth: 2 USD}
                promotion: {alias: champion, approvals: 0}
                knowledge: {base: acme, feeds: [{type: spring-metadata, artifacts: [acme], version: 1.0.0}]}
                """.formatted(name, epochs);
    }
}
