package io.attune.pipeline.generate.value;

import java.util.Locale;

import io.attune.pipeline.generate.text.Chance;

/** Numbers that states give to people, with their check digits. */
final class Identities {
    private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

    private Identities() {}

    static Made national(Chance chance) {
        return switch (chance.below(8)) {
            case 0 -> new Made("GB", nino(chance));
            case 1 -> new Made("ES", dni(chance));
            case 2 -> new Made("FR", nir(chance));
            case 3 -> new Made("DE", taxNumber(chance));
            case 4 -> new Made("NL", bsn(chance));
            case 5 -> new Made("BR", cpf(chance));
            case 6 -> new Made("CA", sin(chance));
            default -> new Made("PL", pesel(chance));
        };
    }

    /** Area 001–899 but 666, group 01–99, serial 0001–9999 (Social Security Administration). */
    static Made ssn(Chance chance) {
        int area = chance.between(1, 898);
        int given = area >= 666 ? area + 1 : area;
        return new Made("US", String.format(Locale.ROOT, "%03d-%02d-%04d", given, chance.between(1, 99), chance.between(
                1, 9_999)));
    }

    private static String nino(Chance chance) {
        String prefix = chance.pick("AB", "CE", "EH", "GJ", "HL", "JM", "KP", "LR", "MS", "NW", "PX", "RY", "SZ", "WA");
        String gap = chance.pick("", " ");
        return prefix + gap + chance.digits(2) + gap + chance.digits(2) + gap + chance.digits(2) + gap
                + chance.pick("A", "B", "C", "D");
    }

    private static String dni(Chance chance) {
        if (chance.happens(0.3)) {
            int lead = chance.below(3);
            String digits = chance.digits(7);
            return "XYZ".charAt(lead) + digits + DNI_LETTERS.charAt(Integer.parseInt(lead + digits) % 23);
        }
        String digits = chance.digits(8);
        return digits + chance.pick("", "-") + DNI_LETTERS.charAt(Integer.parseInt(digits) % 23);
    }

    private static String nir(Chance chance) {
        String sex = chance.pick("1", "2");
        String body = sex + chance.digits(2) + String.format(Locale.ROOT, "%02d", chance.between(1, 12))
                + String.format(Locale.ROOT, "%02d", chance.between(21, 89)) + chance.digits(3) + String.format(
                        Locale.ROOT, "%03d", chance.between(
                                1, 999));
        String key = String.format(Locale.ROOT, "%02d", 97 - Long.parseLong(body) % 97);
        return chance.happens(0.5)
                ? body + key
                : body.charAt(0) + " " + body.substring(1, 3) + " " + body.substring(3, 5) + " " + body.substring(5, 7)
                        + " " + body.substring(7, 10) + " " + body.substring(10) + " " + key;
    }

    /** Ten digits of which one stands twice and all others at most once, then the check digit. */
    private static String taxNumber(Chance chance) {
        int[] order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
        for (int i = 9; i > 0; i--) {
            int j = chance.below(i + 1);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
        order[chance.between(5, 9)] = order[chance.between(1, 4)];
        if (order[0] == 0) {
            order[0] = order[1];
            order[1] = 0;
        }
        StringBuilder digits = new StringBuilder();
        for (int digit : order) {
            digits.append(digit);
        }
        return digits.toString() + CheckDigits.mod11And10(digits.toString());
    }

    /** Nine digits whose sum weighted 9, 8, …, 2, −1 is a multiple of 11. */
    private static String bsn(Chance chance) {
        while (true) {
            String eight = chance.between(1, 9) + chance.digits(7);
            int sum = 0;
            for (int i = 0; i < 8; i++) {
                sum += (eight.charAt(i) - '0') * (9 - i);
            }
            if (sum % 11 < 10) {
                return eight + sum % 11;
            }
        }
    }

    private static String cpf(Chance chance) {
        String nine = chance.between(1, 9) + chance.digits(8);
        return nine.substring(0, 3) + "." + nine.substring(3, 6) + "." + nine.substring(6) + "-" + CheckDigits.cpf(
                nine);
    }

    private static String sin(Chance chance) {
        String eight = chance.between(1, 7) + chance.digits(7);
        String gap = chance.pick(" ", "-");
        return eight.substring(0, 3) + gap + eight.substring(3, 6) + gap + eight.substring(6) + CheckDigits.luhn(eight);
    }

    /** Poland's number: birth date, serial, and a digit weighted 1, 3, 7, 9. */
    private static String pesel(Chance chance) {
        String ten = String.format(Locale.ROOT, "%02d%02d%02d", chance.between(40, 99), chance.between(1, 12),
                chance.between(1, 28))
                + chance.digits(4);
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += (ten.charAt(i) - '0') * ("1379".charAt(i % 4) - '0');
        }
        return ten + (10 - sum % 10) % 10;
    }
}
