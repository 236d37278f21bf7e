package io.attune.pipeline.redact.check;

/** Numbers by which states know their people: the check digits and rules each authority publishes. */
public final class NationalNumbers {
    private static final String DNI_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";

    private NationalNumbers() {}

    /** US social security number: areas 001 to 899 but 666, no zero group or serial; two that were printed in advertisements are void. */
    public static boolean isSsn(String digits) {
        int area = number(digits, 0, 3);
        return area != 0 && area != 666 && area < 900 && number(digits, 3, 5) != 0 && number(digits, 5, 9) != 0
                && !digits.equals("078051120") && !digits.equals("219099999") && !digits.equals("123456789");
    }

    /** US taxpayer identification number: area 900 to 999 and the groups the IRS uses. */
    public static boolean isItin(String digits) {
        int group = number(digits, 3, 5);
        return digits.charAt(0) == '9' && group >= 50 && group != 89 && group != 93 && group <= 99
                && (group <= 65 || group >= 70);
    }

    /** UK national insurance number without spaces in capitals (HMRC, NIM39110). */
    public static boolean isNino(String nino) {
        String two = nino.substring(0, 2);
        boolean letters = "DFIQUV".indexOf(two.charAt(0)) < 0 && "DFIOQUV".indexOf(two.charAt(1)) < 0;
        return letters && !two.matches("BG|GB|NK|KN|TN|NT|ZZ");
    }

    /** German tax identification: 11 digits, ISO/IEC 7064 MOD 11,10; among the first ten one digit stands two or three times. */
    public static boolean isSteuerId(String digits) {
        int[] times = new int[10];
        int product = 10;
        for (int i = 0; i < 10; i++) {
            int digit = digits.charAt(i) - '0';
            times[digit]++;
            int sum = (digit + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        int repeated = 0;
        int most = 0;
        for (int count : times) {
            repeated += count > 1 ? 1 : 0;
            most = Math.max(most, count);
        }
        int check = (11 - product) % 10;
        return digits.charAt(0) != '0' && repeated == 1 && most <= 3 && check == digits.charAt(10) - '0';
    }

    /** French NIR: sex, year, month, département, commune, order and a key mod 97 (INSEE). */
    public static boolean isNir(String digits) {
        int month = number(digits, 3, 5);
        boolean plausible = "123478".indexOf(digits.charAt(0)) >= 0 && ((month >= 1 && month <= 12) || month >= 20)
                && number(digits, 5, 7) != 0;
        return plausible && 97 - Long.parseLong(digits.substring(0, 13)) % 97 == number(digits, 13, 15);
    }

    /** Brazilian CPF: 11 digits, not all the same, two check digits mod 11. */
    public static boolean isCpf(String digits) {
        return digits.chars().distinct().count() > 1 && cpfCheck(digits, 9) == digits.charAt(9) - '0'
                && cpfCheck(digits, 10) == digits.charAt(10) - '0';
    }

    private static int cpfCheck(String digits, int length) {
        int sum = 0;
        for (int i = 0; i < length; i++) {
            sum += (digits.charAt(i) - '0') * (length + 1 - i);
        }
        return sum * 10 % 11 % 10;
    }

    /** Spanish DNI (eight digits) or NIE (X, Y or Z and seven digits), in capitals, with its letter. */
    public static boolean isDni(String number) {
        int first = "XYZ".indexOf(number.charAt(0));
        String digits = (first < 0 ? number.substring(0, 1) : String.valueOf(first)) + number.substring(1, 8);
        return DNI_LETTERS.charAt(Integer.parseInt(digits) % 23) == number.charAt(8);
    }

    /** Polish PESEL: 11 digits, a date whose month also says the century, weights 1 3 7 9. */
    public static boolean isPesel(String digits) {
        int sum = 0;
        for (int i = 0; i < 11; i++) {
            sum += (digits.charAt(i) - '0') * new int[]{1, 3, 7, 9}[i % 4] * (i == 10 ? 0 : 1);
        }
        int month = number(digits, 2, 4) % 20;
        int day = number(digits, 4, 6);
        return month >= 1 && month <= 12 && day >= 1 && day <= 31 && (10 - sum % 10) % 10 == digits.charAt(10) - '0';
    }

    /** Dutch BSN: nine digits, weights 9 to 2 and -1, mod 11. */
    public static boolean isBsn(String digits) {
        int sum = -(digits.charAt(8) - '0');
        for (int i = 0; i < 8; i++) {
            sum += (digits.charAt(i) - '0') * (9 - i);
        }
        return sum % 11 == 0 && sum != 0;
    }

    /** Canadian SIN: nine digits that pass Luhn's test, the first not 0 or 8, which are not given to people. */
    public static boolean isSin(String digits) {
        return digits.charAt(0) != '0' && digits.charAt(0) != '8' && Luhn.isValid(digits);
    }

    private static int number(String digits, int start, int end) {
        return Integer.parseInt(digits.substring(start, end));
    }
}
