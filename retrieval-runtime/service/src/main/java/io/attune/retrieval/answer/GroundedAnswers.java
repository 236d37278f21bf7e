package io.attune.retrieval.answer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.attune.index.KnowledgeIndex;
import io.attune.index.Passage;
import io.attune.index.Scope;
import io.attune.index.Span;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import io.attune.provider.ChatAnswer;
import io.attune.provider.ChatMessage;
import io.attune.registry.AnswerPolicy;
import io.attune.registry.AnswerPolicy.Fallback;
import io.attune.registry.AnswerPolicy.WithoutSupport;
import io.attune.registry.ProviderModel;
import io.attune.retrieval.Answer;
import io.attune.retrieval.Answer.Grounding;
import io.attune.retrieval.AnswerOptions;
import io.attune.retrieval.AnswerTarget;
import io.attune.retrieval.Answers;
import io.attune.retrieval.Citation;
import io.attune.retrieval.answer.PassageSearch.Support;
import io.attune.retrieval.indexing.Indexes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Exact lookup, then search, then abstention; see the package. */
@Service
class GroundedAnswers implements Answers {
    private static final Logger log = LoggerFactory.getLogger(GroundedAnswers.class);
    private static final int ATTEMPTS = 3;
    private static final int PASSAGES_MAX = 5;

    private final Indexes indexes;
    private final ExactLookup exact;
    private final PassageSearch search;
    private final Pages pages;
    private final ModelWriter models;

    GroundedAnswers(Indexes indexes, ExactLookup exact, PassageSearch search, Pages pages, ModelWriter models) {
        this.indexes = indexes;
        this.exact = exact;
        this.search = search;
        this.pages = pages;
        this.models = models;
    }

    /**
     * What knowledge says to a question.
     *
     * @param composition the extracted answer; not supported when nothing is known
     * @param passages what a model may write from, best first
     */
    private record Material(Question question, Composition composition, List<Support> passages) {
    }

