package io.attune.pipeline.redact.personal;

import java.util.List;

import io.attune.pipeline.redact.check.NationalNumbers;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** National numbers with letters: UK NINO, Spanish DNI and NIE. */
public final class LetteredIdFinder implements Finder.AtWord, Finder.AtPrefix {
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
            } else if (scan.near(Context.SPANISH_ID, start) && word.matches("[0-9XYZ][0-9]{7}[A-Z]")
                    && NationalNumbers.isDni(word)) {
                scan.found(start, end, DNI);
            }
        } else if (length == 8 && classes == CharClass.DIGIT && text.at(end) == '-' && !CharClass.isWord(text.at(
                end + 2)) && scan.near(Context.SPANISH_ID, start)) {
            String number = text.part(start, end) + text.at(end + 1);
            if (number.matches("[0-9]{8}[A-Z]") && NationalNumbers.isDni(number)) {
                scan.found(start, end + 2, DNI);
            }
        }
    }

    /** The beginning of a NINO written in pairs is any two letters and a space. */
    @Override
    public Iterable<String> prefixes() {
        return NINO_LETTERS.chars().boxed().flatMap(a -> NINO_LETTERS.chars().mapToObj(
                b -> "" + (char) a.intValue() + (char) b)).toList();
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
