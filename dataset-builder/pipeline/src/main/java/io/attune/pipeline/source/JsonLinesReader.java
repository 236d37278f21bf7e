package io.attune.pipeline.source;

import java.io.IOException;

import io.attune.pipeline.Example;
import io.attune.pipeline.plan.SourceSpec;
import org.jspecify.annotations.Nullable;

/** Reads files of one JSON object a line. Not thread-safe. */
final class JsonLinesReader implements RecordReader {
    private final SourceSpec.OfFile source;
    private final String file;
    private final Expansion content;
    private final ByteLines lines;
    private final JsonText json;
    private final @Nullable PlainLine plain;
    private final SourceLimits limits;
    private long line;
    private boolean ended;

    JsonLinesReader(SourceSpec.OfFile source, String file, Expansion content, LineRange range, SourceLimits limits) {
        this.source = source;
        this.file = file;
        this.content = content;
        this.lines = new ByteLines(content, range, limits.recordBytes());
        this.json = new JsonText(limits);
        this.plain = PlainLine.isFor(source) ? new PlainLine(source) : null;
        this.limits = limits;
        this.line = range.firstLine() - 1;
    }

    @Override
    public @Nullable SourceItem next() throws IOException {
        if (ended) {
            return null;
        }
        try {
            while (lines.next()) {
                line = lines.number();
                SourceItem item = item();
                if (item != null) {
                    return item;
                }
            }
            ended = true;
            content.finish();
            return null;
        } catch (DamagedInputException e) {
            ended = true;
            line++;
            return Readers.damaged(file, line, e);
        }
    }

    private @Nullable SourceItem item() {
        String place = file + ":" + lines.number();
        if (lines.tooLong()) {
            return Readers.bad(file, line, Readers.tooLong(limits));
        }
        byte[] bytes = lines.bytes();
        int to = lines.to();
        if (LineText.isBlank(bytes, lines.from(), to)) {
            return null;
        }
        LineProblem foreign = lines.number() == 1 ? LineText.foreign(bytes, lines.from(), to) : null;
        if (foreign != null) {
            return Readers.bad(file, line, foreign);
        }
        int from = LineText.afterMark(bytes, lines.from(), to);
        int invalid = Utf8.firstInvalid(bytes, from, to);
        if (invalid >= 0) {
            return Readers.bad(file, line, new LineProblem(BadReason.NOT_UTF_8, Utf8.column(bytes, from, invalid),
                    "byte "
                            + Readers.hex(bytes[invalid]) + " at offset " + (lines.start() + invalid - lines.from())
                            + " is not UTF-8", "Save the file as UTF-8."));
        }
        Example example = plain == null ? null : plain.read(place, bytes, from, to);
        return example == null ? strictly(place, bytes, from, to) : new SourceItem.Good(example);
    }

    private SourceItem strictly(String place, byte[] bytes, int from, int to) {
        return switch (json.parse(bytes, from, to)) {
            case JsonText.Parsed.Broken broken -> Readers.bad(file, line, broken.problem());
            case JsonText.Parsed.Tree tree -> switch (LineParser.parse(source, place, tree.root())) {
                case LineParser.Outcome.Made made -> new SourceItem.Good(made.example());
                case LineParser.Outcome.Refused refused -> refused.problems().bad(place, place, json.columns(bytes,
                        from,
                        to, refused.problems().pointers()));
            };
        };
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
