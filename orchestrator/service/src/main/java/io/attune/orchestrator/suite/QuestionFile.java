package io.attune.orchestrator.suite;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.kernel.Digest;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.pipeline.plan.CurationPlan;
import org.jspecify.annotations.Nullable;

/**
 * A file of questions that becomes a suite in one step.
 *
 * @param path its name, for people
 * @param content of what was sent ahead
 * @param plan which reads all of it into one split
 */
record QuestionFile(String path, Digest content, CurationPlan plan) {
    private static final List<String> TYPES = List.of("jsonl", "qa", "csv");

    /**
     * Reads what a request says.
     *
     * @throws io.attune.kernel.InvalidInputException with everything wrong about it
     */
    static QuestionFile of(SuiteController.SentFile sent) {
        Problems problems = new Problems();
        String path = sent.path() == null ? "" : sent.path();
        String type = sent.type() == null ? "jsonl" : sent.type();
        if (!path.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,127}")) {
            problems.add(new Problem("/file/path", "'" + path + "' is no file name",
                    "Write letters, digits, dots, hyphens and underscores, beginning with a letter or digit."));
        }
        if (!TYPES.contains(type)) {
            problems.add(new Problem("/file/type", "'" + type + "' is no type of a question file", "Write one of "
                    + String.join(", ", TYPES) + "."));
        }
        Digest content = content(sent.content(), problems);
        problems.throwIfAny("The suite");
        CurationPlan plan = CurationPlan.parse(Map.of("sources", List.of(source(sent, path, type)), "steps", List.of(
                "normalize", "exact-duplicates"), "split", Map.of("validation", "0%", "test", "0%")), problems);
        problems.throwIfAny("The suite");
        return new QuestionFile(path, content, plan);
    }

    private static Map<String, Object> source(SuiteController.SentFile sent, String path, String type) {
        Map<String, Object> source = new TreeMap<>(Map.of("name", "questions", "type", type, "path", path, "license",
                sent.license() == null ? "internal" : sent.license(), "personalData", sent.personalData() == null
                        ? "unknown"
                        : sent.personalData()));
        Map<String, String> keys = Map.of("prompt", "prompt", "answer", "answer");
        if (type.equals("qa")) {
            source.put("fields", keys);
        }
        if (type.equals("csv")) {
            source.put("columns", keys);
        }
        return source;
    }

    private static Digest content(@Nullable String written, Problems problems) {
        if (written != null && written.matches("sha256:[0-9a-f]{64}")) {
            return Digest.parse(written);
        }
        problems.add(new Problem("/file/content", "the content is not named by its digest",
                "Send the file with PUT /api/v1/uploads/sha256:… and write that digest here."));
        return Digest.of("");
    }
}
