package io.attune.pipeline.source;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

import io.attune.pipeline.Example;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.Judgement;
import io.attune.pipeline.Message;
import io.attune.pipeline.Role;
import io.attune.pipeline.Tool;
import io.attune.pipeline.ToolCall;
import io.attune.pipeline.plan.SourceSpec;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

class ReaderLawsTest {
    private static final List<SourceSpec.OfFile> SOURCES = List.of(Sources.CHAT, Sources.PREFERENCES, Sources.RATINGS,
            Sources.table());

    @Property(tries = 200)
    void what_is_written_is_read_again(@ForAll("conversations") List<Message> messages) {
        Example example = new Example("voice", "voice.jsonl:1", "voice/voice.jsonl:1", "CC0-1.0", null, messages,
                List.of(new Tool("f", "", "{\"type\":\"object\"}")), null, new TreeMap<>());
        assertThat(Sources.only(Sources.CHAT, ExampleJson.chatLine(example))).isEqualTo(example);
    }

    @Property(tries = 200)
    void a_preference_that_is_written_is_read_again(@ForAll("conversations") List<Message> messages,
            @ForAll("conversations") List<Message> better, @ForAll("conversations") List<Message> worse) {
        Example example = new Example("ranked", "ranked.jsonl:1", "ranked/ranked.jsonl:1", "CC0-1.0", null, messages,
                List.of(), new Judgement.Preference(better, worse), new TreeMap<>());
        assertThat(Sources.only(Sources.PREFERENCES, ExampleJson.chatLine(example))).isEqualTo(example);
    }

    @Property(tries = 500)
    void no_bytes_make_a_reader_fail(@ForAll @Size(max = 300) byte[] bytes, @ForAll @IntRange(max = 3) int source) {
        assertThat(Sources.read(SOURCES.get(source), bytes)).allSatisfy(item -> {
            if (item instanceof SourceItem.Bad bad) {
                assertThat(bad.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.place()).matches(
                        "(?s)[a-z]+\\.[a-z]+:[0-9]+:[0-9]+(#.*)?"));
            }
        });
    }

    @Property(tries = 1000)
    void no_changed_byte_makes_a_reader_fail_or_lose_a_line(@ForAll("conversations") List<Message> messages,
            @ForAll @IntRange(min = 0, max = 1_000_000) int at, @ForAll byte value) {
        Example example = new Example("voice", "k", "g", "l", messages, new TreeMap<>());
        byte[] bytes = (ExampleJson.chatLine(example) + "\n\n").repeat(2).getBytes(StandardCharsets.UTF_8);
        bytes[at % bytes.length] = value;
        long blank = new String(bytes, StandardCharsets.ISO_8859_1).lines().filter(String::isBlank).count();
        long lines = 0;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        lines += bytes[bytes.length - 1] == '\n' ? 0 : 1;
        boolean plain = value != '\r' && value != 0x0B && value != 0x0C && value != 0x1C && value != 0x1D
                && value != 0x1E && value != 0x1F;
        if (plain) {
            assertThat(Sources.read(Sources.CHAT, bytes).size() + blank).isEqualTo(lines);
        }
    }

    @Property(tries = 200)
    void a_changed_byte_of_a_compressed_file_is_a_bad_record_or_the_same_file(@ForAll int at, @ForAll byte value)
            throws java.io.IOException {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        try (var gzip = new java.util.zip.GZIPOutputStream(out)) {
            gzip.write("{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}\n".repeat(5).getBytes(
                    StandardCharsets.UTF_8));
        }
        byte[] bytes = out.toByteArray();
        bytes[Math.floorMod(at, bytes.length)] = value;
        List<SourceItem> items = Sources.read(Sources.CHAT, bytes);
        assertThat(items.size() == 5 || items.stream().anyMatch(SourceItem.Bad.class::isInstance)).isTrue();
    }

    @Property(tries = 200)
    void ranges_read_the_same_as_the_whole(@ForAll List<Boolean> lines, @ForAll @IntRange(min = 1, max = 5) int each)
            throws java.io.IOException {
        StringBuilder text = new StringBuilder();
        lines.forEach(good -> text.append(good
                ? "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}]}\r\n"
                : "{\n"));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        LineIndex index = LineIndex.of(Sources.CHAT, new java.io.ByteArrayInputStream(bytes), each);
        assertThat(index.ranges().stream().flatMap(range -> Sources.read(Sources.CHAT, Arrays.copyOfRange(bytes,
                (int) range.firstByte(), bytes.length), range).stream()).toList()).isEqualTo(Sources.read(Sources.CHAT,
                        bytes));
    }

    @Provide
    Arbitrary<List<Message>> conversations() {
        Arbitrary<String> text = Arbitraries.strings().withCharRange(' ', '~').withChars(
                "\u00e9\n\t\"\\\u2028\u0001").ofMinLength(0).ofMaxLength(20);
        Arbitrary<Message> said = Combinators.combine(Arbitraries.of(Role.SYSTEM, Role.USER, Role.ASSISTANT), text).as(
                (role, words) -> new Message(role, words, role == Role.ASSISTANT && words.length() % 2 == 0
                        ? 1
                        : null));
        Arbitrary<Message> called = text.map(words -> Message.calling(List.of(new ToolCall("c", "f", words))));
        Arbitrary<Message> told = text.map(words -> Message.tool("c", words));
        return Arbitraries.oneOf(said, called, told).list().ofMinSize(1).ofMaxSize(5);
    }
}