    @Override
    public Answer answer(ProjectId project, AnswerTarget target, List<ChatMessage> messages, AnswerOptions options) {
        String base = target.knowledgeBase();
        if (base == null) {
            return alone(target, messages, options, 0).orElseGet(() -> abstention(target.policy(), "", 0));
        }
        Scope scope = new Scope(project, base);
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            KnowledgeIndex index = indexes.current(scope);
            long lsn = index.appliedLsn();
            Material material = material(index, QuestionReader.read(messages));
            Answer answer = fromMaterial(target, messages, options, material, lsn);
            if (pages.holds(scope, answer.citations())) {
                return answer;
            }
            log.debug("A document changed while it was answered from; attempt {} of {}", attempt, ATTEMPTS);
        }
        return abstention(target.policy(), "The documents change as they are read; ask again.", 0);
    }

    private Material material(KnowledgeIndex index, Question question) {
        ExactLookup.Found found = exact.find(index, question);
        Composition composition = new Composition();
        List<Support> passages = new ArrayList<>();
        found.subjects().forEach((key, holders) -> holders.forEach(page -> {
            FactSentences.say(question, key, page, composition);
            passages.add(whole(page));
        }));
        if (!found.unknown().isEmpty() && (!found.subjects().isEmpty() || isClosed(index, question, found.unknown()))) {
            composition.remark(nothingAbout(index.scope(), found.unknown()));
            return new Material(question, composition, passages);
        }
        if (found.subjects().isEmpty()) {
            List<Support> supports = search.find(index, question);
            return new Material(question, search.compose(index, question, supports), supports);
        }
        return new Material(question, composition, passages);
    }

    /**
     * A knowledge base that holds facts knows every name there is: what is asked of another name is declined. Plain words
     * in backticks are looked for in the text, and so are names where there are no facts.
     */
    private static boolean isClosed(KnowledgeIndex index, Question question, List<String> unknown) {
        boolean namesOnly = unknown.stream().anyMatch(name -> !question.marked().contains(name));
        return namesOnly && index.holdsFacts();
    }

    private Answer fromMaterial(AnswerTarget target, List<ChatMessage> messages, AnswerOptions options,
            Material material, long lsn) {
        AnswerPolicy policy = target.policy();
        ProviderModel model = target.model();
        Composition extracted = material.composition();
        if (model != null && model.capable() && policy.grounding() == AnswerPolicy.Grounding.GENERATED
                && !material.passages().isEmpty()) {
            Optional<Answer> written = written(model, target, messages, options, material, lsn);
            if (written.isPresent()) {
                return written.get();
            }
        }
        if (extracted.isSupported()) {
            return new Answer(extracted.text(), Grounding.EXTRACTED, extracted.citations(), lsn, TokenCount.ZERO,
                    TokenCount.ZERO);
        }
        if (policy.withoutSupport() == WithoutSupport.ANSWER) {
            Optional<Answer> unsupported = alone(target, messages, options, lsn);
            if (unsupported.isPresent()) {
                return unsupported.get();
            }
        }
        return abstention(policy, extracted.text(), lsn);
    }

    /** What a model wrote, when every sentence of it is supported; otherwise empty, and the extracted answer is used. */
    private Optional<Answer> written(ProviderModel model, AnswerTarget target, List<ChatMessage> messages,
            AnswerOptions options, Material material, long lsn) {
        List<Support> passages = material.passages().subList(0, Math.min(PASSAGES_MAX, material.passages().size()));
        List<String> texts = passages.stream().map(support -> withTitle(support.passage())).toList();
        Optional<ChatAnswer> words = ask(model, target, served -> models.fromPassages(served, target.policy(), messages,
                material.question().text(), texts, options));
        return words.flatMap(answer -> {
            String text = answer.text().strip();
            if (text.isEmpty() || text.contains(target.policy().abstention().strip())) {
                return Optional.empty();
            }
            Optional<List<Citation>> citations = CitationCheck.check(text, passages);
            return citations.map(checked -> new Answer(text, Grounding.GENERATED, checked, lsn, answer.promptTokens(),
                    answer.completionTokens()));
        });
    }

    private Optional<Answer> alone(AnswerTarget target, List<ChatMessage> messages, AnswerOptions options, long lsn) {
        ProviderModel model = target.model();
        if (model == null) {
            return Optional.empty();
        }
        ChatAnswer answer = models.alone(model, target.policy(), messages, options);
        return Optional.of(new Answer(answer.text(), Grounding.MODEL, List.of(), lsn, answer.promptTokens(),
                answer.completionTokens(), answer.finishReason()));
    }

    /** Asks the served model and, when it is down, what the policy names next. Empty means extraction. */
    private static Optional<ChatAnswer> ask(ProviderModel model, AnswerTarget target, Asking asking) {
        try {
            return Optional.of(asking.ask(model));
        } catch (PlatformException down) {
            log.warn("'{}' does not answer: {}", model.modelId(), down.message());
            for (Fallback fallback : target.policy().whenModelDown()) {
                ProviderModel base = target.baseModel();
                if (fallback == Fallback.EXTRACT) {
                    return Optional.empty();
                }
                if (base != null && base.capable()) {
                    try {
                        return Optional.of(asking.ask(base));
                    } catch (PlatformException alsoDown) {
                        log.warn("'{}' does not answer either: {}", base.modelId(), alsoDown.message());
                    }
                }
            }
            throw down;
        }
    }

    private static Answer abstention(AnswerPolicy policy, String why, long lsn) {
        String text = why.isEmpty() ? policy.abstention() : policy.abstention() + " " + why;
        return new Answer(text, Grounding.NONE, List.of(), lsn, TokenCount.ZERO, TokenCount.ZERO);
    }

    private static String nothingAbout(Scope scope, List<String> unknown) {
        String names = String.join(", ", unknown.stream().map(name -> "`" + name + "`").toList());
        return "The knowledge base " + scope.knowledgeBase() + " holds nothing about " + names + ".";
    }

    private static Support whole(Page page) {
        Span span = new Span(0, page.text().length());
        return new Support(new Passage(page.revision().documentId(), page.revision().number(), span,
                page.revision().title(), page.text(), page.revision().state()), page);
    }

    private static String withTitle(Passage passage) {
        return passage.text().contains(passage.title()) ? passage.text() : passage.title() + ": " + passage.text();
    }

    /** One question to one model. */
    @FunctionalInterface
    private interface Asking {
        ChatAnswer ask(ProviderModel model);
    }
}
