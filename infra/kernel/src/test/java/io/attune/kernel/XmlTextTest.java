package io.attune.kernel;

import java.io.StringReader;
import java.io.StringWriter;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import javax.xml.stream.XMLStreamWriter;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class XmlTextTest {

    @Test
    void control_characters_become_pictures_and_line_breaks_stay_unless_all_is_one_line() {
        assertThat(XmlText.characters("a\0b\u001b[31m\n\tc\uD800\uFFFF")).isEqualTo("a␀b␛[31m\n\tc\uFFFD\uFFFD");
        assertThat(XmlText.line(" Which\r\n limit?\u0007 ")).isEqualTo("Which limit?␇");
    }

    @Property(tries = 200)
    void whatever_it_is_a_parser_reads_back_what_was_written(@ForAll String text) throws XMLStreamException {
        StringWriter xml = new StringWriter();
        XMLStreamWriter writer = XMLOutputFactory.newFactory().createXMLStreamWriter(xml);
        writer.writeStartElement("a");
        writer.writeAttribute("line", XmlText.line(text));
        writer.writeCharacters(XmlText.characters(text));
        writer.writeEndElement();
        writer.flush();

        XMLStreamReader reader = XMLInputFactory.newFactory().createXMLStreamReader(new StringReader(xml.toString()));
        reader.next();
        assertThat(reader.getAttributeValue(0)).isEqualTo(XmlText.line(text));
        assertThat(reader.getElementText()).isEqualTo(XmlText.characters(text).replace("\r\n", "\n").replace('\r',
                '\n'));
    }
}
