package io.attune.pipeline.redact.personal;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;

/** Passports and driving licences: what looks like a serial number behind a word that names them. */
public final class DocumentFinder implements Finder.AtWord {
    private static final Rule RULE = Rule.of(PersonalKind.IDENTITY_DOCUMENT, "identity-document", 41);
    private static final int REACH = 48;

    @Override
    public void word(Scan scan, int start, int end, int classes) {
        int length = end - start;
        boolean capitals = (classes & ~(CharClass.UPPER | CharClass.DIGIT)) == 0 && (classes & CharClass.DIGIT) != 0;
        if (length < 6 || length > 18 || !capitals || !scan.near(Context.DOCUMENT, start, REACH)) {
            return;
        }
        int digits = 0;
        int zeros = 0;
        for (int i = start; i < end; i++) {
            char c = scan.text().at(i);
            digits += CharClass.isDigit(c) ? 1 : 0;
            zeros += c == '0' && zeros == i - start ? 1 : 0;
        }
        char after = scan.text().at(end);
        boolean date = length == 8 && classes == CharClass.DIGIT && scan.near(Context.BIRTH, start);
        if (digits >= 4 && zeros < 3 && after != '@' && !date) {
            scan.found(start, end, RULE);
        }
    }
}
