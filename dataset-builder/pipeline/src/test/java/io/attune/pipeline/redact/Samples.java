package io.attune.pipeline.redact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;

/** Valid values built at run time by checksums written anew: nothing here is shared with the finders. */
final class Samples {
    private static final String ALPHANUMERIC = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    private final Random random;

    Samples(long seed) {
        random = new Random(seed);
    }

    String of(String alphabet, int length) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < length; i++) {
            out.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return out.toString();
    }

    String digits(int length) {
        return of("0123456789", length);
    }

    String alphanumeric(int length) {
        return of(ALPHANUMERIC, length);
    }

    String hex(int length) {
        return of("0123456789abcdef", length);
    }

    /** A number of a length that begins so and passes Luhn's test. */
    String luhn(String begin, int length) {
        String body = begin + digits(length - 1 - begin.length());
        for (int check = 0;; check++) {
            int sum = 0;
            boolean twice = false;
            for (char c : new StringBuilder(body + check).reverse().toString().toCharArray()) {
                int d = (c - '0') * (twice ? 2 : 1);
                sum += d / 10 + d % 10;
                twice = !twice;
            }
            if (sum % 10 == 0) {
                return body + check;
            }
        }
    }

    /** A German account number with its check digits. */
    String iban() {
        String account = digits(18);
        int rest = new java.math.BigInteger(account + "131400").mod(java.math.BigInteger.valueOf(97)).intValue();
        return "DE" + "%02d".formatted(98 - rest) + account;
    }

    String steuerId() {
        int[] digits = random.ints(0, 10).distinct().limit(9).toArray();
        if (digits[0] == 0) {
            digits[0] = digits[8];
            digits[8] = 0;
        }
        StringBuilder id = new StringBuilder();
        Arrays.stream(digits).forEach(id::append);
        id.append(digits[3]);
        int p = 10;
        for (int i = 0; i < 10; i++) {
            int s = (id.charAt(i) - '0' + p) % 10;
            p = 2 * (s == 0 ? 10 : s) % 11;
        }
        return id.append(p == 1 ? 0 : 11 - p).toString();
    }

    /** A Dutch one. */
    String bsn() {
        for (;;) {
            String body = "1" + digits(7);
            int sum = 0;
            for (int i = 0; i < 8; i++) {
                sum += (body.charAt(i) - '0') * (9 - i);
            }
            if (sum % 11 < 10) {
                return body + sum % 11;
            }
        }
    }

    /** A Polish one, of somebody born in May of some year. */
    String pesel() {
        String body = digits(2) + "0512" + digits(4);
        int sum = 0;
        for (int i = 0; i < 10; i++) {
            sum += (body.charAt(i) - '0') * ("1379137913".charAt(i) - '0');
        }
        return body + (10 - sum % 10) % 10;
    }

    /** A North American one. */
    String vin() {
        String begin = "1" + of("ABCDEFGHJKLMNPRSTUVWXYZ", 3) + digits(4);
        String end = of("ABCDEFGHJKLMNPRSTVWXY", 2) + digits(6);
        int[] weights = {8, 7, 6, 5, 4, 3, 2, 10, 9, 8, 7, 6, 5, 4, 3, 2};
        int sum = 0;
        for (int i = 0; i < 16; i++) {
            char c = (begin + end).charAt(i);
            int letter = c <= 'H' ? c - 'A' + 1 : c <= 'R' ? c - 'J' + 1 : c - 'S' + 2;
            sum += weights[i] * (c <= '9' ? c - '0' : letter);
        }
        return begin + "0123456789X".charAt(sum % 11) + end;
    }

    String cpf() {
        String body = "4" + digits(8);
        for (int round = 0; round < 2; round++) {
            int sum = 0;
            int weight = 2;
            for (int i = body.length() - 1; i >= 0; i--) {
                sum += (body.charAt(i) - '0') * weight++;
            }
            body += sum % 11 < 2 ? 0 : 11 - sum % 11;
        }
        return body.replaceFirst("(...)(...)(...)(..)", "$1.$2.$3-$4");
    }

    String base58Check() throws Exception {
        byte[] bytes = new byte[25];
        for (int i = 1; i < 21; i++) {
            bytes[i] = (byte) (random.nextInt(255) + 1);
        }
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        System.arraycopy(sha.digest(sha.digest(Arrays.copyOf(bytes, 21))), 0, bytes, 21, 4);
        java.math.BigInteger number = new java.math.BigInteger(1, bytes);
        StringBuilder out = new StringBuilder();
        while (number.signum() > 0) {
            out.append(BASE58.charAt(number.mod(java.math.BigInteger.valueOf(58)).intValue()));
            number = number.divide(java.math.BigInteger.valueOf(58));
        }
        return out.append('1').reverse().toString();
    }

    String webToken() {
        return base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + base64("{\"sub\":\"" + digits(8) + "\"}") + "."
                + alphanumeric(43);
    }

    String privateKey() {
        String begin = "-----BEGIN ";
        String label = "PRIVATE KEY-----";
        return begin + label + "\n" + (alphanumeric(64) + "\n").repeat(3) + "-----END " + label;
    }

    private static String base64(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
