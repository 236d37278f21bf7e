package io.attune.pipeline.redact.personal;

import java.util.Locale;

import io.attune.pipeline.redact.check.IbanCountries;
import io.attune.pipeline.redact.check.Mod97;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** Bank account numbers in one piece or in groups. */
public final class IbanFinder implements Finder.AtPrefix {
    private static final Rule RULE = Rule.of(PersonalKind.IBAN, "iban", 55);

    @Override
    public Iterable<String> prefixes() {
        return Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2).stream().filter(
                country -> IbanCountries.length(country) > 0).flatMap(country -> "0123456789".chars().mapToObj(
                        digit -> country + (char) digit)).toList();
    }

    @Override
    public void prefix(Scan scan, int start) {
        Text text = scan.text();
        if (!CharClass.isDigit(text.at(start + 2)) || !CharClass.isDigit(text.at(start + 3))) {
            return;
        }
        int length = IbanCountries.length(text.part(start, start + 2));
        StringBuilder iban = new StringBuilder();
        int i = start;
        while (iban.length() < length) {
            char c = text.at(i);
            boolean gap = (c == ' ' || c == '-' || c == '\u00a0') && iban.length() >= 4;
            if (gap && CharClass.isAlphanumeric(text.at(i + 1))) {
                i++;
            } else if (CharClass.isDigit(c) || (c >= 'A' && c <= 'Z')) {
                iban.append(c);
                i++;
            } else {
                return;
            }
        }
        if (length > 0 && !CharClass.isWord(text.at(i)) && Mod97.isIban(iban.toString())) {
            scan.found(start, i, RULE);
        }
    }
}
