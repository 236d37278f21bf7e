package io.attune.pipeline.redact.personal;

import io.attune.pipeline.redact.check.NationalNumbers;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.DigitGroups;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;

/** US social security numbers: with hyphens anywhere, otherwise behind a word that names them. */
public final class SsnFinder implements Finder.AtDigits {
    private static final Rule RULE = Rule.of(PersonalKind.SSN, "us-ssn", 45);

    @Override
    public int lengths() {
        return 1 << 3 | 1 << 9;
    }

    @Override
    public int lengthsAlone() {
        return 0;
    }

    @Override
    public void digits(Scan scan, DigitGroups groups, int first) {
        int length = groups.length(first);
        if (length != 3 && length != 9) {
            return;
        }
        boolean named = scan.near(Context.SSN, groups.start(first));
        boolean shaped = groups.shaped(first, '-', 3, 2, 4) || (named && (length == 9 || groups.shaped(first, ' ', 3, 2,
                4)));
        int last = length == 9 ? first : first + 2;
        if (shaped && groups.freeLeft(first) && groups.freeRight(last)) {
            String digits = groups.digits(first, last);
            if (NationalNumbers.isSsn(digits) || (named && NationalNumbers.isItin(digits))) {
                scan.found(groups.start(first), groups.end(last), RULE);
            }
        }
    }
}
