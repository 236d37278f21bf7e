package io.attune.pipeline.source;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.attune.pipeline.Example;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.Message;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The short way never says anything else than the strict one. */
class PlainLineTest {
    private static final String PLACE = "voice.jsonl:1";

    @Test
    void a_conversation_of_texts_and_metadata_is_read_without_a_tree() {
        String line = "{ \"messages\" : [{\"role\":\"system\",\"content\":\"Bé \\u00e9\\ud83d\\ude00\\n\\\"\"},"
                + " {\"content\":\"Q\",\"role\":\"user\"}, {\"role\":\"assistant\",\"content\":\"A\",\"weight\":1}],"
                + "\t\"metadata\": {\"lang\":\"de\", \"ticket\":\"7\", \"group\":\"g\"}} ";
        assertThat(plain(line)).isNotNull().isEqualTo(strict(line)).isEqualTo(new Example("voice", PLACE, "g",
                "CC0-1.0", "de", List.of(Message.system("Bé é\ud83d\ude00\n\""), Message.user("Q"), new Message(
                        Message.assistant("").role(), "A", 1)), List.of(), null, new java.util.TreeMap<>(Map.of(
                                "ticket",
                                "7"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"messages\":[]}", "{\"messages\":[{\"role\":\"user\"}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"content\":\"b\"}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\",\"weight\":1}]}",
            "{\"messages\":[{\"role\":\"function\",\"content\":\"a\"}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"\\ud800\"}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"\\udc00\"}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"\\x\"}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\tb\"}]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}]},",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"metadata\":{\"id\":\" \"}}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"metadata\":{\"a\":\"1\",\"a\":\"2\"}}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"}],\"tools\":[]}",
            "{\"messages\":[{\"role\":\"user\",\"content\":\"a", "{\"messages\":[{\"role\":\"user\",\"content\":\"\\"})
    void what_is_not_plain_is_left_to_the_strict_way(String line) {
        assertThat(plain(line)).isNull();
    }

    @Property(tries = 1_000)
    void what_both_ways_read_they_read_alike(@ForAll("lines") String line) {
        assertThat(plain(line)).isNotNull().isEqualTo(strict(line));
    }

    @Property(tries = 5_000)
    void a_line_with_a_changed_byte_is_read_alike_or_left_to_the_strict_way(@ForAll("lines") String line,
            @ForAll @IntRange(min = 0, max = 1_000_000) int at, @ForAll("bytes") byte value) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        bytes[at % bytes.length] = value;
        if (Utf8.firstInvalid(bytes, 0, bytes.length) < 0) {
            Example plain = plain(bytes);
            assertThat(plain).isIn(null, plain == null ? null : strict(bytes));
        }
    }

    @Property(tries = 1_000)
    void a_line_that_ends_early_is_left_to_the_strict_way(@ForAll("lines") String line,
            @ForAll @IntRange(min = 1, max = 1_000_000) int less) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        assertThat(new PlainLine(Sources.CHAT).read(PLACE, bytes, 0, bytes.length - less % bytes.length - 1)).isNull();
    }

    @Provide
    Arbitrary<Byte> bytes() {
        return Arbitraries.oneOf(Arbitraries.bytes(), Arbitraries.of((byte) '"', (byte) '\\', (byte) '{', (byte) '}',
                (byte) ',', (byte) ' ', (byte) 'u', (byte) '0', (byte) 0));
    }

    @Provide
    Arbitrary<String> lines() {
        Arbitrary<String> text = Arbitraries.oneOf(Arbitraries.strings().all().ofMaxLength(20),
                Arbitraries.strings().ascii().ofMaxLength(40)).filter(s -> s.codePoints().noneMatch(
                        c -> c >= 0xD800 && c <= 0xDFFF));
        Arbitrary<String> shown = Combinators.combine(text, Arbitraries.of(true, false)).as((t, escape) -> escape
                ? escaped(t)
                : ExampleJson.chatLine(new Example("", "", "", "", List.of(Message.user(t)), Map.of())).replaceAll(
                        "(?s)^.*\"content\":(.*)\\}\\]\\}$", "$1"));
        Arbitrary<String> message = Combinators.combine(Arbitraries.of("user", "system", "assistant"), shown).as((role,
                t) -> "{\"role\":\"" + role + "\",\"content\":" + t + "}");
        Arbitrary<String> metadata = Arbitraries.maps(Arbitraries.of("id", "group", "lang", "license", "a", "b c", "ü"),
                shown.map(t -> t.replaceFirst("\"", "\"x"))).ofMaxSize(4).map(m -> String.join(",",
                        m.entrySet().stream().map(e -> "\"" + e.getKey() + "\": " + e.getValue()).toList()));
        return Combinators.combine(message.list().ofMinSize(1).ofMaxSize(4), metadata).as((m,
                facts) -> "{\"messages\":["
                        + String.join(" ,", m) + "],\"metadata\": {" + facts + "} }");
    }

    /** A text with every character as an escape. */
    private static String escaped(String text) {
        StringBuilder out = new StringBuilder("\"");
        text.chars().forEach(c -> out.append(String.format(c % 2 == 0 ? "\\u%04x" : "\\u%04X", c)));
        return out.append('"').toString();
    }

    private static @Nullable Example plain(String line) {
        return plain(line.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Example plain(byte[] bytes) {
        return new PlainLine(Sources.CHAT).read(PLACE, bytes, 0, bytes.length);
    }

    private static @Nullable Example strict(String line) {
        return strict(line.getBytes(StandardCharsets.UTF_8));
    }

    private static @Nullable Example strict(byte[] bytes) {
        return new JsonText(SourceLimits.DEFAULT).parse(bytes, 0,
                bytes.length) instanceof JsonText.Parsed.Tree(var root) && LineParser.parse(Sources.CHAT, PLACE,
                        root) instanceof LineParser.Outcome.Made(Example example) ? example : null;
    }
}
