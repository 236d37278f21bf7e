package io.attune.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;

/** The main job on a scale for tests: fifteen properties of an invented library, sixty examples, a few steps. */
final class TinyJob {
    static final int PROPERTIES = 15;

    private static final String[] THINGS = {"port", "timeout", "retries", "buffer-size", "path", "host", "enabled",
            "mode",
            "interval", "limit", "prefix", "suffix", "encoding", "pool-size", "threshold"};

    private TinyJob() {}

    /** Publishes the library's metadata as a jar named {@code acme-<version>.jar} in {@code folder}. */
    static void writeJar(Path folder, String version) {
        String properties = IntStream.range(0, PROPERTIES).mapToObj(i -> """
                {"name": "acme.%s", "type": "java.lang.String", "defaultValue": "value-%d",
                 "description": "The %s that the acme client uses for its connections."}""".formatted(THINGS[i], i,
                THINGS[i].replace('-', ' '))).collect(Collectors.joining(",\n"));
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(folder.resolve("acme-" + version
                + ".jar")))) {
            jar.putNextEntry(new ZipEntry("META-INF/spring-configuration-metadata.json"));
            jar.write(("{\"properties\": [" + properties + "]}").getBytes(StandardCharsets.UTF_8));
            jar.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * @param connection the connection's name
     * @param budget what a run and a month may cost, such as {@code 1 USD}
     */
    static String recipe(String connection, String budget) {
        return """
                recipe: acme
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
                    defaults: {split: test, where: {question: what-default}, atMost: 3, measures: [exact-value]}
                retrievalFirst:
                  enough: [{suite: defaults, measure: exact-value, atLeast: 0.5}]
                  then: continue
                gates: [{suite: defaults, measure: exact-value, arm: tuned+retrieval, atLeast: 0.5}]
                targets: [{connection: %1$s, baseModel: simulated-mini, parameters: {epochs: 2, batchSize: 8, seed: 7}}]
                budget: {perRun: %2$s, perMonth: %2$s}
                promotion: {alias: champion, approvals: 0}
                knowledge: {base: acme, feeds: [{type: spring-metadata, artifacts: [acme], version: 1.0.0}]}
                """.formatted(connection, budget);
    }

    /** Settings of a platform that has these servers and one connection, {@code trainer}. */
    static Map<String, String> settings(Map<String, String> servers, Path jars, URI provider, String credential) {
        Map<String, String> settings = new HashMap<>(servers);
        settings.put("attune.sources.jars", jars.toString());
        settings.put("attune.runs.lease", "1500ms");
        settings.put("attune.runs.send-deadline", "3s");
        addConnection(settings, 0, "trainer", provider, credential, jars.resolveSibling("credential"));
        return settings;
    }

    /** Adds a connection with a tariff of round figures. */
    static void addConnection(Map<String, String> settings, int index, String name, URI baseUrl, String credential,
            Path credentialFile) {
        try {
            Files.writeString(credentialFile, credential);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String connection = "attune.connections[" + index + "].";
        settings.put(connection + "name", name);
        settings.put(connection + "dialect", "openai");
        settings.put(connection + "base-url", baseUrl.toString());
        settings.put(connection + "credential-file", credentialFile.toString());
        settings.put(connection + "timeout", "5s");
        settings.put(connection + "tariff[0].base-model", "simulated-mini");
        settings.put(connection + "tariff[0].source", "test tariff");
        settings.put(connection + "tariff[0].currency", "USD");
        settings.put(connection + "tariff[0].training-per-million-tokens", "1.00");
        settings.put(connection + "tariff[0].input-per-million-tokens", "0.10");
        settings.put(connection + "tariff[0].output-per-million-tokens", "0.40");
        settings.put(connection + "tariff[0].observed-on", "2026-01-01");
    }
}
