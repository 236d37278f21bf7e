package io.attune.retrieval;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.attune.retrieval.Http.Reply;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

class EmbeddingsIT extends RetrievalServer {
    private static final String MODEL = "all-minilm-l6-v2-q8";

    @BeforeEach
    void untilTheModelIsLoaded() {
        await().atMost(Duration.ofSeconds(60)).until(() -> embed("ready?").status() == 200);
    }

    @Test
    void texts_get_vectors_of_length_one_in_their_order() {
        JsonNode body = embed(List.of("How long does the gateway wait?", "Orchids need watering weekly.",
                "How long does the gateway wait?")).expect(200).json();

        assertThat(body.path("object").asString()).isEqualTo("list");
        assertThat(body.path("data").size()).isEqualTo(3);
        assertThat(body.at("/data/1/index").intValue()).isEqualTo(1);
        assertThat(vector(body, 0)).hasSize(384).isEqualTo(vector(body, 2)).isNotEqualTo(vector(body, 1));
        assertThat(cosine(vector(body, 0), vector(body, 0))).isCloseTo(1, within(1e-5));
        assertThat(body.at("/usage/prompt_tokens").intValue()).isBetween(18, 40);
    }

    @Test
    void what_means_the_same_is_nearer_than_what_does_not() {
        JsonNode body = embed(List.of("The gateway gives up after thirty seconds.",
                "After half a minute the gateway stops waiting.", "Orchids need watering weekly.")).expect(200).json();

        assertThat(cosine(vector(body, 0), vector(body, 1))).isGreaterThan(cosine(vector(body, 0), vector(body, 2))
                + 0.2);
    }

    @Test
    void clients_that_ask_for_base64_get_the_same_numbers() {
        JsonNode plain = embed("a text").expect(200).json();
        JsonNode packed = admin().post("/v1/embeddings", Map.of("model", MODEL, "input", "a text", "encoding_format",
                "base64")).expect(200).json();

        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(packed.at(
                "/data/0/embedding").asString())).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(IntStream.range(0, 384).mapToObj(i -> bytes.getFloat(4 * i)).toList()).isEqualTo(vector(plain, 0));
    }

    @Test
    void bad_requests_are_refused_in_openais_shape_naming_the_parameter() {
        assertThat(refused(Map.of("model", MODEL))).isEqualTo("input");
        assertThat(refused(Map.of("model", MODEL, "input", ""))).isEqualTo("input");
        assertThat(refused(Map.of("model", MODEL, "input", List.of(1, 2)))).isEqualTo("input");
        assertThat(refused(Map.of("model", MODEL, "input", "x", "dimensions", 12))).isEqualTo("dimensions");
        assertThat(refused(Map.of("model", MODEL, "input", "x", "encoding_format", "int8"))).isEqualTo(
                "encoding_format");
        Reply unknown = admin().post("/v1/embeddings", Map.of("model", "another", "input", "x")).expect(404);
        assertThat(unknown.json().at("/error/code").asString()).isEqualTo("model_not_found");
        assertThat(unknown.body()).contains(MODEL);
    }

    private String refused(Map<String, Object> body) {
        return admin().post("/v1/embeddings", body).expect(400).json().at("/error/param").asString();
    }

    private Reply embed(Object input) {
        return admin().post("/v1/embeddings", Map.of("model", MODEL, "input", input));
    }

    private static List<Float> vector(JsonNode body, int index) {
        return body.path("data").path(index).path("embedding").valueStream().map(JsonNode::floatValue).toList();
    }

    private static double cosine(List<Float> a, List<Float> b) {
        return IntStream.range(0, a.size()).mapToDouble(i -> (double) a.get(i) * b.get(i)).sum();
    }
}
