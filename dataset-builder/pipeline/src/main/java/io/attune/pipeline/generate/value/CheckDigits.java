package io.attune.pipeline.generate.value;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Locale;
import java.util.zip.CRC32;

/** Check digits and checksums, each by the standard or the register that defines it. */
final class CheckDigits {
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
    private static final int[] BECH32_GENERATOR = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    private static final int[] VIN_WEIGHTS = {8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2};

    private CheckDigits() {}

    /** The digit that follows (ISO/IEC 7812-1, annex B): card numbers, IMEI, Canada's SIN. */
    static int luhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int doubled = i % 2 == 0 ? digit * 2 : digit;
            sum += doubled > 9 ? doubled - 9 : doubled;
        }
        return (10 - sum % 10) % 10;
    }

    /** An IBAN's two check digits (ISO 13616, mod 97-10 of ISO/IEC 7064). */
    static String iban(String country, String account) {
        StringBuilder number = new StringBuilder();
        for (char c : (account + country + "00").toCharArray()) {
            number.append(Character.digit(c, 36));
        }
        int rest = new BigInteger(number.toString()).mod(BigInteger.valueOf(97)).intValue();
        return String.format(Locale.ROOT, "%02d", 98 - rest);
    }

    /** The digit that follows by mod 11,10 of ISO/IEC 7064: Germany's tax number. */
    static int mod11And10(String digits) {
        int product = 10;
        for (int i = 0; i < digits.length(); i++) {
            int sum = (digits.charAt(i) - '0' + product) % 10;
            product = (sum == 0 ? 10 : sum) * 2 % 11;
        }
        return (11 - product) % 10;
    }

    /** The two digits that follow nine in Brazil's CPF. */
    static String cpf(String nine) {
        int first = cpfDigit(nine, 10);
        return "" + first + cpfDigit(nine + first, 11);
    }

    private static int cpfDigit(String digits, int weight) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (weight - i);
        }
        int rest = sum * 10 % 11;
        return rest == 10 ? 0 : rest;
    }

    /** Places the check digit, the ninth of 17 characters, in a vehicle identification number (49 CFR 565.15). */
    static String vin(String seventeen) {
        int sum = 0;
        for (int i = 0; i < 17; i++) {
            sum += vinValue(seventeen.charAt(i)) * VIN_WEIGHTS[i];
        }
        int rest = sum % 11;
        return seventeen.substring(0, 8) + (rest == 10 ? "X" : Integer.toString(rest)) + seventeen.substring(9);
    }

    private static int vinValue(char c) {
        int letter = "ABCDEFGH-JKLMN-P-R--STUVWXYZ".indexOf(c);
        if (letter < 0) {
            return c - '0';
        }
        return letter < 18 ? letter % 9 + 1 : letter - 18;
    }

    /** Base58Check of a version byte and a payload: version, payload, four bytes of SHA-256 twice over. */
    static String base58Check(int version, byte[] payload) {
        byte[] bytes = new byte[payload.length + 5];
        bytes[0] = (byte) version;
        System.arraycopy(payload, 0, bytes, 1, payload.length);
        byte[] sum = sha256(sha256(Arrays.copyOf(bytes, payload.length + 1)));
        System.arraycopy(sum, 0, bytes, payload.length + 1, 4);
        StringBuilder text = new StringBuilder();
        BigInteger number = new BigInteger(1, bytes);
        BigInteger base = BigInteger.valueOf(58);
        while (number.signum() > 0) {
            BigInteger[] parts = number.divideAndRemainder(base);
            text.append(BASE58.charAt(parts[1].intValue()));
            number = parts[0];
        }
        for (int i = 0; i < bytes.length && bytes[i] == 0; i++) {
            text.append(BASE58.charAt(0));
        }
        return text.reverse().toString();
    }

    /** A segregated-witness address, version 0, of 20 bytes (BIP 173). */
    static String bech32(byte[] payload) {
        int[] data = new int[1 + payload.length * 8 / 5];
        for (int i = 1, bits = 0, held = 0, at = 0; i < data.length; i++) {
            while (bits < 5) {
                held = (held << 8) | (payload[at++] & 0xFF);
                bits += 8;
            }
            bits -= 5;
            data[i] = (held >>> bits) & 31;
        }
        int check = bech32Polymod(data) ^ 1;
        StringBuilder text = new StringBuilder("bc1");
        for (int value : data) {
            text.append(BECH32.charAt(value));
        }
        for (int i = 0; i < 6; i++) {
            text.append(BECH32.charAt((check >>> (5 * (5 - i))) & 31));
        }
        return text.toString();
    }

    private static int bech32Polymod(int[] data) {
        int sum = 1;
        for (int prefix : new int[]{3, 3, 0, 2, 3}) {
            sum = bech32Step(sum, prefix);
        }
        for (int value : data) {
            sum = bech32Step(sum, value);
        }
        for (int i = 0; i < 6; i++) {
            sum = bech32Step(sum, 0);
        }
        return sum;
    }

    private static int bech32Step(int sum, int value) {
        int top = sum >>> 25;
        int next = ((sum & 0x1ffffff) << 5) ^ value;
        for (int i = 0; i < 5; i++) {
            if (((top >>> i) & 1) != 0) {
                next ^= BECH32_GENERATOR[i];
            }
        }
        return next;
    }

    /** The six characters that end the tokens of code hosts and package registries: CRC-32 in base 62. */
    static String crcInBase62(String text) {
        CRC32 crc = new CRC32();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        StringBuilder end = new StringBuilder();
        long rest = crc.getValue();
        for (int i = 0; i < 6; i++) {
            end.append(BASE62.charAt((int) (rest % 62)));
            rest /= 62;
        }
        return end.reverse().toString();
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
