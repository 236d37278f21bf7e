package io.attune.retrieval.web;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;

import io.attune.index.Embedder;
import io.attune.platform.Caller;
import io.attune.retrieval.indexing.Embeddings;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * OpenAI's embeddings, from the model by which passages are found. Vectors have length one. What is longer than the model reads is
 * cut; {@code usage} counts the tokens that were read.
 */
@RestController
class EmbeddingController {
    private final Embeddings embeddings;
    private final JsonMapper json;

    EmbeddingController(Embeddings embeddings, JsonMapper json) {
        this.embeddings = embeddings;
        this.json = json;
    }

    /** @param caller whoever has a key may ask; nothing of a project is read */
    @PostMapping("/v1/embeddings")
    ObjectNode embed(Caller caller, @RequestBody JsonNode body) {
        EmbeddingForm form = new EmbeddingForm(body);
        Embedder model = embeddings.model();
        form.require(model);
        ObjectNode root = json.createObjectNode().put("object", "list");
        ArrayNode data = root.putArray("data");
        List<String> texts = form.texts();
        long tokens = 0;
        for (int i = 0; i < texts.size(); i++) {
            ObjectNode one = data.addObject().put("object", "embedding").put("index", i);
            float[] vector = model.embed(texts.get(i)).toArray();
            if (form.isBase64()) {
                one.put("embedding", base64(vector));
            } else {
                ArrayNode values = one.putArray("embedding");
                for (float value : vector) {
                    values.add(value);
                }
            }
            tokens += model.tokens(texts.get(i));
        }
        root.put("model", model.id()).putObject("usage").put("prompt_tokens", tokens).put("total_tokens", tokens);
        return root;
    }

    /** Four bytes a value, the least significant first. */
    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
