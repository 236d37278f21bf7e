package io.attune.pipeline.redact.personal;

import io.attune.pipeline.redact.check.CardIssuers;
import io.attune.pipeline.redact.check.Luhn;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.DigitGroups;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;

/** Payment cards, in one piece or in the groups they are embossed in. */
public final class CardFinder implements Finder.AtDigits {
    private static final Rule RULE = Rule.of(PersonalKind.CARD, "card", 44);
    private static final int[][] SHAPES = {{4, 4, 4, 4}, {4, 6, 5}, {4, 6, 4}, {4, 4, 4, 4, 3}, {4, 4, 4, 1},
            {4, 3, 3, 3}, {4, 4, 5}, {4, 4, 4, 3}, {4, 4, 4, 2}, {8, 8}};

    @Override
    public int lengths() {
        return ~0 << 13 | 1 << 4 | 1 << 8;
    }

    @Override
    public int lengthsAlone() {
        return ~0 << 13;
    }

    @Override
    public void digits(Scan scan, DigitGroups groups, int first) {
        int length = groups.length(first);
        if ((length < 13 && length != 4 && length != 8) || !groups.freeLeft(first)) {
            return;
        }
        if (length >= 13) {
            check(scan, groups, first, first);
            return;
        }
        char sign = groups.sign(first);
        if (sign != ' ' && sign != '-' && sign != '.') {
            return;
        }
        for (int[] shape : SHAPES) {
            if (groups.shaped(first, sign, shape) && check(scan, groups, first, first + shape.length - 1)) {
                return;
            }
        }
    }

    private static boolean check(Scan scan, DigitGroups groups, int first, int last) {
        if (!groups.freeRight(last)) {
            return false;
        }
        String digits = groups.digits(first, last);
        boolean card = CardIssuers.issue(digits) && Luhn.isValid(digits) && !scan.near(Context.IMEI, groups.start(
                first));
        if (card) {
            scan.found(groups.start(first), groups.end(last), RULE);
        }
        return card;
    }
}
