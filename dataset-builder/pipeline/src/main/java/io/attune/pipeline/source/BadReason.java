package io.attune.pipeline.source;

import java.util.Set;

/**
 * The stable words for what makes a record unreadable. The first six are those of OpenAI's guide (Data preparation and
 * analysis for chat model fine-tuning), kept by name because people search for them.
 */
public final class BadReason {
    /** The line, or a message, is not an object. */
    public static final String DATA_TYPE = "data_type";
    public static final String NO_MESSAGES = "missing_messages_list";
    /** A message without role, or without content although it calls no tool. */
    public static final String MISSING_KEY = "message_missing_key";
    public static final String UNRECOGNIZED_KEY = "message_unrecognized_key";
    public static final String UNRECOGNIZED_ROLE = "unrecognized_role";
    /** The content is neither a text, nor parts, nor null. */
    public static final String CONTENT = "missing_content";

    public static final String NOT_TEXT = "not-text";
    public static final String UTF_16 = "utf-16";
    public static final String NOT_UTF_8 = "not-utf-8";
    /** A byte that the stated encoding of a table does not have. */
    public static final String NOT_ENCODED = "not-in-the-encoding";
    public static final String NUL = "nul-byte";
    public static final String LONE_SURROGATE = "lone-surrogate";
    public static final String TOO_LONG = "line-too-long";
    public static final String TOO_DEEP = "too-deep";
    public static final String BROKEN_JSON = "broken-json";
    public static final String DUPLICATE_KEY = "duplicate-key";
    public static final String TRAILING = "trailing-garbage";
    public static final String JSON_ARRAY = "json-array";
    public static final String CR_LINE_ENDS = "cr-line-ends";
    /** A key beside the messages that means nothing here. */
    public static final String UNKNOWN_KEY = "unrecognized-key";
    public static final String MISSING_FIELD = "missing-field";
    public static final String METADATA = "malformed-metadata";
    public static final String PART = "malformed-part";
    public static final String TOOL_CALL = "malformed-tool-call";
    public static final String TOOL = "malformed-tool";
    public static final String WEIGHT = "malformed-weight";
    public static final String LABEL = "malformed-label";
    public static final String SIDE = "missing-side";
    public static final String BROKEN_TABLE = "broken-table";
    /** The table's first record does not name the columns that are read. */
    public static final String COLUMNS = "missing-columns";
    public static final String DAMAGED = "damaged-file";
    public static final String EXPANDS_TOO_MUCH = "expands-too-much";

    private static final Set<String> LOSES_OTHERS = Set.of(DAMAGED, EXPANDS_TOO_MUCH, COLUMNS, UTF_16, NOT_TEXT);

    private BadReason() {}

    /**
     * Whether an unknown number of other records was lost with this one, so that leaving it out is no choice.
     *
     * @param reason any reason, known or not
     */
    public static boolean losesOthers(String reason) {
        return LOSES_OTHERS.contains(reason);
    }
}
