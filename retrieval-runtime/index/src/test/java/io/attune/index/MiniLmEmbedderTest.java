package io.attune.index;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MiniLmEmbedderTest {

    @Test
    void nearMeaningsLieNear() {
        try (MiniLmEmbedder embedder = MiniLmEmbedder.load()) {
            Embedding question = embedder.embed("How do I stop the web server without losing requests?");
            Embedding near = embedder.embed("Graceful shutdown lets active requests finish before the server ends.");
            Embedding far = embedder.embed("The recipe needs two eggs and a spoon of flour.");

            assertThat(question.dimensions()).isEqualTo(embedder.dimensions());
            assertThat(question.cosine(near)).isGreaterThan(question.cosine(far) + 0.2);
        }
    }

    @Test
    void theSameTextHasTheSameVectorOnEveryThread() {
        try (MiniLmEmbedder embedder = MiniLmEmbedder.load(); var pool = Executors.newFixedThreadPool(2)) {
            Embedding alone = embedder.embed("Whether to disable cleaning of the database.");

            var others = IntStream.range(0, 8).mapToObj(i -> pool.submit(() -> embedder.embed(
                    "Whether to disable cleaning of the database."))).toList();

            assertThat(others).allSatisfy(other -> assertThat(other.get().cosine(alone)).isGreaterThan(0.9999));
        }
    }

    @Test
    void emptyAndVeryLongTextsHaveAVectorToo() {
        try (MiniLmEmbedder embedder = MiniLmEmbedder.load()) {
            for (String text : List.of("", "word ".repeat(5_000))) {
                assertThat(embedder.embed(text).dimensions()).isEqualTo(384);
            }
        }
    }
}
