package io.attune.pipeline.redact.check;

/** Issuers' ranges and lengths as ISO/IEC 7812 registers them: Visa, Mastercard, Maestro, American Express, Discover, JCB, Diners, UnionPay. */
public final class CardIssuers {
    private CardIssuers() {}

    /** Whether a network issues cards of this beginning and length. */
    public static boolean issue(String digits) {
        int length = digits.length();
        if (length < 13 || length > 19) {
            return false;
        }
        int four = Integer.parseInt(digits.substring(0, 4));
        int two = four / 100;
        return switch (two / 10) {
            case 4 -> length == 13 || length == 16 || length == 19;
            case 5 -> isFifties(two, four, length);
            case 2 -> four >= 2221 && four <= 2720 && length == 16;
            case 3 -> isThirties(two, four / 10, length);
            case 6 -> isSixties(two, four, length);
            default -> false;
        };
    }

    /** Mastercard, and Maestro. */
    private static boolean isFifties(int two, int four, int length) {
        boolean maestro = four == 5018 || four == 5020 || four == 5038 || four == 5893;
        return maestro || (two >= 51 && two <= 55 && length == 16);
    }

    /** Discover, UnionPay, and Maestro. */
    private static boolean isSixties(int two, int four, int length) {
        boolean maestro = four == 6304 || four == 6759 || (four >= 6761 && four <= 6763);
        return maestro || ((two == 60 || two == 62 || two == 64 || two == 65) && length >= 16);
    }

    /** American Express, JCB and Diners. */
    private static boolean isThirties(int two, int three, int length) {
        return switch (two) {
            case 34, 37 -> length == 15;
            case 35 -> length >= 16;
            case 36, 38, 39 -> length >= 14;
            default -> three >= 300 && three <= 305 && length >= 14;
        };
    }
}
