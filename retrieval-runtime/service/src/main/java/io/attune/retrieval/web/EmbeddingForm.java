package io.attune.retrieval.web;

import java.util.List;

import io.attune.index.Embedder;
import tools.jackson.databind.JsonNode;

/** A request for embeddings, read. */
final class EmbeddingForm {
    /** OpenAI's limit. */
    private static final int TEXTS_MAX = 2048;
    private static final int CHARACTERS_MAX = 2_000_000;

    private final String model;
    private final List<String> texts;
    private final boolean base64;
    private final int dimensions;

    /** @throws OpenAiException naming the parameter that cannot be read */
    EmbeddingForm(JsonNode body) {
        this.model = body.path("model").asString("");
        this.texts = texts(body.path("input"));
        this.base64 = switch (body.path("encoding_format").asString("float")) {
            case "float" -> false;
            case "base64" -> true;
            default -> throw OpenAiException.invalid("encoding_format", "'encoding_format' is float or base64, and not "
                    + body.path("encoding_format") + ".");
        };
        this.dimensions = body.path("dimensions").asInt(0);
    }

    private static List<String> texts(JsonNode input) {
        List<JsonNode> given = input.isArray() ? input.valueStream().toList() : List.of(input);
        if (given.isEmpty() || given.stream().anyMatch(text -> !text.isString() || text.asString().isEmpty())) {
            throw OpenAiException.invalid("input",
                    "'input' must be a text or a list of texts, none of them empty; lists of"
                            + " tokens are not read.");
        }
        if (given.size() > TEXTS_MAX) {
            throw OpenAiException.invalid("input", "'input' has " + given.size() + " texts, and at most " + TEXTS_MAX
                    + " are embedded at once.");
        }
        List<String> texts = given.stream().map(JsonNode::asString).toList();
        long characters = texts.stream().mapToLong(String::length).sum();
        if (characters > CHARACTERS_MAX) {
            throw OpenAiException.invalid("input", "'input' has " + characters + " characters, and at most "
                    + CHARACTERS_MAX + " are embedded at once.");
        }
        return texts;
    }

    /** @throws OpenAiException when another model or another size is asked for */
    void require(Embedder served) {
        if (!model.equals(served.id())) {
            throw new OpenAiException(404, "The model `" + model + "` does not exist; embeddings come from `"
                    + served.id()
                    + "`.", "model", "model_not_found");
        }
        if (dimensions != 0 && dimensions != served.dimensions()) {
            throw OpenAiException.invalid("dimensions", "`" + served.id() + "` has " + served.dimensions()
                    + " dimensions, and not " + dimensions + ".");
        }
    }

    List<String> texts() {
        return texts;
    }

    boolean isBase64() {
        return base64;
    }
}
