package io.attune.pipeline.source;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;

import com.github.luben.zstd.ZstdOutputStream;
import io.attune.kernel.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Files that are damaged, foreign, or made to do harm. */
class HostileInputTest {
    private static final String GOOD = "{\"messages\": [{\"role\": \"user\", \"content\": \"Hi \u2028\u2029 \u00e9\"}]}\n";

    @Test
    void a_line_of_ten_megabytes_is_skipped_and_the_next_one_read() {
        List<SourceItem> items = Sources.read(Sources.CHAT, "\"" + "a-b.".repeat(10 << 18) + "\"\n" + GOOD);
        assertThat(((SourceItem.Bad) items.get(0)).reason()).isEqualTo("line-too-long");
        assertThat(items.get(1)).isInstanceOf(SourceItem.Good.class);
    }

    @Test
    void objects_that_nest_without_end_are_refused() {
        assertThat(reason("{\"a\":".repeat(100_000) + "\n")).isEqualTo("too-deep");
        assertThat(reason("{\"messages\":" + "[".repeat(101) + "]".repeat(101) + "}\n")).isEqualTo("too-deep");
    }

    @Test
    void unicode_line_separators_end_no_line() {
        assertThat(Sources.read(Sources.CHAT, GOOD)).singleElement().isInstanceOf(SourceItem.Good.class);
    }

    @Test
    void nul_raw_surrogates_and_overlong_forms_are_named() {
        assertThat(reason("{\"messages\": \"\u0000\"}")).isEqualTo("nul-byte");
        for (int[] bytes : List.of(new int[]{0xED, 0xA0, 0x80}, new int[]{0xC0, 0xAF}, new int[]{0xF5, 0x80},
                new int[]{0xE2, 0x82})) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            line.writeBytes("{\"m\": \"".getBytes(StandardCharsets.UTF_8));
            Arrays.stream(bytes).forEach(line::write);
            SourceItem.Bad bad = Sources.bad(Sources.CHAT, line.toByteArray());
            assertThat(bad.reason()).isEqualTo("not-utf-8");
            assertThat(bad.problems().getFirst().place()).isEqualTo("voice.jsonl:1:8");
        }
    }

    @Test
    void utf_16_and_archives_are_named_with_what_to_do() {
        assertThat(first(GOOD.getBytes(StandardCharsets.UTF_16LE)).problems().getFirst().nextStep()).contains(
                "iconv -f UTF-16LE");
        assertThat(first(GOOD.getBytes(StandardCharsets.UTF_16)).problems().getFirst().nextStep()).contains(
                "iconv -f UTF-16BE");
        assertThat(first(new byte[]{'P', 'K', 3, 4, 9, 9}).reason()).isEqualTo("not-text");
    }

    @Test
    void lines_that_end_with_a_carriage_return_alone_are_named() {
        assertThat(reason(GOOD.strip() + "\r" + GOOD)).isEqualTo("cr-line-ends");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void what_is_compressed_is_read_and_a_cut_is_noticed(String kind) throws IOException {
        byte[] whole = compress(kind, GOOD.repeat(500).getBytes(StandardCharsets.UTF_8));
        assertThat(Sources.read(Sources.CHAT, whole)).hasSize(500).allMatch(SourceItem.Good.class::isInstance);
        List<SourceItem> cut = Sources.read(Sources.CHAT, Arrays.copyOf(whole, whole.length - 5));
        assertThat(((SourceItem.Bad) cut.getLast()).reason()).isEqualTo("damaged-file");
    }

    @Test
    void members_of_gzip_follow_each_other_and_nothing_else_does() throws IOException {
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(compress("gzip", GOOD.getBytes(StandardCharsets.UTF_8)));
        two.writeBytes(compress("gzip", GOOD.getBytes(StandardCharsets.UTF_8)));
        assertThat(Sources.read(Sources.CHAT, two.toByteArray())).hasSize(2);
        two.write('x');
        assertThat(((SourceItem.Bad) Sources.read(Sources.CHAT, two.toByteArray()).getLast()).reason()).isEqualTo(
                "damaged-file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "zstd"})
    void a_bomb_is_refused_before_it_bursts(String kind) throws IOException {
        byte[] bomb = compress(kind, new byte[80 << 20]);
        List<SourceItem> items = Sources.read(Sources.CHAT, bomb);
        assertThat(((SourceItem.Bad) items.getLast()).reason()).isEqualTo("expands-too-much");
        List<SourceItem> small = Sources.read(Sources.CHAT, new ByteArrayInputStream(bomb), LineRange.ALL,
                new SourceLimits(1 << 20, 10, 1 << 20, 1_000_000));
        assertThat(((SourceItem.Bad) small.getLast()).problems().getFirst().message()).contains("1048576");
    }

    @Test
    void a_source_that_changes_while_it_is_read_is_noticed() throws IOException {
        byte[] planned = GOOD.repeat(9).getBytes(StandardCharsets.UTF_8);
        byte[] changed = planned.clone();
        changed[planned.length - 60] ^= 1;
        LineIndex index = LineIndex.of(Sources.CHAT, new ByteArrayInputStream(planned), 4);
        assertThat(index.ranges()).hasSize(3);
        LineRange last = index.ranges().getLast();
        int from = (int) last.firstByte();
        assertThat(Sources.read(Sources.CHAT, Arrays.copyOfRange(planned, from, planned.length), last)).hasSize(1);
        assertThatThrownBy(() -> Sources.read(Sources.CHAT, Arrays.copyOfRange(changed, from, planned.length),
                last)).isInstanceOf(SourceChangedException.class).hasMessageContaining("changed while it was read");
        assertThatThrownBy(() -> Sources.read(Sources.CHAT, changed, LineRange.all(Digest.of(planned)))).isInstanceOf(
                SourceChangedException.class);
        assertThatThrownBy(() -> Sources.read(Sources.table(), "prompt,answer\na,b\n".getBytes(StandardCharsets.UTF_8),
                LineRange.all(Digest.of("other")))).isInstanceOf(SourceChangedException.class);
    }

    @Test
    void each_byte_is_read_once() {
        byte[] lines = ("a-b.".repeat(10_000) + "\n" + GOOD + "\"".repeat(40_000) + "\n").getBytes(
                StandardCharsets.UTF_8);
        for (var source : List.of(Sources.CHAT, Sources.table())) {
            Counted counted = new Counted(new ByteArrayInputStream(lines));
            Sources.read(source, counted, LineRange.ALL, SourceLimits.DEFAULT);
            assertThat(counted.bytes).isLessThanOrEqualTo(lines.length);
        }
    }

    /** Counts the bytes that are asked of a stream. */
    private static final class Counted extends FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            int n = super.read(target, from, length);
            bytes += Math.max(0, n);
            return n;
        }
    }

    private static SourceItem.Bad first(byte[] content) {
        return (SourceItem.Bad) Sources.read(Sources.CHAT, content).getFirst();
    }

    private static String reason(String content) {
        return Sources.bad(Sources.CHAT, content.getBytes(StandardCharsets.UTF_8)).reason();
    }

    private static byte[] compress(String kind, byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = kind.equals("gzip") ? new GZIPOutputStream(bytes) : new ZstdOutputStream(bytes)) {
            out.write(plain);
        }
        return bytes.toByteArray();
    }
}
