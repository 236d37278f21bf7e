package io.attune.pipeline.redact.check;

/** ISO/IEC 7064 MOD 97-10, as IBANs and others use it. */
public final class Mod97 {
    private Mod97() {}

    /** The remainder of a number in which letters count from A = 10 to Z = 35; case does not matter. */
    public static int of(CharSequence number) {
        int rest = 0;
        for (int i = 0; i < number.length(); i++) {
            int value = Character.digit(number.charAt(i), 36);
            rest = (value < 10 ? rest * 10 + value : rest * 100 + value) % 97;
        }
        return rest;
    }

    /** Whether an IBAN without spaces has the check digits it needs (ISO 13616). */
    public static boolean isIban(String iban) {
        int check = Integer.parseInt(iban.substring(2, 4));
        return check >= 2 && check <= 98 && of(iban.substring(4) + iban.substring(0, 4)) == 1;
    }
}
