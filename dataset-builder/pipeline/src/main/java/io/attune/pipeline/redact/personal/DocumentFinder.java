package io.attune.pipeline.redact.personal;

import java.util.regex.Pattern;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;

/** Passports and driving licences: what looks like a serial number behind a word that names them. */
public final class DocumentFinder implements Finder.AtWord {
    private static final Rule RULE = Rule.of(PersonalKind.IDENTITY_DOCUMENT, "identity-document", 41);
    /** As in "passport number (Germany): ", not a sentence more. */
    private static final int REACH = 24;
    /** Few letters and then digits; German ones (BSI TR-03121); British driving licences (DVLA). */
    private static final Pattern FORM = Pattern.compile("[A-Z]{0,3}[0-9]{5,12}|[CFGHJKLMNPRTVWXYZ]"
            + "[0-9CFGHJKLMNPRTVWXYZ]{8}[0-9]?|[A-Z]{1,5}9{0,4}[0-9]{6}[A-Z]{1,2}[0-9A-Z]{3,5}");
    private static final int DIGITS_MIN = 4;
    private static final int DATE = 8;

    @Override
    public void word(Scan scan, int start, int end, int classes) {
        int length = end - start;
        boolean capitals = (classes & ~(CharClass.UPPER | CharClass.DIGIT)) == 0 && (classes & CharClass.DIGIT) != 0;
        if (length < 6 || length > 18 || !capitals || !scan.near(Context.DOCUMENT, start, REACH)) {
            return;
        }
        String number = scan.text().part(start, end);
        boolean date = length == DATE && classes == CharClass.DIGIT && scan.near(Context.BIRTH, start);
        boolean known = FORM.matcher(number).matches() && number.chars().filter(c -> c <= '9').count() >= DIGITS_MIN;
        if (known && !number.startsWith("000") && scan.text().at(end) != '@' && !date) {
            scan.found(start, end, RULE);
        }
    }
}
