package io.attune.pipeline.inspect;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import io.attune.kernel.Problem;
import org.jspecify.annotations.Nullable;

/**
 * What stands in some files. Counts of records and of bad lines are of all there are; everything else is of the {@code
 * looked} records, which are all of them unless there were more than the sample takes.
 *
 * @param records that can be read
 * @param looked how many of them were looked into
 * @param roles messages by role
 * @param turns messages of a record
 * @param languages up to 2,000 records, evenly chosen, by language, the most frequent first; {@code und} where none can
 *     be told
 * @param characters of a record's messages
 * @param tokens of a record, as the tokenizer counts conversations
 * @param tokenizer by which tokens were counted
 * @param limits records longer than what vendors take
 * @param changedByNormalize records whose Unicode forms or white space are not normal
 * @param invalid records that no provider trains on, by the first reason
 * @param quality records that a rule of the fine-tuning profile finds; one may be found by several
 * @param personal what of each class stands in them
 * @param exactDuplicates records that another one equals
 * @param nearDuplicates of the others, those that nearly equal another one
 * @param contradictions of all, those whose answer another one's excludes
 * @param stratum the attribute by which a split is best stratified, or null when none offers itself
 * @param steps the curation that follows from all this, in its order
 */
public record Inspection(List<InspectedFile> files, long records, long looked, SortedMap<String, Long> roles,
        Distribution turns, ToolUse tools, List<Share> languages, Distribution characters, Distribution tokens,
        String tokenizer, List<OverLimit> limits, long changedByNormalize, List<Reason> invalid, List<Reason> quality,
        List<Personal> personal, Twins exactDuplicates, Twins nearDuplicates, Twins contradictions,
        @Nullable String stratum, List<SuggestedStep> steps) {
    public Inspection {
        files = List.copyOf(files);
        roles = Collections.unmodifiableSortedMap(new TreeMap<>(roles));
        languages = List.copyOf(languages);
        limits = List.copyOf(limits);
        invalid = List.copyOf(invalid);
        quality = List.copyOf(quality);
        personal = List.copyOf(personal);
        steps = List.copyOf(steps);
    }

    /** Whether only a sample of the records was looked into. */
    public boolean sampled() {
        return looked < records;
    }

    /**
     * One file.
     *
     * @param path as it was given
     * @param source the name that a source of it gets
     * @param bytes as it is kept
     * @param compression {@code none}, {@code gzip} or {@code zstd}
     * @param encoding of its first 256 kB
     * @param mark whether a byte order mark begins it
     * @param lineEnds of its first 256 kB: {@code LF}, {@code CRLF}, {@code mixed}, {@code CR} or {@code none}
     * @param records that can be read
     * @param bad lines or records that cannot
     * @param badReasons these by reason, the most frequent first
     * @param firstBad the first of them, each with its line and column
     */
    public record InspectedFile(String path, String source, long bytes, String compression, String encoding,
            boolean mark,
            String lineEnds, Format format, long records, long bad, List<Share> badReasons, List<Problem> firstBad) {
        public InspectedFile {
            badReasons = List.copyOf(badReasons);
            firstBad = List.copyOf(firstBad);
        }
    }

    /** How many records or lines have a value. */
    public record Share(String value, long count) {}

    /**
     * The use of tools.
     *
     * @param offering records that name tools
     * @param calling records whose assistant calls one
     * @param calls by the tool's name, the most frequent first
     */
    public record ToolUse(long offering, long calling, List<Share> calls) {
        public ToolUse {
            calls = List.copyOf(calls);
        }
    }

    /** How many records have more tokens than a vendor takes. */
    public record OverLimit(TokenLimit limit, long records) {}

    /**
     * What one rule found.
     *
     * @param reason the ledger's word
     * @param places of the first few
     * @param evidence about the first, without any of its words
     */
    public record Reason(String reason, long records, List<String> places, String evidence) {
        public Reason {
            places = List.copyOf(places);
        }
    }

    /**
     * Personal data or secrets of one class.
     *
     * @param kind the class's word
     * @param precise whether the class is on unless a recipe says otherwise; the others are heuristics
     * @param first some of them
     */
    public record Personal(String kind, boolean precise, long matches, long records, List<Span> first) {
        public Personal {
            first = List.copyOf(first);
        }
    }

    /**
     * Where personal data stands; never the value itself.
     *
     * @param place of the record
     * @param message its number in the record, from 1
     * @param rule which rule of the class recognised it
     * @param masked first and last character at most
     */
    public record Span(String place, int message, int start, int end, String rule, String masked) {}

    /** Records that stand beside others. */
    public record Twins(long records, List<Pair> first) {
        static final Twins NONE = new Twins(0, List.of());

        public Twins {
            first = List.copyOf(first);
        }
    }

    /** @param similarity from 0 to 1, or null where none is measured */
    public record Pair(String place, String twin, @Nullable Double similarity, String evidence) {}

    /**
     * A step of a recipe.
     *
     * @param yaml as the recipe has it
     * @param why one sentence
     */
    public record SuggestedStep(String yaml, String why) {}
}
