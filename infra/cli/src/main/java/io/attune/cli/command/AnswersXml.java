package io.attune.cli.command;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

import io.attune.cli.failure.CliException;
import io.attune.cli.failure.ExitCode;
import io.attune.kernel.XmlText;

/** Measured answers as JUnit's XML, which build servers read as test results. */
final class AnswersXml {
    private static final double MILLIS = 1_000.0;

    private AnswersXml() {}

    /** One answer; what it missed is its failure. */
    record Case(String question, String text, Duration took, List<String> missed) {}

    static void write(Path target, String suite, List<Case> cases) {
        try (Writer file = Files.newBufferedWriter(target)) {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(file);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", XmlText.line(suite));
            xml.writeAttribute("tests", Integer.toString(cases.size()));
            xml.writeAttribute("failures", Long.toString(cases.stream().filter(
                    one -> !one.missed().isEmpty()).count()));
            for (Case one : cases) {
                xml.writeStartElement("testcase");
                xml.writeAttribute("classname", XmlText.line(suite));
                xml.writeAttribute("name", XmlText.line(one.question()));
                xml.writeAttribute("time", Double.toString(one.took().toMillis() / MILLIS));
                if (!one.missed().isEmpty()) {
                    xml.writeStartElement("failure");
                    xml.writeAttribute("message", XmlText.line(String.join(", ", one.missed())));
                    xml.writeCharacters(XmlText.characters(one.text()));
                    xml.writeEndElement();
                }
                xml.writeEndElement();
            }
            xml.writeEndDocument();
            xml.flush();
        } catch (IOException | XMLStreamException e) {
            throw new CliException(ExitCode.BAD_INPUT, target + " cannot be written", List.of(), "Name another file.",
                    e);
        }
    }
}
