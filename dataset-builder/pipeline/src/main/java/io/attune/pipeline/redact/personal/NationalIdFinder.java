package io.attune.pipeline.redact.personal;

import java.util.function.Predicate;

import io.attune.pipeline.redact.check.NationalNumbers;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.DigitGroups;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;

/** National numbers of digits alone that have check digits. */
public final class NationalIdFinder implements Finder.AtDigits {
    private static final Rule STEUER_ID = rule("german-steuer-id");
    private static final Rule NIR = rule("french-nir");
    private static final Rule CPF = rule("brazilian-cpf");
    private static final Rule PESEL = rule("polish-pesel");
    private static final Rule BSN = rule("dutch-bsn");
    private static final Rule SIN = rule("canadian-sin");

    @Override
    public int lengths() {
        return 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 9 | 1 << 11 | 1 << 13 | 1 << 15;
    }

    @Override
    public int lengthsAlone() {
        return 1 << 11 | 1 << 15;
    }

    @Override
    public void digits(Scan scan, DigitGroups groups, int first) {
        switch (groups.length(first)) {
            case 11 -> {
                if (isNamed(scan, groups, first)) {
                    check(scan, groups, first, first, NationalNumbers::isPesel, PESEL);
                }
                check(scan, groups, first, first, NationalNumbers::isSteuerId, STEUER_ID);
            }
            case 2 -> shaped(scan, groups, first, ' ', NationalNumbers::isSteuerId, STEUER_ID, 2, 3, 3, 3);
            case 15 -> check(scan, groups, first, first, NationalNumbers::isNir, NIR);
            case 1 -> shaped(scan, groups, first, ' ', NationalNumbers::isNir, NIR, 1, 2, 2, 2, 3, 3, 2);
            case 13 -> shaped(scan, groups, first, ' ', NationalNumbers::isNir, NIR, 13, 2);
            case 9 -> {
                if (isNamed(scan, groups, first)) {
                    check(scan, groups, first, first, NationalNumbers::isBsn, BSN);
                    check(scan, groups, first, first, NationalNumbers::isSin, SIN);
                }
            }
            case 4 -> {
                if (isNamed(scan, groups, first)) {
                    shaped(scan, groups, first, groups.sign(first), NationalNumbers::isBsn, BSN, 4, 2, 3);
                }
            }
            case 3 -> {
                if ((groups.sign(first) == ' ' || groups.sign(first) == '-') && isNamed(scan, groups, first)) {
                    shaped(scan, groups, first, groups.sign(first), NationalNumbers::isSin, SIN, 3, 3, 3);
                    shaped(scan, groups, first, groups.sign(first), NationalNumbers::isBsn, BSN, 3, 3, 3);
                }
                if (groups.shaped(first, '.', 3, 3, 3) && groups.sign(first + 2) == '-' && groups.length(
                        first + 3) == 2) {
                    check(scan, groups, first, first + 3, NationalNumbers::isCpf, CPF);
                }
            }
            default -> {
            }
        }
    }

    private static boolean isNamed(Scan scan, DigitGroups groups, int first) {
        return scan.near(Context.NATIONAL_ID, groups.start(first)) || scan.near(Context.SSN, groups.start(first));
    }

    private static void shaped(Scan scan, DigitGroups groups, int first, char sign, Predicate<String> valid, Rule rule,
            int... lengths) {
        if (groups.shaped(first, sign, lengths)) {
            check(scan, groups, first, first + lengths.length - 1, valid, rule);
        }
    }

    private static void check(Scan scan, DigitGroups groups, int first, int last, Predicate<String> valid, Rule rule) {
        if (groups.freeLeft(first) && groups.freeRight(last) && valid.test(groups.digits(first, last))) {
            scan.found(groups.start(first), groups.end(last), rule);
        }
    }

    private static Rule rule(String name) {
        return Rule.of(PersonalKind.NATIONAL_ID, name, 45);
    }
}
