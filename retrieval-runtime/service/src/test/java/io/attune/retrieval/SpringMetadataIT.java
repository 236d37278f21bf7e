package io.attune.retrieval;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import io.attune.kernel.metadata.ConfigurationProperty;
import io.attune.kernel.metadata.SpringMetadata;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The real metadata of two versions of Spring Boot, through HTTP. The order is the story: before, after. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SpringMetadataIT extends RetrievalServer {
    private static final String KB = "spring-boot-configuration";
    private static final String PATH = "/api/v1/knowledge-bases/" + KB;
    private static final List<String> ARTIFACTS = List.of("spring-boot", "spring-boot-autoconfigure",
            "spring-boot-actuator-autoconfigure");

    private final SpringMetadata old = metadata("2.7.18");
    private final SpringMetadata now = metadata("3.5.7");

    private static SpringMetadata metadata(String version) {
        return SpringMetadata.ofJars(ARTIFACTS.stream().map(artifact -> Path.of("target/metadata-jars", artifact + "-"
                + version + ".jar")).toList());
    }

    @BeforeAll
    void loadTheOldVersion() {
        JsonNode result = sync("2.7.18");
        assertThat(result.path("added").intValue()).isEqualTo(old.size());
    }

    @Test
    @Order(1)
    void beforeTheDefaultsOfTheOldVersionAreExact() {
        assertThat(wrongDefaults(old, defaultsIn(old, 200))).isEmpty();
        List<ConfigurationProperty> soonRemoved = removed().stream().filter(
                property -> property.defaultValue() != null).limit(60).toList();
        assertThat(wrongDefaults(old, soonRemoved)).isEmpty();
    }

    @Test
    @Order(2)
    void theNewVersionChangesOnlyWhatChanged() {
        JsonNode result = sync("3.5.7");
        JsonNode again = sync("3.5.7");

        assertThat(result.path("removed").intValue()).isEqualTo(removed().size());
        assertThat(result.path("unchanged").intValue()).isGreaterThan(1_000);
        assertThat(again.path("added").intValue() + again.path("changed").intValue()
                + again.path("removed").intValue()).isZero();
        assertThat(again.path("lsn").longValue()).isEqualTo(result.path("lsn").longValue());
        assertThat(admin().get(PATH).json().path("version").stringValue()).isEqualTo("3.5.7");
    }

    @Test
    @Order(3)
    void everyDefaultThatChangedIsAnsweredAnewAndCitedInTheNewRevision() {
        List<ConfigurationProperty> changed = now.properties().stream().filter(
                property -> !property.isRemoved()).filter(property -> old.find(property.name()).filter(
                        before -> before.defaultValue() != null
                                && property.defaultValue() != null
                                && !before.defaultValue().equals(property.defaultValue())).isPresent()).toList();

        assertThat(changed).hasSizeGreaterThanOrEqualTo(8);
        for (ConfigurationProperty property : changed) {
            JsonNode answer = ask("What is the default of `" + property.name() + "`?");
            assertThat(answersWith(answer, String.valueOf(property.defaultValue()))).as(property.name()).isTrue();
            assertThat(answer.at("/attune/citations/0/revision").intValue()).isEqualTo(2);
            assertCitationsResolve(admin(), answer);
        }
    }

    @Test
    @Order(4)
    void atLeastTwoHundredDefaultsOfBothVersionsAreExact() {
        List<ConfigurationProperty> both = defaultsIn(now, 5_000).stream().filter(property -> old.find(
                property.name()).filter(p -> p.defaultValue() != null).isPresent()).limit(260).toList();

        assertThat(both).hasSizeGreaterThanOrEqualTo(200);
        assertThat(wrongDefaults(now, both)).isEmpty();
    }

    @Test
    @Order(5)
    void everyRemovedPropertyIsAnsweredAsRemovedWithItsReplacement() {
        List<ConfigurationProperty> removed = removed();
        assertThat(removed).hasSizeGreaterThanOrEqualTo(150);
        for (ConfigurationProperty property : removed) {
            JsonNode answer = ask("What is the default of `" + property.name() + "`?");
            assertThat(text(answer)).as(property.name()).contains("removed").contains("2.7.18").contains("3.5.7");
            String replacement = now.find(property.name()).map(ConfigurationProperty::replacement).orElse(
                    property.replacement());
            if (replacement != null) {
                assertThat(answersWith(answer, replacement)).as(property.name()).isTrue();
            }
            assertThat(answer.at("/attune/citations").size()).isPositive();
        }
    }

    @Test
    @Order(6)
    void inventedNamesAreDeclined() {
        SplittableRandom random = new SplittableRandom(7);
        List<String> tails = List.of("enabled", "timeout", "max-size", "mode", "path", "retry-count", "strategy");
        List<String> invented = new ArrayList<>();
        while (invented.size() < 60) {
            String real = now.properties().get(random.nextInt(now.size())).name();
            String name = random.nextBoolean()
                    ? real + "-" + tails.get(random.nextInt(tails.size()))
                    : real.substring(0, real.lastIndexOf('.') + 1) + "x" + tails.get(random.nextInt(tails.size()));
            if (now.find(name).isEmpty() && old.find(name).isEmpty()) {
                invented.add(name);
            }
        }
        List<String> forms = List.of("What is the default of `%s`?", "What does %s do?", "What type is `%s`?",
                "Which value should I give to %s?");
        for (int i = 0; i < invented.size(); i++) {
            JsonNode answer = ask(forms.get(i % forms.size()).formatted(invented.get(i)));
            assertThat(answer.at("/attune/abstained").booleanValue()).as(text(answer)).isTrue();
            assertThat(answer.at("/attune/citations").size()).isZero();
            assertThat(text(answer)).contains(invented.get(i));
        }
    }

    @Test
    @Order(7)
    void typeAndPurposeAreExactToo() {
        List<ConfigurationProperty> some = defaultsIn(now, 40);
        for (ConfigurationProperty property : some) {
            assertThat(answersWith(ask("What type is `" + property.name() + "`?"),
                    String.valueOf(property.shortType()))).as(property.name()).isTrue();
            if (property.description() != null) {
                assertThat(answersWith(ask("What does `" + property.name() + "` do?"), property.description())).as(
                        property.name()).isTrue();
            }
        }
    }

    @Test
    @Order(8)
    void aSeededEditOfTwoHundredDefaultsIsAnsweredAtOnce() {
        List<ConfigurationProperty> edited = defaultsIn(now, 200);
        List<Map<String, Object>> documents = new ArrayList<>();
        for (int i = 0; i < edited.size(); i++) {
            String key = edited.get(i).name();
            Map<String, Object> document = new TreeMap<>(property(key, "edited-" + i));
            document.put("id", key);
            documents.add(document);
        }
        long committing = System.nanoTime();
        JsonNode batch = admin().post(PATH + "/documents:batch", Map.of("documents", documents)).expect(200).json();
        long committed = System.nanoTime();
        assertThat(batch.path("changed").intValue()).isEqualTo(200);
        assertThat(batch.path("lsn").longValue()).isEqualTo(admin().get(PATH).json().path("indexedLsn").longValue());

        for (int i = 0; i < edited.size(); i++) {
            JsonNode answer = ask("What is the default of `" + edited.get(i).name() + "`?");
            assertThat(answersWith(answer, "edited-" + i)).as(edited.get(i).name()).isTrue();
        }
        assertThat(Duration.ofNanos(committed - committing)).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    @Order(9)
    void aChangedDocumentIsAnsweredWithinASecond() {
        List<Long> nanos = new ArrayList<>();
        List<ConfigurationProperty> edited = defaultsIn(now, 200);
        for (int i = 0; i < edited.size(); i++) {
            String key = edited.get(i).name();
            long start = System.nanoTime();
            admin().put(PATH + "/documents/" + key, property(key, "again-" + i)).expect(200);
            JsonNode answer = ask("What is the default of `" + key + "`?");
            nanos.add(System.nanoTime() - start);
            assertThat(answersWith(answer, "again-" + i)).as(key).isTrue();
        }

        Collections.sort(nanos);
        assertThat(Duration.ofNanos(nanos.get(nanos.size() * 99 / 100))).as(
                "p99, writing and asking included").isLessThan(Duration.ofSeconds(1));
    }

    private List<ConfigurationProperty> removed() {
        return old.properties().stream().filter(property -> !property.isRemoved()).filter(property -> now.find(
                property.name()).map(ConfigurationProperty::isRemoved).orElse(true)).toList();
    }

    private static List<ConfigurationProperty> defaultsIn(SpringMetadata metadata, int limit) {
        return metadata.properties().stream().filter(property -> !property.isRemoved()
                && property.defaultValue() != null).limit(limit).toList();
    }

    private List<String> wrongDefaults(SpringMetadata metadata, List<ConfigurationProperty> properties) {
        List<String> forms = List.of("What is the default of `%s`?", "What's the default value of %s?",
                "By default, what is `%s` set to?");
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < properties.size(); i++) {
            ConfigurationProperty property = properties.get(i);
            JsonNode answer = ask(forms.get(i % forms.size()).formatted(property.name()));
            String value = metadata.find(property.name()).map(ConfigurationProperty::defaultValue).orElseThrow();
            if (!answersWith(answer, String.valueOf(value))) {
                wrong.add(property.name() + ": " + text(answer));
            }
        }
        return wrong;
    }

    private JsonNode ask(String question) {
        return admin().ask(KB, question);
    }

    private JsonNode sync(String version) {
        return admin().post(PATH + "/sync?wait=true",
                Map.of("type", "spring-metadata", "artifacts", ARTIFACTS, "version", version)).expect(200).json();
    }
}
