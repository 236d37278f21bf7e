package io.attune.kernel.metadata;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import io.attune.kernel.Problems;
import io.attune.kernel.metadata.ConfigurationProperty.Deprecation;
import io.attune.kernel.metadata.ConfigurationProperty.Level;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads the metadata of one jar; what is wrong goes to the problems and never stops the rest. */
final class MetadataReader {
    static final String ENTRY = "META-INF/spring-configuration-metadata.json";
    private static final Pattern JAR_NAME = Pattern.compile("(.+?)-([0-9].*)\\.jar");
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private MetadataReader() {}

    static List<ConfigurationProperty> readJar(Path jar, Problems problems) {
        Matcher name = JAR_NAME.matcher(String.valueOf(jar.getFileName()));
        if (!name.matches()) {
            problems.add(jar.toString(), 0, "the file name does not tell artifact and version",
                    "Name it artifact-version.jar, such as spring-boot-2.7.18.jar.");
            return List.of();
        }
        if (!Files.isRegularFile(jar)) {
            problems.add(jar.toString(), 0, "there is no such jar", "Put it there, or correct artifact and version.");
            return List.of();
        }
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry entry = zip.getEntry(ENTRY);
            if (entry == null) {
                problems.add(jar.toString(), 0, "the jar has no " + ENTRY,
                        "Name an artifact that documents configuration properties.");
                return List.of();
            }
            try (InputStream in = zip.getInputStream(entry)) {
                return read(in.readAllBytes(), jar + "!/" + ENTRY, name.group(1), name.group(2), problems);
            }
        } catch (IOException e) {
            problems.add(jar.toString(), 0, "the jar cannot be read: " + e.getMessage(), "Fetch it again.");
            return List.of();
        }
    }

    static List<ConfigurationProperty> read(byte[] json, String place, String artifact, String version,
            Problems problems) {
        JsonNode root;
        try {
            root = MAPPER.readTree(utf8(json));
        } catch (CharacterCodingException e) {
            problems.add(place, 0, "the text is not UTF-8", "Save it as UTF-8.");
            return List.of();
        } catch (JacksonException e) {
            var at = e.getLocation();
            problems.add(at == null ? place : place + ":" + at.getLineNr() + ":" + at.getColumnNr(), 0,
                    "broken JSON: " + e.getOriginalMessage(), "Mend the syntax there.");
            return List.of();
        }
        JsonNode list = root.path("properties");
        if (!list.isArray()) {
            problems.add(place + "#/properties", 0, "there is no array of properties",
                    "Name a file made by Spring Boot's configuration processor.");
            return List.of();
        }
        List<ConfigurationProperty> read = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            JsonNode node = list.get(i);
            String key = text(node.path("name"));
            if (key == null) {
                problems.add(place + "#/properties/" + i, 0, "the property has no name", "Give it a name.");
            } else {
                read.add(new ConfigurationProperty(key, text(node.path("type")), text(node.path("description")),
                        value(node.path("defaultValue")), deprecation(node), text(node.path("sourceType")), artifact,
                        version));
            }
        }
        return read;
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    private static @Nullable Deprecation deprecation(JsonNode property) {
        JsonNode node = property.path("deprecation");
        if (!node.isObject() && !property.path("deprecated").asBoolean(false)) {
            return null;
        }
        Level level = "error".equals(text(node.path("level"))) ? Level.ERROR : Level.WARNING;
        return new Deprecation(level, text(node.path("reason")), text(node.path("replacement")));
    }

    /** White space collapsed; nothing left is null. */
    private static @Nullable String text(JsonNode node) {
        if (!node.isString()) {
            return null;
        }
        String collapsed = node.stringValue().strip().replaceAll("\\s+", " ");
        return collapsed.isEmpty() ? null : collapsed;
    }

    private static @Nullable String value(JsonNode node) {
        String text = switch (node.getNodeType()) {
            case STRING -> node.stringValue();
            case NUMBER -> number(node.decimalValue());
            case BOOLEAN -> Boolean.toString(node.booleanValue());
            case ARRAY -> node.valueStream().map(MetadataReader::value).map(v -> v == null ? "" : v).collect(
                    Collectors.joining(","));
            default -> "";
        };
        return text.isBlank() ? null : text;
    }

    private static String number(BigDecimal number) {
        BigDecimal bare = number.stripTrailingZeros();
        return (bare.scale() < 0 ? bare.setScale(0) : bare).toPlainString();
    }
}
