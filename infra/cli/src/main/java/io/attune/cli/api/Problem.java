package io.attune.cli.api;

import java.util.ArrayList;
import java.util.List;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import tools.jackson.databind.JsonNode;

/** Turns a problem of RFC 9457 into the failure of a command: every single problem, its place, line and next step. */
final class Problem {
    private Problem() {}

    /**
     * The failure that an answer means.
     *
     * @param status of HTTP
     * @param request what was asked, such as {@code GET /api/v1/runs}, for answers that explain nothing
     * @param body the answer's text
     */
    static CliException failure(int status, String request, String body) {
        JsonNode problem = Json.read(body).filter(JsonNode::isObject).orElseGet(Json::object);
        ExitCode code = ExitCode.ofHttpStatus(status);
        String detail = firstOf(problem, "/detail", "/error/message", "/title", "/message");
        List<String> details = new ArrayList<>();
        for (JsonNode one : Json.list(problem, "/problems")) {
            details.addAll(lines(one));
        }
        String nextStep = Json.text(problem, "/nextStep");
        if (status == 401 && nextStep.isEmpty()) {
            nextStep = "Set ATTUNE_KEY to a valid API key, or run where .attune/admin.key can be read.";
        }
        String message = detail.isEmpty() ? "The platform answered " + status + " to " + request : detail;
        return new CliException(code, message, details, nextStep, null);
    }

    private static List<String> lines(JsonNode problem) {
        String place = firstOf(problem, "/place", "/pointer");
        long line = Json.whole(problem, "/line");
        String at = line > 0 ? "line " + line + (place.isEmpty() ? "" : ", " + place) : place;
        String message = firstOf(problem, "/message", "/detail");
        List<String> lines = new ArrayList<>();
        lines.add(at.isEmpty() ? message : at + ": " + message);
        String nextStep = Json.text(problem, "/nextStep");
        if (!nextStep.isEmpty()) {
            lines.add("    " + nextStep);
        }
        return lines;
    }

    private static String firstOf(JsonNode node, String... pointers) {
        for (String pointer : pointers) {
            String text = Json.text(node, pointer);
            if (!text.isEmpty()) {
                return text;
            }
        }
        return "";
    }
}
