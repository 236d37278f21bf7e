package io.attune.pipeline.source;

import java.util.ArrayList;
import java.util.List;

import io.attune.pipeline.Part;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads content that is a list of parts: texts and pictures. */
final class PartReader {
    private final LineProblems problems;

    PartReader(LineProblems problems) {
        this.problems = problems;
    }

    List<Part> read(JsonNode list, String at) {
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            Part part = part(list.get(i), at + "/" + i);
            if (part != null) {
                parts.add(part);
            }
        }
        return parts;
    }

    private @Nullable Part part(JsonNode node, String at) {
        String type = node.path("type").isString() ? node.path("type").stringValue() : "";
        return switch (type) {
            case "text" -> text(node, at);
            case "image_url" -> image(node, at);
            default -> bad(at, "the part is neither a text nor a picture", "Write {\"type\": \"text\", \"text\": …} or"
                    + " {\"type\": \"image_url\", \"image_url\": {\"url\": …}}.");
        };
    }

    private @Nullable Part text(JsonNode node, String at) {
        return node.path("text").isString() && node.size() == 2
                ? new Part.Text(node.path("text").stringValue())
                : bad(at, "the part has more or less than its text", "Write {\"type\": \"text\", \"text\": …}.");
    }

    private @Nullable Part image(JsonNode node, String at) {
        JsonNode image = node.path("image_url");
        if (!image.path("url").isString() || node.size() != 2) {
            return bad(at, "the picture has no address, or something beside it",
                    "Write {\"type\": \"image_url\", \"image_url\": {\"url\": …}}.");
        }
        JsonNode detail = image.path("detail");
        boolean usual = detail.isMissingNode() || (detail.isString() && detail.stringValue().equals("auto"));
        if (image.size() != (detail.isMissingNode() ? 1 : 2) || !usual) {
            return bad(at + "/image_url", "only a picture's address and detail auto are kept",
                    "Leave the rest out.");
        }
        return new Part.Image(image.get("url").stringValue());
    }

    private @Nullable Part bad(String at, String message, String nextStep) {
        problems.add(at, BadReason.PART, message, nextStep);
        return null;
    }
}
