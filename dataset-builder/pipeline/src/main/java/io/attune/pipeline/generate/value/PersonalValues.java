package io.attune.pipeline.generate.value;

import java.util.Locale;

import io.attune.pipeline.generate.text.Chance;

/** Makers of personal values that need no more than a few lines. */
final class PersonalValues {
    static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    static final String HEX = "0123456789abcdef";
    private static final String CONSONANTS = "bcdfghklmnprstvz";
    private static final String VIN_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
    private static final String[] MONTHS = {"January", "February", "March", "April", "May", "June", "July", "August",
            "September", "October", "November", "December"};

    private PersonalValues() {}

    /** A pronounceable name that is nobody's. */
    static String name(Chance chance) {
        StringBuilder name = new StringBuilder();
        for (int i = chance.between(2, 3); i > 0; i--) {
            name.append(chance.letters(CONSONANTS, 1)).append(chance.letters("aeiou", 1));
        }
        return name.append(chance.letters("lnrs", 1)).toString();
    }

    static String host(Chance chance) {
        String top = chance.pick("example.com", "example.org", "example.net");
        return chance.happens(0.3) ? top : name(chance) + chance.pick("", "-it", "2", ".mail") + "." + top;
    }

    static Made email(Chance chance) {
        String local = switch (chance.below(6)) {
            case 0 -> name(chance) + "." + name(chance);
            case 1 -> name(chance) + "_" + chance.between(2, 99);
            case 2 -> name(chance) + "+" + chance.pick("desk", "news", "ops");
            case 3 -> chance.letters(LOWER, 1) + "-" + name(chance);
            case 4 -> capital(name(chance)) + "." + capital(name(chance));
            default -> name(chance);
        };
        return new Made("", local + "@" + host(chance));
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    static Made card(Chance chance) {
        return switch (chance.below(4)) {
            case 0 -> new Made("visa", grouped(chance, "4" + chance.digits(14)));
            case 1 -> new Made("mastercard", grouped(chance, "5" + chance.between(1, 5) + chance.digits(13)));
            case 2 -> new Made("discover", grouped(chance, "6011" + chance.digits(11)));
            default -> amex(chance);
        };
    }

    private static String grouped(Chance chance, String digits) {
        String all = digits + CheckDigits.luhn(digits);
        String gap = chance.pick("", " ", "-");
        return all.substring(0, 4) + gap + all.substring(4, 8) + gap + all.substring(8, 12) + gap + all.substring(12);
    }

    private static Made amex(Chance chance) {
        String digits = "3" + chance.pick("4", "7") + chance.digits(12);
        String all = digits + CheckDigits.luhn(digits);
        String gap = chance.pick("", " ");
        return new Made("amex", all.substring(0, 4) + gap + all.substring(4, 10) + gap + all.substring(10));
    }

    static Made iban(Chance chance) {
        String country = chance.pick("DE", "FR", "ES", "GB", "NL", "AT", "CH", "BE");
        String account = switch (country) {
            case "DE" -> chance.digits(18);
            case "FR" -> chance.digits(10) + chance.letters("0123456789ABCDEFGH", 11) + chance.digits(2);
            case "ES" -> chance.digits(20);
            case "GB" -> chance.letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4) + chance.digits(14);
            case "NL" -> chance.letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4) + chance.digits(10);
            case "AT" -> chance.digits(16);
            case "CH" -> chance.digits(17);
            default -> chance.digits(12);
        };
        String whole = country + CheckDigits.iban(country, account) + account;
        return new Made(country, chance.happens(0.5) ? whole : inFours(whole));
    }

    private static String inFours(String text) {
        StringBuilder spaced = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            spaced.append(i > 0 && i % 4 == 0 ? " " : "").append(text.charAt(i));
        }
        return spaced.toString();
    }

    static Made ipv4(Chance chance) {
        String network = chance.pick("192.0.2.", "198.51.100.", "203.0.113.", "");
        return new Made("", network.isEmpty()
                ? chance.pick("23", "45", "62", "77", "81", "91", "109", "151", "178", "212") + "." + chance.below(256)
                        + "." + chance.below(256) + "." + chance.between(1, 254)
                : network + chance.between(1, 254));
    }

    static Made ipv6(Chance chance) {
        if (chance.happens(0.4)) {
            return new Made("short", "2001:db8:" + group(chance) + "::" + group(chance));
        }
        StringBuilder text = new StringBuilder("2001:db8");
        for (int i = 0; i < 6; i++) {
            text.append(':').append(group(chance));
        }
        return new Made("full", text.toString());
    }

    private static String group(Chance chance) {
        return Integer.toHexString(chance.between(0x10, 0xffff));
    }

    /** Locally administered and unicast, so that no maker's device has it. */
    static Made mac(Chance chance) {
        String gap = chance.pick(":", "-");
        StringBuilder text = new StringBuilder(chance.letters(HEX, 1) + chance.pick("2", "6", "a", "e"));
        for (int i = 0; i < 5; i++) {
            text.append(gap).append(chance.letters(HEX, 2));
        }
        return new Made("", chance.happens(0.5) ? text.toString().toUpperCase(Locale.ROOT) : text.toString());
    }

    static Made birthDate(Chance chance) {
        int year = chance.between(1940, 2006);
        int month = chance.between(1, 12);
        int day = chance.between(1, 28);
        return switch (chance.below(4)) {
            case 0 -> new Made("iso", String.format(Locale.ROOT, "%d-%02d-%02d", year, month, day));
            case 1 -> new Made("dots", String.format(Locale.ROOT, "%02d.%02d.%d", day, month, year));
            case 2 -> new Made("slashes", String.format(Locale.ROOT, "%02d/%02d/%d", month, day, year));
            default -> new Made("words", day + " " + MONTHS[month - 1] + " " + year);
        };
    }

    static Made urlWithPassword(Chance chance) {
        return new Made("", chance.pick("https", "http", "ftp") + "://" + name(chance) + ":" + SecretValues.password(
                chance) + "@" + host(chance) + "/" + chance.pick("files", "reports/2024", "export", "login"));
    }

    static Made wallet(Chance chance) {
        byte[] payload = new byte[20];
        for (int i = 0; i < payload.length; i++) {
            payload[i] = (byte) chance.bits();
        }
        return switch (chance.below(3)) {
            case 0 -> new Made("p2pkh", CheckDigits.base58Check(0, payload));
            case 1 -> new Made("p2sh", CheckDigits.base58Check(5, payload));
            default -> new Made("bech32", CheckDigits.bech32(payload));
        };
    }

    static Made imei(Chance chance) {
        String digits = "35" + chance.digits(12);
        String all = digits + CheckDigits.luhn(digits);
        return new Made("", chance.happens(0.6)
                ? all
                : all.substring(0, 2) + "-" + all.substring(2, 8) + "-" + all.substring(8, 14) + "-" + all.substring(
                        14));
    }

    static Made vin(Chance chance) {
        return new Made("", CheckDigits.vin(chance.pick("1", "2", "4", "5") + chance.letters(VIN_LETTERS, 7) + "0"
                + chance.letters(VIN_LETTERS, 4) + chance.digits(4)));
    }
}
