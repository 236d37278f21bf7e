package io.attune.index;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.attune.index.Documents.SCOPE;
import static io.attune.index.Documents.document;
import static io.attune.index.Documents.found;
import static io.attune.index.Documents.put;
import static io.attune.index.Documents.withDefault;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class KnowledgeIndexTest {

    @Test
    void aChangeIsVisibleWhenApplyReturns() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            index.apply(List.of(put(1, document("a", 1, "The gateway waits for the upstream."))));

            assertThat(found(index, "upstream gateways")).containsExactly("a");
            assertThat(index.appliedLsn()).isEqualTo(1);
        }
    }

    @Test
    void aNewRevisionReplacesTheOldOneAltogether() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            index.apply(List.of(put(1, withDefault("server.shutdown", 1, "immediate"))));
            index.apply(List.of(put(2, withDefault("server.shutdown", 2, "graceful"))));

            assertThat(index.facts(List.of("server.shutdown"))).extracting(Fact::value, Fact::revision).containsExactly(
                    tuple("graceful", 2));
            assertThat(found(index, "immediate")).isEmpty();
            assertThat(found(index, "graceful")).containsExactly("server.shutdown");
        }
    }

    @Test
    void aDeletedDocumentIsFoundByNoStrategy() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            index.apply(List.of(put(1, withDefault("server.shutdown", 1, "immediate"))));
            index.attachVectors(new WordEmbedder(), 10, Runnable::run);
            index.apply(List.of(new IndexChange.Delete(2, "server.shutdown")));

            SearchRequest request = new SearchRequest("server shutdown immediate",
                    Optional.of(new WordEmbedder().embed("server shutdown")), List.of("server.shutdown"), 10,
                    Fusion.DEFAULT);
            assertThat(index.search(request).hits()).isEmpty();
            assertThat(index.facts(List.of("server.shutdown"))).isEmpty();
        }
    }

    @Test
    void aPropertyIsFoundByThePartsOfItsName() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            index.apply(List.of(put(1, document("spring.flyway.clean-disabled", 1, "Whether it is off.")),
                    put(2, document("server.port", 1, "Where it listens."))));

            assertThat(found(index, "flyway clean")).containsExactly("spring.flyway.clean-disabled");
        }
    }

    @Test
    void factsAreFoundHoweverTheirKeyIsWritten() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            index.apply(List.of(put(1, withDefault("spring.flyway.clean-disabled", 1, "false"))));

            for (String written : List.of("spring.flyway.clean-disabled", "spring.flyway.cleanDisabled",
                    "SPRING_FLYWAY_CLEANDISABLED", "Spring.Flyway.clean_disabled")) {
                assertThat(index.facts(List.of(written))).as(written).hasSize(1);
            }
            assertThat(index.facts(List.of("spring.flyway.clean", "flyway.clean-disabled"))).isEmpty();
        }
    }

    @Test
    void aVectorIsAttachedLaterAndUntilThenTheHitSaysSo() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            WordEmbedder embedder = new WordEmbedder();
            index.apply(List.of(put(1, document("a", 1, "stop the server"))));
            assertThat(index.search(SearchRequest.lexical("server", 5)).hits().getFirst().vectorPending()).isTrue();
            assertThat(index.vectorsPending()).isEqualTo(1);

            assertThat(index.attachVectors(embedder, 10, Runnable::run)).isEqualTo(1);

            SearchHit hit = index.search(SearchRequest.hybrid("server", embedder.embed("server"), 5)).hits().getFirst();
            assertThat(hit.vectorPending()).isFalse();
            assertThat(hit.explain()).containsOnlyKeys(Strategy.LEXICAL, Strategy.DENSE);
            assertThat(index.vectorsPending()).isZero();
            assertThat(index.attachVectors(embedder, 10, Runnable::run)).isZero();
        }
    }

    @Test
    void aVectorOfTextThatChangedMeanwhileIsDropped() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            index.apply(List.of(put(1, document("a", 1, "old words"))));
            WordEmbedder embedder = new WordEmbedder();
            Embedder slow = new Embedder() {
                @Override
                public String id() {
                    return embedder.id();
                }

                @Override
                public int dimensions() {
                    return embedder.dimensions();
                }

                @Override
                public Embedding embed(String text) {
                    index.apply(List.of(put(2, document("a", 2, "new words"))));
                    return embedder.embed(text);
                }

                @Override
                public int tokens(String text) {
                    return embedder.tokens(text);
                }
            };

            index.attachVectors(slow, 10, Runnable::run);

            assertThat(index.vectorsPending()).isEqualTo(1);
            assertThat(found(index, "old")).isEmpty();
            assertThat(found(index, "new")).containsExactly("a");
        }
    }

    @Test
    void whatWasCommittedIsThereAfterARestartAndTheTailIsReplayed(@TempDir Path folder) {
        IndexChange.Put first = put(1, withDefault("a.b", 1, "1"));
        IndexChange.Put second = put(2, withDefault("a.c", 1, "2"));
        try (KnowledgeIndex index = KnowledgeIndex.open(SCOPE, folder)) {
            index.apply(List.of(first));
        }
        try (KnowledgeIndex index = KnowledgeIndex.open(SCOPE, folder)) {
            assertThat(index.appliedLsn()).isEqualTo(1);
            index.apply(List.of(first, second));

            assertThat(index.facts(List.of("a.b", "a.c"))).hasSize(2);
            assertThat(index.passages()).isEqualTo(2);
        }
    }

    @Test
    void numbersThatDoNotRiseAreRefused() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            List<IndexChange> changes = List.of(put(2, document("a", 1, "x")), put(1, document("b", 1, "y")));
            assertThatThrownBy(() -> index.apply(changes)).hasMessageContaining("comes after change 2");
        }
    }

    @Test
    void evidenceWeighsWordsThatTheKnowledgeBaseDoesNotKnow() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            index.apply(List.of(put(1, document("a", 1, "Stops the server gracefully."))));
            Passage passage = index.search(SearchRequest.lexical("server", 1)).hits().getFirst().passage();

            assertThat(index.evidence("stop the server", passage).coverage()).isEqualTo(1);
            assertThat(index.evidence("bake the bread server", passage)).satisfies(evidence -> {
                assertThat(evidence.matched()).isEqualTo(1);
                assertThat(evidence.coverage()).isLessThan(0.3);
            });
        }
    }

    @Test
    void theExactStrategyPutsTheKeysDocumentFirst() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            index.apply(List.of(put(1, document("other", 1, "port port port server.port")),
                    put(2, withDefault("server.port", 1, "8080"))));
            SearchRequest request = new SearchRequest("port", Optional.empty(), List.of("server.port"), 5,
                    Fusion.DEFAULT);

            SearchHit first = index.search(request).hits().getFirst();

            assertThat(first.passage().documentId()).isEqualTo("server.port");
            assertThat(first.explain()).containsKey(Strategy.EXACT);
        }
    }

    @Test
    void convexFusionWeighsTheSides() {
        try (KnowledgeIndex index = KnowledgeIndex.inMemory(SCOPE)) {
            WordEmbedder embedder = new WordEmbedder();
            index.apply(List.of(put(1, document("a", 1, "alpha beta")), put(2, document("b", 1, "gamma delta"))));
            index.attachVectors(embedder, 10, Runnable::run);
            for (double dense : new double[]{0, 1}) {
                SearchRequest request = new SearchRequest("alpha", Optional.of(embedder.embed("gamma delta b")),
                        List.of(), 1, new Fusion.Convex(dense));
                assertThat(index.search(request).hits().getFirst().passage().documentId()).isEqualTo(dense == 0
                        ? "a"
                        : "b");
            }
        }
    }
}
