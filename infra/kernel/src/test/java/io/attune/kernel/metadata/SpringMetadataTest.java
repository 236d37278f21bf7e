package io.attune.kernel.metadata;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.attune.kernel.InvalidInputException;
import io.attune.kernel.metadata.ConfigurationProperty.Deprecation;
import io.attune.kernel.metadata.ConfigurationProperty.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SpringMetadataTest {
    @TempDir
    Path folder;

    @Test
    void aPropertyIsReadWithAllItsParts() {
        ConfigurationProperty read = parse("""
                {"groups": [{"name": "server"}], "properties": [{"name": "server.shutdown",
                 "type": "org.example.Server$Shutdown", "description": "How  to\\n shut down.",
                 "sourceType": "org.example.Server", "defaultValue": "immediate"}]}""").properties().getFirst();
        assertThat(read).isEqualTo(new ConfigurationProperty("server.shutdown", "org.example.Server$Shutdown",
                "How to shut down.", "immediate", null, "org.example.Server", "demo", "1.0"));
    }

    @Test
    void defaultsAreWrittenAsInAPropertiesFile() {
        SpringMetadata read = parse("""
                {"properties": [{"name": "list", "defaultValue": ["a", "b"]}, {"name": "empty", "defaultValue": []},
                 {"name": "flag", "defaultValue": false}, {"name": "count", "defaultValue": 100},
                 {"name": "share", "defaultValue": 0.50}, {"name": "none"}]}""");
        assertThat(read.properties()).extracting(ConfigurationProperty::name,
                ConfigurationProperty::defaultValue).containsExactly(tuple("count", "100"), tuple("empty", null), tuple(
                        "flag", "false"),
                        tuple("list", "a,b"), tuple("none", null), tuple("share", "0.5"));
    }

    @Test
    void aRemovedPropertyNamesItsReplacement() {
        ConfigurationProperty read = parse(
                """
                {"properties": [{"name": "logging.file", "deprecated": true,
                 "deprecation": {"level": "error", "reason": "Renamed.", "replacement": "logging.file.name"}}]}""").find(
                        "logging.file").orElseThrow();
        assertThat(read.isRemoved()).isTrue();
        assertThat(read.deprecation()).isEqualTo(new Deprecation(Level.ERROR, "Renamed.", "logging.file.name"));
    }

    @Test
    void shortTypesHaveNoPackagesOrOuterClasses() {
        assertThat(shortType("java.util.Map<java.lang.String,java.util.List<java.lang.String>>")).isEqualTo(
                "Map<String, List<String>>");
        assertThat(shortType("org.example.Server$Cookie$SameSite")).isEqualTo("SameSite");
        assertThat(shortType("java.util.Set<org.example.Session$Mode>")).isEqualTo("Set<Mode>");
        assertThat(shortType("java.lang.Class<? extends org.example.Base>")).isEqualTo("Class<? extends Base>");
        assertThat(shortType("java.lang.String[]")).isEqualTo("String[]");
    }

    @Test
    void aNameInTwoJarsIsOnePropertyWhateverTheOrder() throws IOException {
        Path first = jar("a-1.0.jar", "{\"properties\":[{\"name\":\"x\",\"type\":\"java.lang.String\"}]}");
        Path second = jar("b-1.0.jar", "{\"properties\":[{\"name\":\"x\",\"description\":\"Says x.\"}]}");
        SpringMetadata merged = SpringMetadata.ofJars(List.of(first, second));
        assertThat(merged.properties()).containsExactly(
                new ConfigurationProperty("x", "java.lang.String", "Says x.", null, null, null, "a", "1.0"));
        assertThat(SpringMetadata.ofJars(List.of(second, first)).properties()).isEqualTo(merged.properties());
    }

    @Test
    void everyBadJarIsNamedAtOnce() throws IOException {
        Path broken = jar("c-1.0.jar", "{\"properties\": [}");
        Path missing = folder.resolve("spring-boot-9.9.9.jar");
        assertThatThrownBy(() -> SpringMetadata.ofJars(List.of(missing, broken, folder.resolve(
                "nameless.jar")))).isInstanceOfSatisfying(InvalidInputException.class, e -> assertThat(
                        e.problems()).hasSize(3)).hasMessageContaining(
                                "spring-boot-9.9.9.jar: there is no such jar").hasMessageContaining(
                                        "broken JSON").hasMessageContaining("nameless.jar");
    }

    @Test
    void textThatIsNotUtf8IsAProblem() {
        byte[] latin = "{\"properties\":[{\"name\":\"\u00e9\"}]}".getBytes(StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> SpringMetadata.parse(latin, "demo", "1.0")).hasMessageContaining("not UTF-8");
    }

    private static org.assertj.core.groups.Tuple tuple(@Nullable Object... values) {
        return org.assertj.core.groups.Tuple.tuple(values);
    }

    private static SpringMetadata parse(String json) {
        return SpringMetadata.parse(json.getBytes(StandardCharsets.UTF_8), "demo", "1.0");
    }

    private static String shortType(String type) {
        return String.valueOf(new ConfigurationProperty("x", type, null, null, null, null, "a", "1").shortType());
    }

    private Path jar(String name, String metadata) throws IOException {
        Path jar = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry(MetadataReader.ENTRY));
            zip.write(metadata.getBytes(StandardCharsets.UTF_8));
        }
        return jar;
    }
}
