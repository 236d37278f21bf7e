package io.attune.provider.testkit.openai;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

import tools.jackson.databind.JsonNode;

/** What an endpoint answers with status 200. */
sealed interface Reply {

    /** A JSON document. */
    record Document(JsonNode body) implements Reply {}

    /** Bytes of any kind. */
    @SuppressWarnings("ArrayRecordComponent") // handed through, never compared
    record Bytes(String contentType, byte[] content) implements Reply {}

    /** A file, as it lies on disk. */
    record Content(Path file) implements Reply {}

    static Reply of(Object body) {
        return new Document(Json.tree(body));
    }

    static Reply deleted(String id, String object) {
        return of(Map.of("id", id, "object", object, "deleted", true));
    }

    static Reply text(String contentType, String content) {
        return new Bytes(contentType, content.getBytes(StandardCharsets.UTF_8));
    }
}
