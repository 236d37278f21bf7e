package io.attune.pipeline.redact.scan;

/**
 * Groups of digits that follow each other with at most three signs between them, as numbers are written: read ahead once
 * for all finders. Indices of groups count from the first one read.
 */
public final class DigitGroups {
    private static final int CAPACITY = 16;
    private static final int AHEAD = 8;
    private static final int GROUP_MAX = 24;
    private static final int NONE = -1;

    private final Text text;
    private final int[] starts = new int[CAPACITY];
    private final int[] ends = new int[CAPACITY];
    private int count;
    private boolean more;
    private int current;

    DigitGroups(Text text) {
        this.text = text;
    }

    /** Makes the group at an index of the text the current one, reading on where necessary; its number. */
    int move(int start, int end) {
        while (current < count && starts[current] < start) {
            current++;
        }
        boolean known = current < count && starts[current] == start && (count - current >= AHEAD || !more);
        if (!known) {
            read(start, end);
        }
        return current;
    }

    private void read(int start, int end) {
        current = 0;
        count = 0;
        more = true;
        int from = start;
        int to = end;
        while (to != NONE) {
            starts[count] = from;
            ends[count] = to;
            count++;
            if (count == CAPACITY) {
                return;
            }
            from = next(to);
            to = from == NONE ? NONE : groupEnd(from);
        }
        more = false;
    }

    /** Where the next group begins, or {@link #NONE}. */
    private int next(int end) {
        for (int i = end; i < end + Scanner.LOOK_AHEAD; i++) {
            char c = text.at(i);
            if (CharClass.isDigit(c)) {
                return i > end ? i : NONE;
            }
            if (!isGap(c)) {
                return NONE;
            }
        }
        return NONE;
    }

    private static boolean isGap(char c) {
        return switch (c) {
            case ' ', '-', '.', '/', '(', ')', ',', ':', '\u00a0', '\u2011', '\u2013' -> true;
            default -> false;
        };
    }

    private int groupEnd(int start) {
        int i = start;
        while (i - start <= GROUP_MAX && CharClass.isDigit(text.at(i))) {
            i++;
        }
        return i - start > GROUP_MAX || CharClass.isWord(text.at(i)) ? NONE : i;
    }

    /** How many groups are known. */
    public int count() {
        return count;
    }

    public int start(int group) {
        return starts[group];
    }

    public int end(int group) {
        return ends[group];
    }

    /** The digits of a group, 0 for one that is not there. */
    public int length(int group) {
        return group < count ? ends[group] - starts[group] : 0;
    }

    /** Whether exactly this stands between a group and the next. */
    public boolean gap(int group, String between) {
        return group + 1 < count && starts[group + 1] - ends[group] == between.length() && text.startsWith(between,
                ends[group]);
    }

    /** The one sign between a group and the next, or NUL. */
    public char sign(int group) {
        if (group + 1 >= count || starts[group + 1] - ends[group] != 1) {
            return 0;
        }
        char c = text.at(ends[group]);
        return c == '\u00a0' ? ' ' : c == '\u2011' || c == '\u2013' ? '-' : c;
    }

    /** How many digits the groups have together. */
    public int total(int first, int last) {
        int total = 0;
        for (int i = first; i <= last; i++) {
            total += length(i);
        }
        return total;
    }

    /** The digits of some groups without what stands between. */
    public String digits(int first, int last) {
        StringBuilder digits = new StringBuilder();
        for (int i = first; i <= last; i++) {
            digits.append(text.part(starts[i], ends[i]));
        }
        return digits.toString();
    }

    /** Whether some groups have these lengths and one sign between them all. */
    public boolean shaped(int first, char sign, int... lengths) {
        for (int i = 0; i < lengths.length; i++) {
            if (length(first + i) != lengths[i] || (i + 1 < lengths.length && sign(first + i) != sign)) {
                return false;
            }
        }
        return true;
    }

    /** Whether nothing on the left makes the group a part of something longer. */
    public boolean freeLeft(int group) {
        char before = text.at(starts[group] - 1);
        if ("#$+\\%€£_".indexOf(before) >= 0 && before != 0) {
            return false;
        }
        return ".,/:-".indexOf(before) < 0 || before == 0 || !CharClass.isAlphanumeric(text.at(starts[group] - 2));
    }

    /** Whether nothing on the right makes the group a part of something longer. */
    public boolean freeRight(int group) {
        char after = text.at(ends[group]);
        if ((after == '@' || after == '%' || CharClass.isWord(after)) && after != 0) {
            return false;
        }
        return ".,/:-".indexOf(after) < 0 || after == 0 || !CharClass.isAlphanumeric(text.at(ends[group] + 1));
    }
}
