package io.attune.retrieval;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import io.attune.platform.PlatformProperties;
import io.attune.platform.testing.TestServersInitializer;
import org.assertj.core.api.Assertions;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;
import tools.jackson.databind.JsonNode;

/** The module over real HTTP, on a real database and object store; shared by all test classes. */
@SpringBootTest(classes = RetrievalTestApplication.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
        "server.address=127.0.0.1", "attune.sources.jars=target/metadata-jars",
        // the SHA-256 of "other-key" and of "viewer-key"
        "attune.api-keys[0].name=other",
        "attune.api-keys[0].sha256=580843d03d2216ff1a275d0991bad66e4d1af871171d929e9de604b7959f9bca",
        "attune.api-keys[0].project=other",
        "attune.api-keys[0].permission=admin", "attune.api-keys[1].name=viewer",
        "attune.api-keys[1].sha256=9b88f3b3de5ee9f1bb657b76cc43581a9e25e9091bb23c35b2748b7c3509b6e6"})
@ContextConfiguration(initializers = TestServersInitializer.class)
abstract class RetrievalServer {
    @Autowired
    PlatformProperties platform;
    @Autowired
    ListedDeployments deployments;
    @Autowired
    ScriptedModel model;
    @LocalServerPort
    int port;

    /** An administrator of the project {@code default}. */
    Http admin() {
        try {
            return new Http(address(), Files.readString(platform.home().resolve("admin.key")).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** An administrator of another project. */
    Http other() {
        return new Http(address(), "other-key");
    }

    Http viewer() {
        return new Http(address(), "viewer-key");
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** Makes a knowledge base and returns its path. */
    String knowledgeBase(Http caller, String name) {
        String path = "/api/v1/knowledge-bases/" + name;
        caller.put(path, Map.of()).expect(200);
        return path;
    }

    /** A document that gives a default, as callers write it. */
    static Map<String, Object> property(String key, String value) {
        return Map.of("title", key, "text", "`" + key + "`: Something to set.\nDefault: " + value + ".", "facts",
                List.of(Map.of("key", key, "attribute", "default", "value", value, "start",
                        ("`" + key + "`: Something to set.\nDefault: ").length())));
    }

    static String text(JsonNode completion) {
        return completion.at("/choices/0/message/content").stringValue();
    }

    /** Fails unless every citation's address leads to its quote and its offsets lie in the answer. */
    static void assertCitationsResolve(Http caller, JsonNode completion) {
        String text = text(completion);
        JsonNode annotations = completion.at("/choices/0/message/annotations");
        JsonNode citations = completion.at("/attune/citations");
        Assertions.assertThat(annotations.size()).isEqualTo(citations.size()).isPositive();
        for (int i = 0; i < citations.size(); i++) {
            JsonNode annotation = annotations.get(i).path("url_citation");
            String url = annotation.path("url").stringValue();
            int[] place = Arrays.stream(url.substring(url.indexOf("#char=") + 6).split(",")).mapToInt(
                    Integer::parseInt).toArray();
            String stored = caller.get(url.substring(0, url.indexOf('#')), "text/plain").expect(200).body();
            String quote = stored.substring(stored.offsetByCodePoints(0, place[0]),
                    stored.offsetByCodePoints(0, place[1]));
            Assertions.assertThat(quote).isEqualTo(citations.get(i).path("quote").stringValue());
            Assertions.assertThat(annotation.path("start_index").intValue()).isLessThan(annotation.path(
                    "end_index").intValue());
            Assertions.assertThat(annotation.path("end_index").intValue()).isLessThanOrEqualTo(text.codePointCount(0,
                    text.length()));
        }
    }

    /** Whether the answer gives a value and cites a span that holds it. */
    static boolean answersWith(JsonNode completion, String value) {
        return text(completion).contains(value) && completion.at("/attune/citations").valueStream().anyMatch(
                citation -> citation.path("quote").stringValue().contains(value));
    }
}
