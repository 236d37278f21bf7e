package io.attune.pipeline.redact.personal;

import io.attune.pipeline.redact.check.Dates;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.DigitGroups;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** Dates behind a word such as born: in numbers, or with the month's name. */
public final class BirthDateFinder implements Finder.AtDigits {
    private static final Rule RULE = Rule.of(PersonalKind.DATE_OF_BIRTH, "birth-date", 47);
    private static final int REACH = 48;
    private static final int MONTH_MAX = 10;

    @Override
    public int lengths() {
        return 1 << 1 | 1 << 2 | 1 << 4;
    }

    @Override
    public int lengthsAlone() {
        return 0;
    }

    @Override
    public void digits(Scan scan, DigitGroups groups, int first) {
        if (!scan.near(Context.BIRTH, groups.start(first), REACH) || !groups.freeLeft(first)) {
            return;
        }
        int length = groups.length(first);
        if (length <= 2 || length == 4) {
            inNumbers(scan, groups, first);
        }
        if (length <= 2) {
            dayBeforeMonth(scan, groups.start(first), groups.end(first));
            dayBehindMonth(scan, groups.start(first), groups.end(first));
        }
    }

    private static void inNumbers(Scan scan, DigitGroups groups, int first) {
        char sign = groups.sign(first);
        boolean spaced = groups.gap(first, ". ") && groups.gap(first + 1, ". ");
        boolean dated = groups.count() > first + 2 && (spaced || ("-./".indexOf(sign) >= 0 && sign == groups.sign(
                first + 1))) && groups.length(first + 1) <= 2 && groups.freeRight(first + 2);
        boolean year = groups.length(first) == 4 ? groups.length(first + 2) <= 2 : groups.length(first + 2) == 4;
        if (dated && year && Dates.isDay(number(groups, first), number(groups, first + 1), number(groups, first + 2))) {
            scan.found(groups.start(first), groups.end(first + 2), RULE);
        }
    }

    private static int number(DigitGroups groups, int group) {
        return Integer.parseInt(groups.digits(group, group));
    }

    /** As {@code 2nd of March, 1980}. */
    private static void dayBeforeMonth(Scan scan, int start, int end) {
        Text text = scan.text();
        int i = end;
        while (i - end < 3 && " .-".indexOf(text.at(i)) >= 0 && text.at(i) != 0) {
            i++;
        }
        int month = i;
        while (i - month <= MONTH_MAX && (CharClass.of(text.at(i)) & CharClass.LETTER) != 0) {
            i++;
        }
        if (i - month >= 3 && Dates.isMonth(text.part(month, i))) {
            year(scan, start, i);
        }
    }

    private static void dayBehindMonth(Scan scan, int start, int end) {
        int word = scan.wordStart();
        if (scan.wordEnd() + 1 == start && start - word <= MONTH_MAX + 1 && Dates.isMonth(scan.text().part(word,
                scan.wordEnd()))) {
            year(scan, word, end);
        }
    }

    /** A year after at most two signs ends a date. */
    private static void year(Scan scan, int start, int from) {
        Text text = scan.text();
        int i = from;
        while (i - from < 2 && " ,.-".indexOf(text.at(i)) >= 0 && text.at(i) != 0) {
            i++;
        }
        int end = i;
        while (end - i < 5 && CharClass.isDigit(text.at(end))) {
            end++;
        }
        if (end - i == 4 && !CharClass.isWord(text.at(end)) && Dates.isYear(Integer.parseInt(text.part(i, end)))) {
            scan.found(start, end, RULE);
        }
    }
}
