package io.attune.retrieval;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.retrieval.Http.Reply;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

class DocumentsIT extends RetrievalServer {

    @Test
    void aChangedDefaultIsAnsweredAtOnceAndCitedInTheNewRevision() {
        Http admin = admin();
        String kb = knowledgeBase(admin, "changed");
        admin.put(kb + "/documents/server.shutdown", property("server.shutdown", "immediate")).expect(200);
        assertThat(text(admin.ask("changed", "What is the default of `server.shutdown`?"))).contains("`immediate`");

        Reply written = admin.put(kb + "/documents/server.shutdown", property("server.shutdown", "graceful")).expect(
                200);

        JsonNode answer = admin.ask("changed", "What is the default of server.shutdown?");
        assertThat(text(answer)).isEqualTo("The default of `server.shutdown` is `graceful`.");
        assertThat(answer.at("/attune/citations/0/revision").intValue()).isEqualTo(2);
        assertThat(answer.at("/attune/grounding").stringValue()).isEqualTo("extracted");
        assertThat(written.headers().firstValue("X-Index-Lsn")).contains("2");
        assertCitationsResolve(admin, answer);
    }

    @Test
    void writingTheSameAgainMakesNoRevision() {
        Http admin = admin();
        String kb = knowledgeBase(admin, "same");
        admin.put(kb + "/documents/a.b", property("a.b", "1")).expect(200);

        JsonNode again = admin.put(kb + "/documents/a.b", property("a.b", "1")).expect(200).json();

        assertThat(again.path("unchanged").booleanValue()).isTrue();
        assertThat(again.path("revision").intValue()).isEqualTo(1);
        assertThat(admin.get(kb).json().path("lsn").intValue()).isEqualTo(1);
    }

    @Test
    void anOldRevisionStaysAtItsAddress() {
        Http admin = admin();
        String kb = knowledgeBase(admin, "kept");
        admin.put(kb + "/documents/a.b", property("a.b", "1")).expect(200);
        JsonNode before = admin.ask("kept", "default of `a.b`?");
        admin.put(kb + "/documents/a.b", property("a.b", "2")).expect(200);

        assertCitationsResolve(admin, before);
        assertThat(admin.get(kb + "/documents/a.b/revisions/1").expect(200).json().path("text").stringValue()).contains(
                "Default: 1.");
        assertThat(admin.get(kb + "/documents/a.b/revisions/3").status()).isEqualTo(404);
    }

    @Test
    void aDeletedDocumentIsNeverShownAgain() {
        Http admin = admin();
        String kb = knowledgeBase(admin, "deleted");
        admin.put(kb + "/documents/secret.plan", property("secret.plan", "moonbase")).expect(200);
        admin.delete(kb + "/documents/secret.plan").expect(204);

        JsonNode answer = admin.ask("deleted", "What is the default of `secret.plan`?");

        assertThat(answer.at("/attune/abstained").booleanValue()).isTrue();
        assertThat(answer.toString()).doesNotContain("moonbase");
        assertThat(admin.get(kb + "/search?q=moonbase").json().path("items").size()).isZero();
        assertThat(admin.get(kb + "/facts?key=secret.plan").json().path("facts").size()).isZero();
        assertThat(admin.get(kb + "/documents/secret.plan").status()).isEqualTo(410);
        assertThat(admin.get(kb + "/documents/secret.plan/revisions/1").status()).isEqualTo(410);
    }

    @Test
    void deletingOneDocumentOfABatchLeavesTheOthersCitable() {
        Http admin = admin();
        String kb = knowledgeBase(admin, "repacked");
        List<Map<String, Object>> documents = new ArrayList<>();
        for (String key : List.of("p.one", "p.two", "p.three")) {
            Map<String, Object> document = new TreeMap<>(property(key, "of-" + key));
            document.put("id", key);
            documents.add(document);
        }
        admin.post(kb + "/documents:batch", Map.of("documents", documents)).expect(200);
        admin.delete(kb + "/documents/p.two").expect(204);

        assertThat(admin.ask("repacked", "default of `p.two`?").at("/attune/abstained").booleanValue()).isTrue();
        for (String key : List.of("p.one", "p.three")) {
            JsonNode answer = admin.ask("repacked", "What is the default of `" + key + "`?");
            assertThat(answersWith(answer, "of-" + key)).isTrue();
            assertCitationsResolve(admin, answer);
        }
    }

    @Test
    void aDocumentWrittenAfterItsDeletionHasANewRevisionNumber() {
        Http admin = admin();
        String kb = knowledgeBase(admin, "reborn");
        admin.put(kb + "/documents/a.b", property("a.b", "1")).expect(200);
        admin.delete(kb + "/documents/a.b").expect(204);

        JsonNode again = admin.put(kb + "/documents/a.b", property("a.b", "1")).expect(200).json();

        assertThat(again.path("revision").intValue()).isEqualTo(2);
        assertThat(text(admin.ask("reborn", "default of `a.b`?"))).contains("`1`");
    }

