package io.attune.pipeline.redact.check;

/** Vehicle identification numbers (ISO 3779), with the check digit of North America and China (49 CFR 565.15). */
public final class VehicleNumbers {
    public static final int LENGTH = 17;
    private static final int[] WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};
    private static final String VALUES = "0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ";

    private VehicleNumbers() {}

    /** Whether 17 characters are of the alphabet: digits and capitals without I, O and Q. */
    public static boolean isFormed(String vin) {
        return vin.length() == LENGTH && vin.chars().allMatch(c -> c != '.' && VALUES.indexOf(c) >= 0);
    }

    /** Whether the ninth character is the check digit of one that is {@link #isFormed}. */
    public static boolean isChecked(String vin) {
        int sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            sum += WEIGHTS[i] * (VALUES.indexOf(vin.charAt(i)) % 10);
        }
        return "0123456789X".charAt(sum % 11) == vin.charAt(8);
    }
}
