package io.attune.pipeline.redact.scan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.attune.pipeline.redact.kind.Rule;

/** One pass over one text: where it is, which contexts it passed, what it found. Not thread-safe. */
public final class Scan {
    /** How far a context word reaches. */
    public static final int REACH = 64;
    /** Between two words of a phrase, such as in "driver's license". */
    private static final int PHRASE_GAP = 3;
    /** How far the secret that belongs to an access key stands behind it. */
    public static final int KEY_REACH = 200;
    private static final int NEVER = -1_000_000;

    private final Text text;
    private final DigitGroups groups;
    private final int[] contextEnds = new int[Context.values().length];
    private final List<Match> matches = new ArrayList<>();
    private int wordStart;
    private int wordEnd;
    private int contextUntil;
    private int openUntil;
    private int numbersUntil;
    private int keyEnd = NEVER;
    private int frameEnd;

    Scan(Text text) {
        this.text = text;
        this.groups = new DigitGroups(text);
        Arrays.fill(contextEnds, NEVER);
    }

    public Text text() {
        return text;
    }

    DigitGroups groups() {
        return groups;
    }

    public void found(int start, int end, Rule rule) {
        matches.add(new Match(start, end, rule));
    }

    List<Match> matches() {
        return matches;
    }

    /** Whether a word that means a context ended at most so many characters before an index. */
    public boolean near(Context context, int index, int reach) {
        return index - contextEnds[context.index()] <= reach;
    }

    /** Within the usual reach. */
    public boolean near(Context context, int index) {
        return near(context, index, REACH);
    }

    /** Where the last word that means a context ended; far before the text when there was none. */
    public int contextEnd(Context context) {
        return contextEnds[context.index()];
    }

    /** Where the word before the current position begins. */
    public int wordStart() {
        return wordStart;
    }

    /** Where the word before the current position ends. */
    public int wordEnd() {
        return wordEnd;
    }

    /** Where the last access key that has a secret beside it ended. */
    public int keyEnd() {
        return keyEnd;
    }

    public void keyEnd(int end) {
        openUntil = Math.max(openUntil, end + KEY_REACH);
        keyEnd = end;
    }

    /** The next end of a PEM frame that was sought already: it is sought once, front to back. */
    public int frameEnd() {
        return frameEnd;
    }

    public void frameEnd(int end) {
        frameEnd = end;
    }

    void word(int start, int end) {
        wordStart = start;
        wordEnd = end;
    }

    /** Whether words without a long number in them may be what is looked for. */
    boolean inContext(int start) {
        return start < openUntil;
    }

    /** Whether a group of digits may be what is looked for that nothing else tells. */
    boolean inContextOfNumbers(int start) {
        return start < numbersUntil;
    }

    /** What a word means together with the one before it. */
    int phrases(int bits, int start) {
        boolean number = (bits & Context.ID_NUMBER.bit()) != 0 && near(Context.ID_OWNER, start, PHRASE_GAP);
        boolean licence = (bits & Context.LICENCE.bit()) != 0 && near(Context.DRIVER, start, PHRASE_GAP);
        return bits | (number ? Context.NATIONAL_ID.bit() : 0) | (licence ? Context.DOCUMENT.bit() : 0);
    }

    void contexts(int bits, int end) {
        contextUntil = end + REACH;
        if ((bits & Context.OPENING) != 0) {
            openUntil = contextUntil;
        }
        if ((bits & Context.NUMBERS) != 0) {
            numbersUntil = contextUntil + 1;
        }
        for (int rest = bits; rest != 0; rest &= rest - 1) {
            contextEnds[Integer.numberOfTrailingZeros(rest)] = end;
        }
    }

    /** Nothing before a barrier tells anything about what follows. */
    void barrier(int index) {
        if (contextUntil > index) {
            contextUntil = 0;
            openUntil = 0;
            numbersUntil = 0;
            Arrays.fill(contextEnds, NEVER);
        }
        wordStart = index;
        wordEnd = NEVER;
        keyEnd = NEVER;
    }
}
