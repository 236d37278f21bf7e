package io.attune.pipeline.redact.check;

/**
 * Telephone numbers that regulators keep for plays and examples and that numbering plans do not give out. They count as
 * numbers: who writes them in place of real ones loses nothing.
 */
public final class DramaNumbers {
    private DramaNumbers() {}

    /**
     * Whether a number is one of these (Ofcom, Telephone numbers for use in TV and radio drama; ARCEP, decision
     * 2018-0881).
     *
     * @param country its calling code
     * @param number without trunk prefix
     */
    public static boolean has(int country, long number) {
        return switch (country) {
            case 44 -> number / 1_000 == 7_700_900 || number / 1_000 == 1_632_960;
            case 33 -> number / 10_000 == 63_998;
            default -> false;
        };
    }
}
