package io.attune.retrieval.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import jakarta.servlet.http.HttpServletRequest;

import io.attune.index.Scope;
import io.attune.index.Span;
import io.attune.kernel.ProjectId;
import io.attune.retrieval.Answer;
import io.attune.retrieval.AnswerTarget;
import io.attune.retrieval.Citation;
import io.attune.retrieval.documents.DocumentStore;
import io.attune.retrieval.documents.RevisionTexts;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts an answer into the shapes of OpenAI's chat completions; positions in code points. */
@Component
class ChatViews {
    private static final int PIECE = 24;

    private final JsonMapper json;
    private final RevisionUrls urls;
    private final DocumentStore store;
    private final RevisionTexts texts;

    ChatViews(JsonMapper json, RevisionUrls urls, DocumentStore store, RevisionTexts texts) {
        this.json = json;
        this.urls = urls;
        this.store = store;
        this.texts = texts;
    }

    /** What every form of one answer shares. */
    record Frame(String id, long created, String model) {
    }

    /** A citation with its place counted in code points. */
    record Cited(Citation citation, Span place, Span supports, String url) {
    }

    /** The citations as callers see them. */
    List<Cited> cited(AnswerTarget target, Answer answer, ProjectId project,
            HttpServletRequest request) {
        String base = target.knowledgeBase();
        if (base == null) {
            return List.of();
        }
        Scope scope = new Scope(project, base);
        return answer.citations().stream().flatMap(citation -> store.revision(scope, citation.document(),
                citation.revision()).stream().map(revision -> {
                    String text = texts.get(scope, revision.place());
                    Span place = CodePoints.of(text, citation.span());
                    return new Cited(citation, place, CodePoints.of(answer.text(), citation.supports()),
                            urls.of(request, base, citation.document(), citation.revision(), place));
                })).toList();
    }

    /** The whole answer at once. */
    ObjectNode completion(Frame frame, AnswerTarget target, Answer answer, List<Cited> cited) {
        ObjectNode root = head(frame, "chat.completion");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        ObjectNode message = choice.putObject("message").put("role", "assistant").put("content", answer.text());
        message.putNull("refusal");
        message.set("annotations", annotations(cited));
        choice.putNull("logprobs");
        choice.put("finish_reason", answer.finishReason());
        root.set("usage", usage(answer));
        root.set("attune", attune(target, answer, cited));
        return root;
    }

    /** The answer as the chunks of a stream, in order. */
    List<ObjectNode> chunks(Frame frame, AnswerTarget target, Answer answer, List<Cited> cited, boolean usage) {
        List<ObjectNode> chunks = new ArrayList<>();
        chunks.add(chunk(frame, json.createObjectNode().put("role", "assistant").put("content", ""), null));
        String text = answer.text();
        for (int from = 0; from < text.length();) {
            int to = Math.min(text.length(), from + PIECE);
            to += to < text.length() && Character.isLowSurrogate(text.charAt(to)) ? 1 : 0;
            chunks.add(chunk(frame, json.createObjectNode().put("content", text.substring(from, to)), null));
            from = to;
        }
        ObjectNode delta = json.createObjectNode();
        delta.set("annotations", annotations(cited));
        ObjectNode annotated = chunk(frame, delta, null);
        annotated.set("attune", attune(target, answer, cited));
        chunks.add(annotated);
        chunks.add(chunk(frame, json.createObjectNode(), answer.finishReason()));
        if (usage) {
            ObjectNode last = head(frame, "chat.completion.chunk");
            last.putArray("choices");
            last.set("usage", usage(answer));
            chunks.add(last);
        }
        return chunks;
    }

    private ObjectNode chunk(Frame frame, ObjectNode delta, @Nullable String finishReason) {
        ObjectNode root = head(frame, "chat.completion.chunk");
        ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
        choice.set("delta", delta);
        choice.put("finish_reason", finishReason);
        return root;
    }

    private ObjectNode head(Frame frame, String object) {
        return json.createObjectNode().put("id", frame.id()).put("object", object).put("created", frame.created()).put(
                "model", frame.model());
    }

    private ArrayNode annotations(List<Cited> cited) {
        ArrayNode annotations = json.createArrayNode();
        for (Cited each : cited) {
            annotations.addObject().put("type", "url_citation").putObject("url_citation").put("start_index",
                    each.supports().start()).put("end_index", each.supports().end()).put("title",
                            each.citation().title()).put("url", each.url());
        }
        return annotations;
    }

    private ObjectNode usage(Answer answer) {
        long prompt = answer.promptTokens().value();
        long completion = answer.completionTokens().value();
        return json.createObjectNode().put("prompt_tokens", prompt).put("completion_tokens", completion).put(
                "total_tokens", prompt + completion);
    }

    private ObjectNode attune(AnswerTarget target, Answer answer, List<Cited> cited) {
        ObjectNode node = json.createObjectNode().put("grounding", answer.grounding().name().toLowerCase(
                Locale.ROOT)).put("abstained", answer.abstained()).put("knowledgeBase", target.knowledgeBase()).put(
                        "indexedLsn", answer.indexedLsn());
        ArrayNode citations = node.putArray("citations");
        for (Cited each : cited) {
            Citation citation = each.citation();
            citations.addObject().put("document", citation.document()).put("revision", citation.revision()).put("title",
                    citation.title()).put("url", each.url()).put("start", each.place().start()).put("end",
                            each.place().end()).put("quote", citation.quote()).put("answerStart",
                                    each.supports().start()).put("answerEnd", each.supports().end());
        }
        return node;
    }
}
