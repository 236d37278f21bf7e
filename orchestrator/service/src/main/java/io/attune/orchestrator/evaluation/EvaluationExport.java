package io.attune.orchestrator.evaluation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Writes an evaluation's results page by page. */
@Component
class EvaluationExport {
    private static final int PAGE = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final EvaluatedAnswers answers;

    EvaluationExport(EvaluatedAnswers answers) {
        this.answers = answers;
    }

    /** In which form. */
    enum Format {
        JSONL("application/x-ndjson;charset=UTF-8"),
        /** As build servers read test results. */
        JUNIT("application/xml;charset=UTF-8");

        private final String contentType;

        Format(String contentType) {
            this.contentType = contentType;
        }

        String contentType() {
            return contentType;
        }

        static Format parse(String text) {
            for (Format format : values()) {
                if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
                    return format;
                }
            }
            throw new PlatformException(ErrorCode.INVALID_INPUT, "There is no format '" + text + "'",
                    "Write jsonl or junit.");
        }
    }

    void write(ProjectId project, EvaluationId evaluation, Format format, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        if (format == Format.JUNIT) {
            writer.write("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"" + evaluation + "\">\n");
        }
        String open = null;
        String cursor = null;
        do {
            EvaluatedAnswers.Page page = answers.list(project, evaluation, EvaluatedAnswers.Filter.ALL, cursor, PAGE);
            for (EvaluatedAnswers.Answer answer : page.items()) {
                if (format == Format.JSONL) {
                    writer.write(JSON.writeValueAsString(answer) + "\n");
                } else {
                    open = junit(writer, open, answer);
                }
            }
            cursor = page.nextCursor();
        } while (cursor != null);
        if (format == Format.JUNIT) {
            writer.write((open == null ? "" : "  </testsuite>\n") + "</testsuites>\n");
        }
        writer.flush();
    }

    private static String junit(Writer writer, @Nullable String open, EvaluatedAnswers.Answer answer)
            throws IOException {
        String suite = answer.arm() + " " + answer.suite();
        if (!suite.equals(open)) {
            writer.write((open == null ? "" : "  </testsuite>\n") + "  <testsuite name=\"" + escape(suite) + "\">\n");
        }
        double seconds = answer.outputs().stream().mapToLong(EvaluatedAnswers.Output::latencyMillis).sum() / 1000.0;
        writer.write("    <testcase classname=\"" + escape(suite) + "\" name=\"" + escape(answer.question())
                + "\" time=\""
                + seconds + "\"");
        List<String> missed = missed(answer);
        String outcome = answer.outcome();
        if (outcome == null) {
            writer.write("><skipped/></testcase>\n");
        } else if (missed.isEmpty()) {
            writer.write("/>\n");
        } else {
            String said = String.join("\n", answer.outputs().stream().map(output -> output.way() + ": " + output.text()
                    + output.detail()).toList());
            writer.write("><failure type=\"" + outcome + "\" message=\"" + escape(String.join(", ", missed)) + "\">"
                    + escape(said) + "</failure></testcase>\n");
        }
        return suite;
    }

    /** The shares that an answer did not earn in full. */
    private static List<String> missed(EvaluatedAnswers.Answer answer) {
        return Stream.of(Recipe.Measure.values()).filter(Recipe.Measure::isShare).flatMap(measure -> {
            Double value = answer.measures().get(measure.toString());
            boolean missed = value != null && (measure.higherIsBetter() ? value < 1 : value > 0);
            return missed ? Stream.of(measure + " " + value) : Stream.empty();
        }).toList();
    }

    /** Characters that XML does not have are shown as a question mark. */
    static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '&' -> out.append("&amp;");
                case '"' -> out.append("&quot;");
                case '\n', '\r', '\t' -> out.append("&#").append(c).append(';');
                default -> out.appendCodePoint(c < 0x20 || (c >= 0xD800 && c < 0xE000) || c == 0xFFFE || c == 0xFFFF
                        ? '?'
                        : c);
            }
        });
        return out.toString();
    }
}
