package io.attune.pipeline.redact.personal;

import java.util.Locale;
import java.util.Set;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;

/** Bank identifier codes behind a word that names them: bank, country, place and branch. */
public final class BicFinder implements Finder.AtWord {
    private static final Rule RULE = Rule.of(PersonalKind.BIC, "bic", 40);
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    @Override
    public void word(Scan scan, int start, int end, int classes) {
        int length = end - start;
        boolean capitals = (classes & ~(CharClass.UPPER | CharClass.DIGIT)) == 0;
        if ((length == 8 || length == 11) && capitals && scan.near(Context.BANK, start)) {
            String word = scan.text().part(start, end);
            if (word.matches("[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?") && (COUNTRIES.contains(word.substring(4, 6))
                    || word.startsWith("XK", 4))) {
                scan.found(start, end, RULE);
            }
        }
    }
}
