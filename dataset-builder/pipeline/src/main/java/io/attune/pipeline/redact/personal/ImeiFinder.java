package io.attune.pipeline.redact.personal;

import io.attune.pipeline.redact.check.Luhn;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.DigitGroups;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;

/** Device numbers behind their name (3GPP TS 23.003, section 6.2.1). */
public final class ImeiFinder implements Finder.AtDigits {
    private static final Rule RULE = Rule.of(PersonalKind.IMEI, "imei", 46);
    private static final int[][] SHAPES = {{15}, {2, 6, 6, 1}, {8, 6, 1}, {6, 2, 6, 1}};

    @Override
    public int lengths() {
        return 1 << 2 | 1 << 6 | 1 << 8 | 1 << 15;
    }

    @Override
    public int lengthsAlone() {
        return 0;
    }

    @Override
    public void digits(Scan scan, DigitGroups groups, int first) {
        if (!scan.near(Context.IMEI, groups.start(first))) {
            return;
        }
        for (int[] shape : SHAPES) {
            int last = first + shape.length - 1;
            if (groups.shaped(first, groups.sign(first), shape) && groups.freeLeft(first) && groups.freeRight(
                    last) && Luhn.isValid(groups.digits(first, last))) {
                scan.found(groups.start(first), groups.end(last), RULE);
                return;
            }
        }
    }
}
