package io.attune.pipeline.redact.personal;

import io.attune.pipeline.redact.check.VehicleNumbers;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;

/** Vehicle identification numbers: with their check digit anywhere, without it (Europe has none) behind their name. */
public final class VinFinder implements Finder.AtWord {
    private static final Rule RULE = Rule.of(PersonalKind.VIN, "vin", 48);
    private static final int DIGITS_MIN = 4;
    /** Numbers of programs end in one letter. */
    private static final int LETTERS_MIN = 2;

    @Override
    public void word(Scan scan, int start, int end, int classes) {
        if (end - start != VehicleNumbers.LENGTH || classes != (CharClass.DIGIT | CharClass.UPPER) || isJoined(scan,
                start - 1, -1) || isJoined(scan, end, 1)) {
            return;
        }
        String vin = scan.text().part(start, end);
        long digits = vin.chars().filter(c -> c <= '9').count();
        if (digits >= DIGITS_MIN && vin.length() - digits >= LETTERS_MIN && VehicleNumbers.isFormed(vin)
                && (VehicleNumbers.isChecked(vin) || scan.near(
                        Context.VEHICLE, start))) {
            scan.found(start, end, RULE);
        }
    }

    /** Whether the word is a part of something longer, such as a key in Base64. */
    private static boolean isJoined(Scan scan, int at, int way) {
        char sign = scan.text().at(at);
        return "/+-=".indexOf(sign) >= 0 && sign != 0 && CharClass.isAlphanumeric(scan.text().at(at + way));
    }
}
