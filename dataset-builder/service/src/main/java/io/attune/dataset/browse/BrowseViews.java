package io.attune.dataset.browse;

import java.util.List;
import java.util.SortedMap;

import io.attune.kernel.Digest;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Example;
import org.jspecify.annotations.Nullable;

/** The shapes that answers have. */
final class BrowseViews {
    private BrowseViews() {}

    /**
     * A page of what was searched; the cursor is null on the last. A page may be short, and even empty, before it.
     *
     * @param scanned how many lines were looked at for this page
     */
    record Found<T>(List<T> items, @Nullable String nextCursor, long scanned) {}

    /** An example as a person reads it. */
    record Preview(Digest id, String source, String key, String group, String license, @Nullable String language,
            String split, int tokens, List<Line> messages, SortedMap<String, String> attributes) {
        static Preview of(CuratedExample curated) {
            Example example = curated.example();
            return new Preview(curated.id(), example.source(), example.key(), example.group(), example.license(),
                    example.language(), curated.split().word(), curated.tokens(), example.allMessages().map(
                            m -> new Line(m.role().word(), m.content())).toList(),
                    example.attributes());
        }
    }

    /** A message. */
    record Line(String role, String content) {}

    /** An entry of the drop ledger. */
    record Dropped(String source, String key, String step, String kind, String reason, String evidence,
            @Nullable String twin) {
        static Dropped of(Drop drop) {
            return new Dropped(drop.source(), drop.key(), drop.step(), drop.kind().word(), drop.reason(),
                    drop.evidence(), drop.twin());
        }
    }

    /**
     * What became of one record, step by step.
     *
     * @param content digest of what it said as it was read, which a decision about it pins; null when it was never read
     * @param outcome {@code kept}, {@code dropped} or {@code merged}
     * @param id of the example, where it was kept
     * @param steps what each step decided, up to the one that removed it
     * @param twin the record that stands for it, or null
     * @param standsFor records merged into this one, the first twenty
     */
    record Why(String source, String key, @Nullable String content, String outcome, @Nullable Digest id,
            @Nullable String split,
            @Nullable Integer tokens, List<Decided> steps, @Nullable Twin twin, List<String> standsFor,
            @Nullable Preview example) {}

    /**
     * What a step decided about a record.
     *
     * @param did {@code kept}, {@code changed}, {@code dropped} or {@code merged}
     */
    record Decided(String step, String version, String did, @Nullable String reason, @Nullable String evidence) {}

    /** The record that stands for another, and where it is itself. */
    record Twin(String source, String key, String outcome, @Nullable Digest id, @Nullable String split,
            @Nullable Preview example) {}
}
