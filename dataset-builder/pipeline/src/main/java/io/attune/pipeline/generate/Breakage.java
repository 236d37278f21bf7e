package io.attune.pipeline.generate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import io.attune.pipeline.generate.text.Chance;
import io.attune.pipeline.generate.text.Draft;
import io.attune.pipeline.generate.text.Sentence;
import io.attune.pipeline.generate.text.Turn;

/** The ways in which a line is broken. Some a reader may repair (a mark at the start, a carriage return), most not. */
enum Breakage {
    TRUNCATED_JSON(true),
    TRAILING_COMMA(true),
    SINGLE_QUOTES(true),
    NOT_JSON(true),
    ARRAY_LINE(true),
    BLANK_LINE(true),
    NO_MESSAGES(true),
    MESSAGES_NOT_LIST(true),
    MISSING_ROLE(true),
    UNKNOWN_ROLE(true),
    EMPTY_ANSWER(true),
    BLANK_ANSWER(true),
    CONTENT_NUMBER(true),
    MISSING_CONTENT(true),
    BYTE_ORDER_MARK(true),
    CARRIAGE_RETURN(true),
    LONE_SURROGATE(true),
    NUL_ESCAPE(true),
    NUL_BYTE(true),
    LAST_NOT_ASSISTANT(false),
    NO_ANSWER(false),
    CALL_WITHOUT_ANSWER(false),
    ANSWER_WITHOUT_CALL(false),
    CALL_ARGUMENTS_NOT_JSON(false),
    WEIGHT_NOT_INTEGER(false);

    private static final String MARKER = "\uE000";
    private static final List<Breakage> OF_PREFERENCES = Arrays.stream(values()).filter(b -> b.anyShape).toList();
    private static final List<Breakage> OF_CONVERSATIONS = List.of(values());

    private final boolean anyShape;

    Breakage(boolean anyShape) {
        this.anyShape = anyShape;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Breakage pick(Shape shape, Chance chance) {
        return chance.pick(switch (shape) {
            case CONVERSATIONS -> OF_CONVERSATIONS;
            case PREFERENCES -> OF_PREFERENCES;
        });
    }

    /** The broken line of a draft. */
    String line(Shape shape, Draft draft, String key, String customer, Chance chance) {
        Draft bent = bend(draft);
        String line = DraftJson.write(shape, bent, key, customer);
        int end = line.length();
        return switch (this) {
            case TRUNCATED_JSON -> line.substring(0, chance.between(end / 3, end - 2));
            case TRAILING_COMMA -> line.substring(0, end - 1) + ",}";
            case SINGLE_QUOTES -> line.replace('"', '\'');
            case NOT_JSON -> draft.turns().get(draft.promptAt()).content();
            case ARRAY_LINE -> "[" + line + "]";
            case BLANK_LINE -> chance.pick("", "   ", "\t");
            case NO_MESSAGES -> line.replaceFirst("\"(messages|input)\":", "\"turns\":");
            case MESSAGES_NOT_LIST -> "{\"" + (shape == Shape.PREFERENCES ? "input\":{\"messages\":" : "messages\":")
                    + "\"none\"" + (shape == Shape.PREFERENCES ? "}" : "") + line.substring(line.lastIndexOf(
                            ",\"metadata\""));
            case MISSING_ROLE -> line.replaceFirst("\"role\":\"user\",", "");
            case UNKNOWN_ROLE -> line.replaceFirst("\"role\":\"user\"", "\"role\":\"" + chance.pick("customer", "human",
                    "User ", "agent") + "\"");
            case CONTENT_NUMBER -> line.replace("\"" + MARKER + "\"", chance.pick("42", "true", "{\"text\":\"yes\"}"));
            case MISSING_CONTENT -> line.replace(",\"content\":\"" + MARKER + "\"", "");
            case BYTE_ORDER_MARK -> "\uFEFF" + line;
            case CARRIAGE_RETURN -> line + "\r";
            case LONE_SURROGATE -> line.replace(MARKER, chance.pick("\\ud83d", "\\ude00", "\\ud800\\ud800"));
            case NUL_ESCAPE -> line.replace(MARKER, "\\u0000");
            case NUL_BYTE -> line.replace(MARKER, "\0");
            case WEIGHT_NOT_INTEGER -> line.replace("\"" + MARKER + "\"", "\"Yes.\",\"weight\":" + chance.pick("\"1\"",
                    "0.5", "2", "true"));
            case EMPTY_ANSWER, BLANK_ANSWER, LAST_NOT_ASSISTANT, NO_ANSWER, CALL_WITHOUT_ANSWER, ANSWER_WITHOUT_CALL,
                    CALL_ARGUMENTS_NOT_JSON -> line;
        };
    }

    /** What is wrong with the messages themselves; a marker stands where the written line is changed. */
    private Draft bend(Draft draft) {
        return switch (this) {
            case EMPTY_ANSWER -> draft.answering("");
            case BLANK_ANSWER -> draft.answering(" \n ");
            case CONTENT_NUMBER, MISSING_CONTENT, WEIGHT_NOT_INTEGER -> draft.answering(MARKER);
            case LONE_SURROGATE, NUL_ESCAPE, NUL_BYTE -> draft.with(draft.answerAt(), draft.answer().with(1,
                    new Sentence("Mark" + MARKER + ".")));
            case LAST_NOT_ASSISTANT -> draft.withTurns(plus(draft.turns(), Turn.of("user", "Thank you very much.")));
            case NO_ANSWER -> draft.withTurns(draft.turns().subList(0, draft.answerAt()));
            case CALL_WITHOUT_ANSWER -> calling(draft, "{\"code\":\"E1\"}", false);
            case CALL_ARGUMENTS_NOT_JSON -> calling(draft, "{code: E1", true);
            case ANSWER_WITHOUT_CALL -> draft.withTurns(before(draft, List.of(answer())));
            default -> draft;
        };
    }

    private static Draft calling(Draft draft, String arguments, boolean answered) {
        Turn call = new Turn("assistant", List.of(), new Turn.Call("call_0", "look_up_error", arguments), null);
        List<Turn> turns = before(draft, answered ? List.of(call, answer()) : List.of(call));
        return new Draft(turns, true, draft.rejected());
    }

    private static Turn answer() {
        return new Turn("tool", List.of(new Sentence("{\"found\":false}")), null, "call_0");
    }

    private static List<Turn> before(Draft draft, List<Turn> inserted) {
        List<Turn> turns = new ArrayList<>(draft.turns());
        turns.addAll(draft.answerAt(), inserted);
        return turns;
    }

    private static List<Turn> plus(List<Turn> turns, Turn last) {
        List<Turn> more = new ArrayList<>(turns);
        more.add(last);
        return more;
    }
}
