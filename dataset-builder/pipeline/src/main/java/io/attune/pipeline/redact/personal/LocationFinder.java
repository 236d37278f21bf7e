package io.attune.pipeline.redact.personal;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.DigitGroups;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** Coordinates of four decimals or more: a pair, or one behind its name. */
public final class LocationFinder implements Finder.AtDigits {
    private static final Rule RULE = Rule.of(PersonalKind.LOCATION, "coordinates", 42);
    private static final int DECIMALS_MIN = 4;
    private static final int BETWEEN_MAX = 6;

    @Override
    public int lengths() {
        return 1 << 1 | 1 << 2 | 1 << 3;
    }

    @Override
    public int lengthsAlone() {
        return 0;
    }

    @Override
    public void digits(Scan scan, DigitGroups groups, int first) {
        int start = groups.start(first);
        if (groups.length(first) > 3 || groups.length(first + 1) < DECIMALS_MIN || groups.sign(first) != '.') {
            return;
        }
        Text text = scan.text();
        char before = text.at(start - 1);
        boolean signed = before == '-' && !CharClass.isAlphanumeric(text.at(start - 2));
        if (before == '.' || CharClass.isWord(before) || !inRange(groups, first, 180)) {
            return;
        }
        int from = signed ? start - 1 : start;
        int end = hemisphere(text, groups.end(first + 1));
        int second = secondStart(text, end);
        int pairEnd = second < 0 || !inRange(groups, first, 90) ? -1 : decimalEnd(text, second);
        boolean marked = end > groups.end(first + 1);
        if (!marked && !scan.near(Context.PLACE, start)) {
            return;
        }
        if (pairEnd > 0) {
            scan.found(from, hemisphere(text, pairEnd), RULE);
        } else if (text.at(end) != '.' || !CharClass.isDigit(text.at(end + 1))) {
            scan.found(from, end, RULE);
        }
    }

    private static boolean inRange(DigitGroups groups, int group, int most) {
        return Integer.parseInt(groups.digits(group, group)) <= most;
    }

    /** Behind degree sign and letter of the hemisphere, if they stand there. */
    private static int hemisphere(Text text, int end) {
        int i = text.at(end) == '\u00b0' ? end + 1 : end;
        int letter = text.at(i) == ' ' ? i + 1 : i;
        boolean named = "NSEWO".indexOf(text.at(letter)) >= 0 && text.at(letter) != 0 && !CharClass.isWord(text.at(
                letter + 1));
        return named ? letter + 1 : i;
    }

    /** Where the other number of a pair begins, or -1. */
    private static int secondStart(Text text, int end) {
        for (int i = end; i < end + BETWEEN_MAX; i++) {
            char c = text.at(i);
            if (CharClass.isDigit(c)) {
                return i > end ? i : -1;
            }
            if (" ,;/-+".indexOf(c) < 0 || c == 0) {
                return -1;
            }
        }
        return -1;
    }

    /** Where a number from -180 to 180 with decimals ends, or -1. */
    private static int decimalEnd(Text text, int start) {
        int i = start;
        int value = 0;
        while (i - start < 4 && CharClass.isDigit(text.at(i))) {
            value = value * 10 + text.at(i++) - '0';
        }
        int point = i;
        if (text.at(i++) != '.' || value > 180) {
            return -1;
        }
        while (i - point < 20 && CharClass.isDigit(text.at(i))) {
            i++;
        }
        return i - point > DECIMALS_MIN && i - point < 20 && !CharClass.isWord(text.at(i)) ? i : -1;
    }
}
