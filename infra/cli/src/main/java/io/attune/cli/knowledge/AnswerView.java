package io.attune.cli.knowledge;

import java.util.ArrayList;
import java.util.List;

import io.attune.cli.api.Json;
import io.attune.cli.terminal.Style;
import io.attune.cli.terminal.Table;
import tools.jackson.databind.JsonNode;

/**
 * An answer with its citations as footnotes: title, revision, the quoted span, and where it can be read.
 *
 * @param style for the result
 * @param width columns to fit into, 0 for as many as needed
 */
public record AnswerView(Style style, int width) {

    /** The lines of an answer of {@code /v1/chat/completions}. */
    public List<String> lines(JsonNode completion) {
        List<JsonNode> citations = Json.list(completion, "/attune/citations");
        String text = marked(Json.text(completion, "/choices/0/message/content"), citations);
        List<String> lines = new ArrayList<>(wrap(text, 0).stream().map(
                line -> Json.isTrue(completion, "/attune/abstained") ? style.yellow(line) : line).toList());
        for (int i = 0; i < citations.size(); i++) {
            JsonNode citation = citations.get(i);
            lines.add(style.dim("  [" + (i + 1) + "] ") + style.cyan(Json.text(citation, "/title"))
                    + style.dim(", revision " + Json.text(citation, "/revision")) + quote(citation));
            lines.add(style.dim("      " + Json.text(citation, "/url")));
        }
        lines.add(style.dim("  " + grounding(completion)));
        return lines;
    }

    /** Puts the footnotes' numbers behind what they support, last first, so that earlier places stay where they are. */
    private static String marked(String text, List<JsonNode> citations) {
        StringBuilder marked = new StringBuilder(text);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < citations.size(); i++) {
            order.add(i);
        }
        order.sort((a, b) -> {
            int byPlace = Long.compare(end(citations.get(b)), end(citations.get(a)));
            return byPlace != 0 ? byPlace : Integer.compare(b, a);
        });
        int points = text.codePointCount(0, text.length());
        for (int i : order) {
            int end = (int) end(citations.get(i));
            if (end > 0 && end <= points) {
                marked.insert(text.offsetByCodePoints(0, end), "[" + (i + 1) + "]");
            }
        }
        return marked.toString();
    }

    private static long end(JsonNode citation) {
        return Json.whole(citation, "/answerEnd");
    }

    private static String quote(JsonNode citation) {
        String quote = Json.text(citation, "/quote").replace('\n', ' ');
        return quote.isEmpty() ? "" : ": “" + Style.cut(quote, 120) + "”";
    }

    private static String grounding(JsonNode completion) {
        String base = Json.text(completion, "/attune/knowledgeBase");
        String at = base.isEmpty() ? "" : " of " + base + " at change " + Json.text(completion, "/attune/indexedLsn");
        return switch (Json.text(completion, "/attune/grounding")) {
            case "extracted" -> "extracted from cited text" + at;
            case "generated" -> "generated from cited text, citations checked" + at;
            case "model" -> "the model's own words, nothing cited";
            default -> "no support found" + at;
        };
    }

    private List<String> wrap(String text, int indent) {
        return width == 0 ? text.lines().toList() : Table.wrap(text, width - indent);
    }
}
