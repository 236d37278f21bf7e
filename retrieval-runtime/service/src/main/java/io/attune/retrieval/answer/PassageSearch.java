package io.attune.retrieval.answer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import io.attune.index.Embedding;
import io.attune.index.Fusion;
import io.attune.index.KnowledgeIndex;
import io.attune.index.Passage;
import io.attune.index.SearchHit;
import io.attune.index.SearchRequest;
import io.attune.index.Sentences;
import io.attune.index.Span;
import io.attune.retrieval.answer.Question.Attribute;
import io.attune.retrieval.indexing.Embeddings;
import org.springframework.stereotype.Component;

/** Finds passages that speak of a question, and what they say to it. */
@Component
class PassageSearch {
    private static final int DEPTH = 20;
    private static final int SENTENCES_MAX = 2;
    private static final double SENTENCE_SHARE = 0.6;
    /** Words that say what is asked and not about what. */
    private static final Pattern FRAME = Pattern.compile(
            "(?i)\\b(which|what|whose|how|where) (configuration )?(property|properties|setting|option|key|value|type)s?\\b"
                    + "|\\bdefaults?( values?)?\\b|\\bplease\\b"
                    + "|\\b(what|which|who|whom|whose|when|where|why|how|do|does|did|can|could|should|would|i|we|you|my|our|your"
                    + "|me|us)\\b");

    private final Embeddings embeddings;
    private final Pages pages;

    PassageSearch(Embeddings embeddings, Pages pages) {
        this.embeddings = embeddings;
        this.pages = pages;
    }

    /** A passage that speaks of the question, with the newest page it stands in. */
    record Support(Passage passage, Page page) {
    }

    /** Supporting passages, best first; empty when nothing supports an answer. */
    List<Support> find(KnowledgeIndex index, Question question) {
        String words = FRAME.matcher(question.text()).replaceAll(" ").strip();
        String query = words.isEmpty() ? question.text() : words;
        Optional<Embedding> vector = embeddings.ofQuestion(query);
        List<SearchHit> hits = index.search(new SearchRequest(query, vector, List.of(), DEPTH,
                Fusion.DEFAULT)).hits().stream().filter(hit -> SupportRule.holds(hit, index.evidence(query,
                        hit.passage()))).filter(hit -> speaksOf(hit.passage(), question.names())).toList();
        return current(index, hits);
    }

    /** Says what the supporting passages say; empty when they say nothing to the question. */
    Composition compose(KnowledgeIndex index, Question question, List<Support> supports) {
        Composition answer = new Composition();
        for (Support support : preferred(supports)) {
            Page page = support.page();
            if (page.keys().isEmpty()) {
                saySentences(index, question, support, answer);
            } else if (question.attribute() == Attribute.DEFAULT || question.attribute() == Attribute.TYPE) {
                FactSentences.say(question, page.keys().getFirst(), page, answer);
            } else if (page.isRemoved()) {
                FactSentences.say(question, page.keys().getFirst(), page, answer);
            } else {
                FactSentences.sayDescription(page.keys().getFirst(), page, answer);
            }
            if (!answer.isEmpty()) {
                break;
            }
        }
        return answer;
    }

    /** What is goes before what is no more. */
    private static List<Support> preferred(List<Support> supports) {
        List<Support> ordered = new ArrayList<>(supports.stream().filter(s -> !s.page().isRemoved()).toList());
        supports.stream().filter(s -> s.page().isRemoved()).forEach(ordered::add);
        return ordered;
    }

    private List<Support> current(KnowledgeIndex index, List<SearchHit> hits) {
        Map<String, Page> byId = new LinkedHashMap<>();
        pages.newest(index.scope(), hits.stream().map(hit -> hit.passage().documentId()).toList()).forEach(
                page -> byId.put(page.revision().documentId(), page));
        List<Support> supports = new ArrayList<>();
        for (SearchHit hit : hits) {
            Page page = byId.get(hit.passage().documentId());
            if (page != null && page.revision().number() == hit.passage().revision()) {
                supports.add(new Support(hit.passage(), page));
            }
        }
        return supports;
    }

    /** A question that names things is answered from passages that name them too, to the letter. */
    private static boolean speaksOf(Passage passage, List<String> names) {
        return names.stream().allMatch(name -> Pattern.compile("(?<![\\w.-])" + Pattern.quote(name)
                + "(?![\\w-]|\\.\\w)", Pattern.CASE_INSENSITIVE).matcher(passage.title() + "\n"
                        + passage.text()).find());
    }

    private static void saySentences(KnowledgeIndex index, Question question, Support support, Composition answer) {
        Passage passage = support.passage();
        List<Span> sentences = Sentences.of(passage.text());
        double[] shares = sentences.stream().mapToDouble(sentence -> index.evidence(question.text(),
                new Passage(passage.documentId(), passage.revision(), sentence, "", sentence.in(passage.text()),
                        passage.state())).coverage()).toArray();
        double best = Arrays.stream(shares).max().orElse(0);
        int said = 0;
        for (int i = 0; i < shares.length && said < SENTENCES_MAX; i++) {
            if (best > 0 && shares[i] >= best * (said == 0 ? 1 : SENTENCE_SHARE)) {
                Span place = sentences.get(i).shift(passage.span().start());
                answer.say(place.in(support.page().text()), support.page(), place);
                said++;
            }
        }
    }
}
