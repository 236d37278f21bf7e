package io.attune.cli.demo;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.attune.cli.api.Json;
import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import tools.jackson.databind.JsonNode;

/** What a release says about its properties, read from its archives: the truth the demo's answers are compared with. */
final class ReleaseMetadata {
    private static final String ENTRY = "META-INF/spring-configuration-metadata.json";

    private final Map<String, JsonNode> properties = new TreeMap<>();

    /**
     * Reads a release.
     *
     * @param folder holds archives named artifact-version.jar
     */
    static ReleaseMetadata read(Path folder, List<String> artifacts, String version) {
        ReleaseMetadata metadata = new ReleaseMetadata();
        for (String artifact : artifacts) {
            Path archive = folder.resolve(artifact + "-" + version + ".jar");
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                ZipEntry entry = zip.getEntry(ENTRY);
                if (entry != null) {
                    metadata.add(zip.getInputStream(entry));
                }
            } catch (IOException e) {
                throw new CliException(ExitCode.BAD_INPUT, archive + " cannot be read", List.of(),
                        "Build again: mvn -q -DskipTests package", e);
            }
        }
        return metadata;
    }

    private void add(InputStream json) throws IOException {
        JsonNode root = Json.read(new String(json.readAllBytes(), StandardCharsets.UTF_8)).orElseGet(Json::object);
        Json.list(root, "/properties").forEach(property -> properties.put(Json.text(property, "/name"), property));
    }

    /** Whether the release has a property that still has an effect. */
    boolean has(String property) {
        JsonNode found = properties.get(property);
        return found != null && !Json.text(found, "/deprecation/level").equals("error");
    }

    /** A property's default as it is written; lists are joined by commas. */
    Optional<String> defaultOf(String property) {
        JsonNode found = properties.get(property);
        if (found == null || !has(property)) {
            return Optional.empty();
        }
        List<String> entries = new ArrayList<>();
        Json.list(found, "/defaultValue").forEach(entry -> entries.add(entry.asString()));
        String value = entries.isEmpty() ? Json.text(found, "/defaultValue") : String.join(",", entries);
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    /** What replaces a removed property, where the release says so. */
    Optional<String> replacementOf(String property) {
        JsonNode found = properties.get(property);
        String replacement = found == null ? "" : Json.text(found, "/deprecation/replacement");
        return replacement.isEmpty() ? Optional.empty() : Optional.of(replacement);
    }
}