    @Test
    void twoProjectsNeverSeeEachOther() {
        String mine = knowledgeBase(admin(), "shared-name");
        knowledgeBase(other(), "shared-name");
        admin().put(mine + "/documents/a.b", property("a.b", "mine")).expect(200);

        assertThat(other().ask("shared-name", "What is the default of `a.b`?").at(
                "/attune/abstained").booleanValue()).isTrue();
        assertThat(other().get(mine + "/search?q=mine+something").json().path("items").size()).isZero();
        assertThat(other().get(mine + "/documents/a.b").status()).isEqualTo(404);
        assertThat(other().get("/api/v1/knowledge-bases").body()).doesNotContain("\"changed\"");
        assertThat(other().get("/api/v1/knowledge-bases/only-mine").status()).isEqualTo(404);
    }

    @Test
    void theVectorFollowsAndUntilThenTheHitSaysSo() {
        Http admin = admin();
        String kb = knowledgeBase(admin, "vectors");
        admin.put(kb + "/documents/halt", Map.of("title", "Halting", "text",
                "Graceful shutdown lets active requests finish before the server ends.")).expect(200);
        assertThat(admin.get(kb + "/search?q=shutdown").json().path("items").size()).isEqualTo(1);

        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> admin.get(kb).json().path(
                "vectorsPending").intValue() == 0);

        JsonNode hit = admin.get(kb + "/search?q=stop+without+losing+traffic&explain=true").json().at("/items/0");
        assertThat(hit.path("vectorPending").booleanValue()).isFalse();
        assertThat(hit.at("/explain/dense/rank").intValue()).isEqualTo(1);
    }

    @Test
    void everyFaultOfABatchIsNamedAtOnce() {
        Http admin = admin();
        String kb = knowledgeBase(admin, "faults");

        Reply reply = admin.post(kb + "/documents:batch", Map.of("documents",
                List.of(Map.of("title", "no id", "text", "x"), Map.of("id", "a/b", "title", "t", "text", "x"),
                        Map.of("id", "c", "title", "t", "text", "one two one", "facts",
                                List.of(Map.of("key", "k", "attribute", "default", "value", "one"))))));

        reply.expect(400);
        assertThat(reply.json().path("problems").valueStream().map(problem -> problem.path(
                "place").stringValue())).containsExactly("/documents/0/id", "/documents/1",
                        "/documents/2/facts/0/value");
        assertThat(reply.body()).contains("not once but 2 times");
    }

    @Test
    void aViewerReadsAndDoesNotWrite() {
        String kb = knowledgeBase(admin(), "guarded");
        assertThat(viewer().get(kb).status()).isEqualTo(200);
        assertThat(viewer().put(kb + "/documents/a", property("a.b", "1")).status()).isEqualTo(403);
        assertThat(viewer().delete(kb + "/documents/a").status()).isEqualTo(403);
        assertThat(viewer().post(kb + "/sync", Map.of()).status()).isEqualTo(403);
    }

    @Test
    void anUnknownKnowledgeBaseIsNamed() {
        Reply reply = admin().get("/api/v1/knowledge-bases/nowhere");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.body()).contains("nowhere").contains("not-found");
    }

    @Test
    void positionsCountCodePoints() {
        Http admin = admin();
        String kb = knowledgeBase(admin, "emoji");
        String text = "\uD83D\uDE80\uD83D\uDE80 The launch window\nDefault: 45 s.";
        admin.put(kb + "/documents/launch.window", Map.of("title", "launch.window", "text", text, "facts",
                List.of(Map.of("key", "launch.window", "attribute", "default", "value", "45 s")))).expect(200);

        JsonNode answer = admin.ask("emoji", "What is the default of `launch.window`?");

        assertThat(answersWith(answer, "45 s")).isTrue();
        assertCitationsResolve(admin, answer);
    }

    @Test
    void changesFromManyWritersAtOnceAreAllAnswered() throws InterruptedException {
        Http admin = admin();
        String kb = knowledgeBase(admin, "writers");
        List<Thread> writers = new ArrayList<>();
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        for (int writer = 0; writer < 4; writer++) {
            String prefix = "w" + writer + ".p";
            writers.add(Thread.ofVirtual().start(() -> {
                for (int i = 0; i < 10; i++) {
                    String key = prefix + i;
                    admin.put(kb + "/documents/" + key, property(key, "v" + i)).expect(200);
                    if (!text(admin.ask("writers", "What is the default of `" + key + "`?")).contains("`v" + i + "`")) {
                        failures.add(key);
                    }
                }
            }));
        }
        for (Thread writer : writers) {
            writer.join();
        }

        assertThat(failures).isEmpty();
        assertThat(admin.get(kb).json().path("lsn").intValue()).isEqualTo(40);
        assertThat(admin.get(kb).json().path("indexedLsn").intValue()).isEqualTo(40);
    }
}
