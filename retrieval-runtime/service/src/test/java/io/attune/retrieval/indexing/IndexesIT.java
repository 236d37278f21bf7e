package io.attune.retrieval.indexing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.attune.index.DocumentState;
import io.attune.index.Fact;
import io.attune.index.KnowledgeIndex;
import io.attune.index.Scope;
import io.attune.index.Span;
import io.attune.kernel.ProjectId;
import io.attune.platform.PlatformProperties;
import io.attune.platform.testing.TestServersInitializer;
import io.attune.retrieval.RetrievalProperties;
import io.attune.retrieval.documents.DocumentStore;
import io.attune.retrieval.documents.DocumentWriter;
import io.attune.retrieval.documents.Draft;
import io.attune.retrieval.documents.Provenance;
import io.attune.retrieval.documents.RevisionTexts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.ContextConfiguration;

import static org.assertj.core.api.Assertions.assertThat;

/** A process that starts: from nothing, from an index that is behind, from one that is damaged. */
@SpringBootTest(webEnvironment = WebEnvironment.MOCK, properties = "attune.retrieval.embedding-threads=0")
@ContextConfiguration(initializers = TestServersInitializer.class)
class IndexesIT {
    private static final Scope SCOPE = new Scope(ProjectId.DEFAULT, "replayed");

    @SpringBootApplication(scanBasePackages = "io.attune.retrieval")
    static class Application {
    }

    @Autowired
    DocumentWriter writer;
    @Autowired
    DocumentStore store;
    @Autowired
    RevisionTexts texts;
    @Autowired
    PlatformProperties platform;
    @TempDir
    Path folder;

    @BeforeEach
    void knowledge() {
        writer.ensure(SCOPE);
        writer.write(SCOPE, List.of(draft("a", "1"), draft("b", "1"), draft("c", "1")), Provenance.CALLER);
        writer.write(SCOPE, List.of(draft("b", "2")), Provenance.CALLER);
        writer.delete(SCOPE, "c");
    }

    @Test
    void anEmptyFolderIsFilledFromTheLog() {
        try (Indexes indexes = start()) {
            assertThat(values(indexes)).containsExactlyInAnyOrder("a=1", "b=2");
        }
    }

    @Test
    void afterARestartOnlyTheTailIsReplayed() {
        try (Indexes indexes = start()) {
            indexes.current(SCOPE);
        }
        writer.write(SCOPE, List.of(draft("a", "3")), Provenance.CALLER);
        writer.delete(SCOPE, "b");

        try (Indexes indexes = start()) {
            assertThat(values(indexes)).containsExactly("a=3");
        }
        writer.write(SCOPE, List.of(draft("a", "1")), Provenance.CALLER);
    }

    @Test
    void aDamagedIndexIsBuiltAgain() throws IOException {
        try (Indexes indexes = start()) {
            indexes.current(SCOPE);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(f -> f.getFileName().toString().startsWith("segments_")).toList()) {
                Files.writeString(file, "this is not an index");
            }
        }
        try (Indexes indexes = start()) {
            assertThat(values(indexes)).containsExactlyInAnyOrder("a=1", "b=2");
        }
    }

    private Indexes start() {
        return new Indexes(store, texts, new RetrievalProperties(folder, 0, null), platform);
    }

    private static List<String> values(Indexes indexes) {
        KnowledgeIndex index = indexes.current(SCOPE);
        return index.facts(List.of("a", "b", "c")).stream().map((Fact fact) -> fact.key() + "="
                + fact.value()).toList();
    }

    private static Draft draft(String key, String value) {
        Span place = new Span(9, 9 + value.length());
        return new Draft(key, key, "Default: " + value, DocumentState.ACTIVE,
                List.of(new Draft.DraftFact(key, "default", value, null, place)));
    }
}
