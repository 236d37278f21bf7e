package io.attune.pipeline.generate.value;

import io.attune.pipeline.generate.text.Chance;

/**
 * Telephone numbers as people of several countries write them, from the ranges kept for fiction: North America's
 * 555-0100 to 0199, and those published by Ofcom, the Bundesnetzagentur, ARCEP and the ACMA. Spain and Italy keep none;
 * theirs are of the general numbering plan.
 */
final class Phones {
    private static final String[] US_AREAS = {"202", "212", "305", "312", "404", "415", "503", "617", "702", "713"};

    private Phones() {}

    static Made make(Chance chance) {
        return switch (chance.below(8)) {
            case 0, 1 -> new Made("US", us(chance));
            case 2 -> new Made("GB", gb(chance));
            case 3, 4 -> new Made("DE", de(chance));
            case 5 -> new Made("FR", fr(chance));
            case 6 -> new Made("ES", es(chance));
            default -> new Made("AU", au(chance));
        };
    }

    private static String us(Chance chance) {
        String area = chance.pick(US_AREAS);
        String line = "01" + chance.digits(2);
        return switch (chance.below(5)) {
            case 0 -> "+1 " + area + "-555-" + line;
            case 1 -> "(" + area + ") 555-" + line;
            case 2 -> area + "-555-" + line;
            case 3 -> "+1" + area + "555" + line;
            default -> "+1 (" + area + ") 555 " + line;
        };
    }

    private static String gb(Chance chance) {
        String end = chance.digits(3);
        return switch (chance.below(4)) {
            case 0 -> "+44 20 7946 0" + end;
            case 1 -> "020 7946 0" + end;
            case 2 -> "07700 900" + end;
            default -> "+44 7700 900" + end;
        };
    }

    private static String de(Chance chance) {
        String end = chance.digits(3);
        return switch (chance.below(5)) {
            case 0 -> "+49 30 23125 " + end;
            case 1 -> "030 23125" + end;
            case 2 -> "030/23125-" + end;
            case 3 -> "+49 (0)30 23125" + end;
            default -> "+49 171 39200" + chance.digits(2);
        };
    }

    private static String fr(Chance chance) {
        String pairs = chance.digits(2) + " " + chance.digits(2);
        return switch (chance.below(4)) {
            case 0 -> "01 99 00 " + pairs;
            case 1 -> "+33 1 99 00 " + pairs;
            case 2 -> "06 39 98 " + pairs;
            default -> "+33 6 39 98 " + pairs;
        };
    }

    private static String es(Chance chance) {
        String end = chance.digits(3) + " " + chance.digits(3);
        return chance.happens(0.5)
                ? "+34 6" + chance.digits(2) + " " + end
                : "+34 91" + chance.between(2, 8) + " " + end;
    }

    private static String au(Chance chance) {
        return switch (chance.below(3)) {
            case 0 -> "+61 2 5550 " + chance.digits(4);
            case 1 -> "(02) 5550 " + chance.digits(4);
            default -> "+61 491 570 " + chance.pick("006", "156", "157", "158", "159", "110", "313", "737");
        };
    }
}
