package io.attune.pipeline.redact.personal;

import java.util.List;

import io.attune.pipeline.redact.check.NationalNumbers;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.DigitGroups;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** National numbers with letters: UK NINO, Spanish DNI and NIE. */
public final class LetteredIdFinder implements Finder.AtWord, Finder.AtDigits, Finder.AtPrefix {
    private static final Rule NINO = Rule.of(PersonalKind.NATIONAL_ID, "uk-nino", 45);
    private static final Rule DNI = Rule.of(PersonalKind.NATIONAL_ID, "spanish-dni", 45);
    private static final String NINO_LETTERS = "ABCEGHJKLMNOPRSTWXYZ";

    @Override
    public void word(Scan scan, int start, int end, int classes) {
        Text text = scan.text();
        int length = end - start;
        if (length == 9 && classes == (CharClass.DIGIT | CharClass.UPPER)) {
            String word = text.part(start, end);
            if (word.matches("[A-Z]{2}[0-9]{6}[A-D]") && NationalNumbers.isNino(word)) {
                scan.found(start, end, NINO);
            } else if (word.matches("[0-9XYZ][0-9]{7}[A-Z]") && NationalNumbers.isDni(word) && (!isLiteral(text, start,
                    end) || scan.near(Context.NATIONAL_ID, start))) {
                scan.found(start, end, DNI);
            }
        } else if (length == 8 && classes == CharClass.DIGIT) {
            apart(scan, start, end);
        }
    }

    @Override
    public int lengths() {
        return 1 << 2;
    }

    @Override
    public int lengthsAlone() {
        return 0;
    }

    /** As {@code 12.345.678-Z}. */
    @Override
    public void digits(Scan scan, DigitGroups groups, int first) {
        if (groups.shaped(first, '.', 2, 3, 3) && groups.freeLeft(first)) {
            apart(scan, groups.start(first), groups.end(first + 2));
        }
    }

    /** The letter behind a hyphen, which is telling, or behind a space where a word tells. */
    private static void apart(Scan scan, int start, int end) {
        Text text = scan.text();
        char between = text.at(end);
        boolean joined = between == '-' || (between == ' ' && scan.near(Context.NATIONAL_ID, start));
        char letter = text.at(end + 1);
        if (joined && letter >= 'A' && letter <= 'Z' && !CharClass.isWord(text.at(end + 2)) && text.at(start
                - 1) != '-') {
            String number = text.part(start, end).replace(".", "") + letter;
            if (NationalNumbers.isDni(number)) {
                scan.found(start, end + 2, DNI);
            }
        }
    }

    /** Numbers of programs end in these letters, and stand among signs rather than in a sentence. */
    private static boolean isLiteral(Text text, int start, int end) {
        char letter = text.at(end - 1);
        char before = text.at(start - 1) == ' ' ? text.at(start - 2) : text.at(start - 1);
        boolean sentence = CharClass.isWord(before) || before == ':' || before == ',' || before == 0;
        return (letter == 'L' || letter == 'D' || letter == 'F') && (!sentence || text.at(end) == ';' || text.at(
                end) == ')');
    }

    /** The beginning of a NINO written in pairs is any two letters and a space. */
    @Override
    public Iterable<String> prefixes() {
        return NINO_LETTERS.chars().boxed().flatMap(a -> NINO_LETTERS.chars().mapToObj(
                b -> "" + (char) a.intValue() + (char) b + " ")).toList();
    }

    @Override
    public void prefix(Scan scan, int start) {
        Text text = scan.text();
        if (text.at(start + 2) != ' ' || text.at(start + 5) != ' ' || !CharClass.isDigit(text.at(start + 3))
                || text.at(start + 8) != ' ' || text.at(start + 11) != ' ' || CharClass.isWord(text.at(start + 13))) {
            return;
        }
        String pairs = text.part(start, Math.min(start + 13, text.length()));
        if (pairs.matches("[A-Z]{2}( [0-9]{2}){3} [A-D]") && NationalNumbers.isNino(pairs)) {
            scan.found(start, start + 13, NINO);
        }
    }

    static List<Rule> rules() {
        return List.of(NINO, DNI);
    }
}
