package io.attune.pipeline.redact.check;

/** The check digit of cards and devices (ISO/IEC 7812-1, annex B). */
public final class Luhn {
    private Luhn() {}

    /** Whether the last digit fits the others. */
    public static boolean isValid(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }
}
