package io.attune.pipeline.source;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.attune.pipeline.Example;
import io.attune.pipeline.Message;
import io.attune.pipeline.plan.Fields;
import io.attune.pipeline.plan.Separator;
import io.attune.pipeline.plan.TextEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TableReaderTest {

    @Test
    void columns_are_read_by_their_names_and_the_others_become_attributes() {
        Fields columns = new Fields("question", "reply", "role", "user", "lang", "terms", null);
        Example example = Sources.only(Sources.table(columns, Separator.SEMICOLON, TextEncoding.UTF_8),
                "topic;reply;question;role;user;lang;terms;empty\nx;b;a;s;ann;de;MIT;\n");
        assertThat(example.messages()).containsExactly(Message.system("s"), Message.user("a"), Message.assistant("b"));
        assertThat(example.attributes()).containsOnly(java.util.Map.entry("topic", "x"));
        assertThat(List.of(example.group(), example.license(), String.valueOf(example.language()))).containsExactly(
                "ann", "MIT", "de");
    }

    @Test
    void a_quoted_field_holds_separators_quotes_and_ends_of_lines_and_the_next_record_knows_its_line() {
        List<Example> examples = good("prompt,answer\r\n\"a, \"\"b\"\"\r\nc\",d\r\n\r\ne,f\"g\r\n");
        assertThat(examples).extracting(Example::prompt).containsExactly("a, \"b\"\r\nc", "e");
        assertThat(examples).extracting(Example::answer).containsExactly("d", "f\"g");
        assertThat(examples).extracting(Example::key).containsExactly("sheet.csv:2", "sheet.csv:5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void lines_end_in_any_way_and_the_last_need_not(String end) {
        List<Example> examples = good("\ufeff\"prompt\",answer" + end + "a,b" + end + "c,d");
        assertThat(examples).extracting(Example::key).containsExactly("sheet.csv:2", "sheet.csv:3");
    }

    @Test
    void tabs_separate_and_quotes_inside_fields_are_characters() {
        Example example = Sources.only(Sources.table(Fields.OF_TABLES, Separator.TAB, TextEncoding.UTF_8),
                "prompt\tanswer\nsay \"hi\", now\thi\n");
        assertThat(example.prompt()).isEqualTo("say \"hi\", now");
    }

    @Test
    void an_encoding_that_is_stated_is_read() {
        byte[] bytes = "prompt,answer\nWas kostet es?,5 \u20ac\n".getBytes(Charset.forName("windows-1252"));
        List<SourceItem> items = Sources.read(Sources.table(Fields.OF_TABLES, Separator.COMMA,
                TextEncoding.WINDOWS_1252), bytes);
        assertThat(((SourceItem.Good) items.getFirst()).example().answer()).isEqualTo("5 \u20ac");
    }

    @Test
    void a_byte_outside_the_encoding_is_named_with_offset_line_and_column() {
        byte[] bytes = "prompt,answer\n\"a\nb \u00e9\",x\nc,d\n".getBytes(StandardCharsets.ISO_8859_1);
        SourceItem.Bad bad = Sources.bad(Sources.table(), bytes);
        assertThat(bad.key()).isEqualTo("sheet.csv:2");
        assertThat(bad.reason()).isEqualTo("not-utf-8");
        assertThat(bad.problems().getFirst().place()).isEqualTo("sheet.csv:3:3");
        assertThat(bad.problems().getFirst().message()).contains("0xE9 at offset 19");
        assertThat(Sources.read(Sources.table(), bytes)).hasSize(2);
    }

    @Test
    void a_broken_record_ends_with_its_line() {
        List<SourceItem> items = Sources.read(Sources.table(), "prompt,answer\n\"a\"b,c\nd,e\nf\n\"g,h\ni,j");
        assertThat(items).hasSize(4);
        assertThat(((SourceItem.Bad) items.get(0)).problems().getFirst().place()).isEqualTo("sheet.csv:2:4");
        assertThat(items.get(1)).isInstanceOf(SourceItem.Good.class);
        assertThat(((SourceItem.Bad) items.get(2)).problems().getFirst().message()).contains("1 fields", "2 columns");
        assertThat(((SourceItem.Bad) items.get(3)).problems().getFirst()).satisfies(problem -> {
            assertThat(problem.place()).isEqualTo("sheet.csv:5:1");
            assertThat(problem.message()).contains("not closed", "line 6");
        });
    }

    @Test
    void a_record_that_never_ends_is_skipped_to_the_next_line_without_being_kept() {
        String endless = "prompt,answer\n\"" + "x".repeat(150) + "\n" + "y".repeat(20) + "\na,b\n";
        List<SourceItem> items = Sources.read(Sources.table(), new java.io.ByteArrayInputStream(endless.getBytes(
                StandardCharsets.UTF_8)), LineRange.ALL, new SourceLimits(100, 10, 1 << 20, 10));
        assertThat(items).hasSize(3);
        assertThat(((SourceItem.Bad) items.get(0)).reason()).isEqualTo("line-too-long");
        assertThat(((SourceItem.Bad) items.get(0)).problems().getFirst().nextStep()).contains("opens here");
        assertThat(items.get(2)).isInstanceOf(SourceItem.Good.class);
    }

    @Test
    void a_missing_column_names_those_there_are_and_ends_the_file() {
        SourceItem.Bad bad = Sources.bad(Sources.table(), "question;answer\na;b\n".getBytes(StandardCharsets.UTF_8));
        assertThat(bad.reason()).isEqualTo("missing-columns");
        assertThat(BadReason.losesOthers(bad.reason())).isTrue();
        assertThat(bad.problems().getFirst().message()).contains("'prompt'", "question;answer");
    }

    private static List<Example> good(String content) {
        return Sources.read(Sources.table(), content).stream().map(item -> ((SourceItem.Good) item).example()).toList();
    }
}
