package io.attune.pipeline.redact.personal;

import java.util.List;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.attune.pipeline.redact.check.DramaNumbers;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.DigitGroups;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/**
 * Telephone numbers: in international form anywhere; in national form where the shape is telling or a word says so.
 * libphonenumber decides.
 */
public final class PhoneFinder implements Finder.AtSign, Finder.AtDigits {
    private static final Rule INTERNATIONAL = Rule.of(PersonalKind.PHONE, "phone-international", 30);
    private static final Rule NATIONAL = Rule.of(PersonalKind.PHONE, "phone-national", 29);
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();
    private static final int LENGTH_MAX = 40;
    private static final int GROUPS_MAX = 7;
    private static final int REACH = 40;

    private final List<String> regions;
    private final boolean america;
    private final boolean pairs;
    private final boolean australia;

    /** @param regions whose national forms count, by ISO 3166 code */
    public PhoneFinder(List<String> regions) {
        this.regions = List.copyOf(regions);
        this.america = regions.contains("US") || regions.contains("CA");
        this.pairs = regions.contains("FR");
        this.australia = regions.contains("AU");
    }

    @Override
    public String signs() {
        return "+";
    }

    /** Takes the longest sequence of groups that is a number. */
    @Override
    public void sign(Scan scan, int at) {
        Text text = scan.text();
        if (CharClass.isAlphanumeric(text.at(at - 1)) || text.at(at - 1) == '+') {
            return;
        }
        int digits = 0;
        int[] ends = new int[LENGTH_MAX];
        int groups = 0;
        for (int i = at + 1; i - at < LENGTH_MAX && isPart(text, i); i++) {
            boolean digit = CharClass.isDigit(text.at(i));
            digits += digit ? 1 : 0;
            if (digit && !CharClass.isDigit(text.at(i + 1)) && !CharClass.isWord(text.at(i + 1)) && digits >= 7
                    && digits <= 15) {
                ends[groups++] = i + 1;
            }
        }
        for (int i = groups - 1; i >= 0 && i >= groups - 5; i--) {
            if (isValid(text.part(at, ends[i]), "ZZ")) {
                scan.found(at, ends[i], INTERNATIONAL);
                return;
            }
        }
    }

    private static boolean isPart(Text text, int i) {
        char c = text.at(i);
        boolean gap = " -.()/\u00a0\u2011".indexOf(c) >= 0 && c != 0;
        return CharClass.isDigit(c) || (gap && text.at(i + 1) != c);
    }

    @Override
    public int lengths() {
        return (1 << 16) - 2;
    }

    @Override
    public int lengthsAlone() {
        return (1 << 16) - (1 << 9);
    }

    @Override
    public void digits(Scan scan, DigitGroups groups, int first) {
        int start = groups.start(first);
        char before = scan.text().at(start - 1);
        boolean behindNumber = before == ' ' && CharClass.isDigit(scan.text().at(start - 2));
        boolean named = !behindNumber && scan.near(Context.PHONE, start, REACH);
        boolean trunk = scan.text().at(start) == '0';
        if ((!named && !trunk && (!america || groups.length(first) > 3)) || before == '+' || !(groups.freeLeft(
                first))) {
            return;
        }
        int last = Math.min(groups.count() - 1, first + GROUPS_MAX - 1);
        int total = groups.total(first, last);
        for (int i = last; i >= first; total -= groups.length(i), i--) {
            if (total < 7) {
                return;
            }
            boolean fits = total <= 15 && (i > first || total >= 9) && groups.freeRight(i) && isJoined(groups, first, i)
                    && (named || isTelling(
                            scan.text(), groups, first, i, trunk));
            if (fits && isNational(scan.text().part(start, groups.end(i)))) {
                int from = before == '(' && scan.text().part(start, groups.end(i)).indexOf(')') >= 0
                        ? start - 1
                        : start;
                scan.found(from, groups.end(i), NATIONAL);
                return;
            }
        }
    }

    /** Whether all groups are joined as numbers are written. */
    private static boolean isJoined(DigitGroups groups, int first, int last) {
        for (int i = first; i < last; i++) {
            char sign = groups.sign(i);
            boolean joined = sign == ' ' || sign == '-' || sign == '.' || sign == '/' || sign == ')' || groups.gap(i,
                    ") ") || groups.gap(i, " (") || groups.gap(i, "/ ") || groups.gap(i, " / ") || groups.gap(i, " - ")
                    || groups.gap(i, ")-");
            if (!joined) {
                return false;
            }
        }
        return true;
    }

    /** Shapes that need no word before them. */
    private boolean isTelling(Text text, DigitGroups groups, int first, int last, boolean trunk) {
        if (trunk) {
            return isTrunk(text, groups, first, last);
        }
        if (!america) {
            return false;
        }
        int area = groups.length(first) == 1 && text.at(groups.start(first)) == '1' ? first + 1 : first;
        boolean bracketed = text.at(groups.start(area) - 1) == '(';
        char sign = groups.sign(area + 1);
        boolean shape = last == area + 2 && groups.length(area) == 3 && groups.length(area + 1) == 3 && groups.length(
                last) == 4;
        return shape && (bracketed || ((sign == '-' || sign == '.') && groups.sign(area) == sign));
    }

    /** A trunk zero, an area, and the rest in at most four groups. */
    private boolean isTrunk(Text text, DigitGroups groups, int first, int last) {
        int total = groups.total(first, last);
        int area = groups.length(first);
        if (pairs && area == 2 && last == first + 4 && total == 10) {
            return true;
        }
        if (groups.shaped(first, '-', 5, 4)) {
            return false; // a ZIP code with its four digits more
        }
        if (australia && area == 2 && last == first + 2 && groups.length(first + 1) == 4 && groups.length(last) == 4) {
            return true;
        }
        boolean abroad = text.at(groups.start(first) + 1) == '0';
        return last > first && groups.sign(first) != '.' && last - first <= (abroad ? 5 : 4) && area >= (abroad ? 4 : 3)
                && area <= 6 && total >= 9
                && total <= (abroad ? 15 : 12) && groups.length(last) >= 2;
    }

    private boolean isNational(String candidate) {
        for (String region : regions) {
            if (isValid(candidate, region)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isValid(String candidate, String region) {
        try {
            PhoneNumber number = NUMBERS.parse(candidate, region);
            return NUMBERS.isValidNumber(number) || DramaNumbers.has(number.getCountryCode(),
                    number.getNationalNumber());
        } catch (NumberParseException e) {
            return false;
        }
    }
}
