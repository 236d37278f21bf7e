package io.attune.pipeline.source;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

import io.attune.kernel.Problem;
import io.attune.pipeline.plan.SourceSpec;

/** Chooses the reader for a source, and words what is bad about whole lines. */
final class Readers {
    private Readers() {}

    static RecordReader open(SourceSpec.OfFile source, String place, InputStream content, LineRange range,
            SourceLimits limits) throws IOException {
        Expansion bytes = Expansion.of(new RangeInput(content, place, range), limits);
        return source instanceof SourceSpec.Csv table
                ? new TableReader(table, place, bytes, limits)
                : new JsonLinesReader(source, place, bytes, range, limits);
    }

    static SourceItem.Bad bad(String file, long line, LineProblem problem) {
        return new SourceItem.Bad(file + ":" + line, problem.reason(), List.of(new Problem(file + ":" + (line
                + problem.below()) + ":" + problem.column(), problem.message(), problem.nextStep())));
    }

    static SourceItem.Bad damaged(String file, long line, DamagedInputException damage) {
        return bad(file, line, new LineProblem(damage.reason(), 1, damage.what(), damage.nextStep()));
    }

    static LineProblem tooLong(SourceLimits limits) {
        return new LineProblem(BadReason.TOO_LONG, limits.recordBytes(), "the record is longer than "
                + limits.recordBytes() + " bytes", "Write one conversation as each record.");
    }

    static String hex(byte value) {
        return String.format("0x%02X", value);
    }
}
