package io.attune.orchestrator.evaluation;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.kernel.XmlText;
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
        if (format == Format.JSONL) {
            Iterable<EvaluatedAnswers.Answer> all = () -> all(project, evaluation).iterator();
            for (EvaluatedAnswers.Answer answer : all) {
                writer.write(JSON.writeValueAsString(answer) + "\n");
            }
        } else {
            try {
                junit(project, evaluation, writer);
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }
        writer.flush();
    }

    /** Page by page. */
    private Stream<EvaluatedAnswers.Answer> all(ProjectId project, EvaluationId evaluation) {
        return Stream.iterate(Optional.of(page(project, evaluation, null)), Optional::isPresent, page -> page.map(
                EvaluatedAnswers.Page::nextCursor).map(cursor -> page(project, evaluation, cursor))).flatMap(
                        Optional::stream).flatMap(page -> page.items().stream());
    }

    private EvaluatedAnswers.Page page(ProjectId project, EvaluationId evaluation, @Nullable String cursor) {
        return answers.list(project, evaluation, EvaluatedAnswers.Filter.ALL, cursor, PAGE);
    }

    private void junit(ProjectId project, EvaluationId evaluation, Writer out) throws XMLStreamException {
        XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        xml.writeAttribute("name", evaluation.value());
        String open = null;
        Iterable<EvaluatedAnswers.Answer> all = () -> all(project, evaluation).iterator();
        for (EvaluatedAnswers.Answer answer : all) {
            String suite = answer.arm() + " " + answer.suite();
            if (!suite.equals(open)) {
                if (open != null) {
                    xml.writeEndElement();
                }
                xml.writeStartElement("testsuite");
                xml.writeAttribute("name", XmlText.line(suite));
                open = suite;
            }
            testcase(xml, suite, answer);
        }
        xml.writeEndDocument();
        xml.flush();
    }

    private static void testcase(XMLStreamWriter xml, String suite, EvaluatedAnswers.Answer answer)
            throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", XmlText.line(suite));
        xml.writeAttribute("name", XmlText.line(answer.question()));
        xml.writeAttribute("time", String.valueOf(answer.outputs().stream().mapToLong(
                EvaluatedAnswers.Output::latencyMillis).sum() / 1000.0));
        List<String> missed = missed(answer);
        String outcome = answer.outcome();
        if (outcome == null) {
            xml.writeEmptyElement("skipped");
        } else if (!missed.isEmpty()) {
            xml.writeStartElement("failure");
            xml.writeAttribute("type", outcome);
            xml.writeAttribute("message", XmlText.line(String.join(", ", missed)));
            xml.writeCharacters(XmlText.characters(String.join("\n", answer.outputs().stream().map(
                    output -> output.way()
                            + ": " + output.text() + output.detail()).toList())));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    /** The shares that an answer did not earn in full. */
    private static List<String> missed(EvaluatedAnswers.Answer answer) {
        return Stream.of(Recipe.Measure.values()).filter(Recipe.Measure::isShare).flatMap(measure -> {
            Double value = answer.measures().get(measure.toString());
            boolean missed = value != null && (measure.higherIsBetter() ? value < 1 : value > 0);
            return missed ? Stream.of(measure + " " + value) : Stream.empty();
        }).toList();
    }
}
