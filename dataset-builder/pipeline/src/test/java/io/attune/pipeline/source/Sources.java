package io.attune.pipeline.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import io.attune.pipeline.Example;
import io.attune.pipeline.plan.Fields;
import io.attune.pipeline.plan.OnBadLine;
import io.attune.pipeline.plan.PersonalData;
import io.attune.pipeline.plan.Separator;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.plan.Terms;
import io.attune.pipeline.plan.TextEncoding;

/** Sources for tests, and reading them to the end. */
final class Sources {
    private static final Terms TERMS = new Terms("CC0-1.0", PersonalData.NONE);
    static final SourceSpec.Jsonl CHAT = new SourceSpec.Jsonl("voice", "voice.jsonl", TERMS, OnBadLine.STOP);
    static final SourceSpec.Preferences PREFERENCES = new SourceSpec.Preferences("ranked", "ranked.jsonl", TERMS,
            OnBadLine.STOP);
    static final SourceSpec.Ratings RATINGS = new SourceSpec.Ratings("rated", "rated.jsonl", TERMS, OnBadLine.STOP);

    private Sources() {}

    static SourceSpec.Qa qa(Fields fields) {
        return new SourceSpec.Qa("faq", "faq.jsonl", TERMS, OnBadLine.STOP, fields);
    }

    static SourceSpec.Csv table(Fields columns, Separator separator, TextEncoding encoding) {
        return new SourceSpec.Csv("sheet", "sheet.csv", TERMS, OnBadLine.STOP, columns, separator, encoding);
    }

    static SourceSpec.Csv table() {
        return table(Fields.OF_TABLES, Separator.COMMA, TextEncoding.UTF_8);
    }

    static List<SourceItem> read(SourceSpec.OfFile source, String content) {
        return read(source, content.getBytes(StandardCharsets.UTF_8));
    }

    static List<SourceItem> read(SourceSpec.OfFile source, byte[] content) {
        return read(source, content, LineRange.ALL);
    }

    static List<SourceItem> read(SourceSpec.OfFile source, byte[] content, LineRange range) {
        return read(source, new ByteArrayInputStream(content), range, SourceLimits.DEFAULT);
    }

    static List<SourceItem> read(SourceSpec.OfFile source, InputStream content, LineRange range, SourceLimits limits) {
        List<SourceItem> items = new ArrayList<>();
        try (RecordReader reader = Readers.open(source, source.path(), content, range, limits)) {
            for (SourceItem item = reader.next(); item != null; item = reader.next()) {
                items.add(item);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return items;
    }

    /** The only record of a source, which has to be an example. */
    static Example only(SourceSpec.OfFile source, String content) {
        List<SourceItem> items = read(source, content);
        if (items.size() == 1 && items.getFirst() instanceof SourceItem.Good(Example example)) {
            return example;
        }
        throw new AssertionError("Not one example: " + items);
    }

    /** The only record of a source, which has to be unreadable. */
    static SourceItem.Bad bad(SourceSpec.OfFile source, byte[] content) {
        List<SourceItem> items = read(source, content).stream().filter(SourceItem.Bad.class::isInstance).toList();
        if (items.size() == 1) {
            return (SourceItem.Bad) items.getFirst();
        }
        throw new AssertionError("Not one bad record: " + items);
    }
}
