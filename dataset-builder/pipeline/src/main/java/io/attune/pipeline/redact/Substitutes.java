package io.attune.pipeline.redact;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Predicate;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import io.attune.pipeline.redact.check.FakeEmail;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;

/**
 * What stands in place of values. Everything is derived by HMAC-SHA-512 (RFC 2104) from the key, the class and the value
 * without its signs, so the same number written in two ways is replaced by the same digits. Thread-safe.
 */
final class Substitutes {
    private static final String ALGORITHM = "HmacSHA512";
    private static final int HASH = 12;
    private static final int ATTEMPTS = 32;

    private final SecretKeySpec key;

    Substitutes(long seed) {
        key = new SecretKeySpec(("attune/redaction/" + seed).getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /** Such as {@code [EMAIL:3f9a12c07bd4]}. */
    String hash(Rule rule, String value) {
        String hex = HexFormat.of().formatHex(bytes(rule.kind(), value, 0)).substring(0, HASH);
        String placeholder = rule.placeholder();
        return placeholder.substring(0, placeholder.length() - 1) + ":" + hex + "]";
    }

    /**
     * Something of the same form that is not valid, or the hash where there is no such thing.
     *
     * @param clean whether a text has nothing to find in it
     */
    String replacement(Rule rule, String value, Predicate<String> clean) {
        for (PersonalKind kind : PersonalKind.values()) {
            for (int attempt = 0; kind.word().equals(rule.kind()) && attempt < ATTEMPTS; attempt++) {
                String fake = fake(kind, value, bytes(rule.kind(), value, attempt));
                if (fake.isEmpty()) {
                    break;
                }
                if (!fake.equals(value) && clean.test(fake)) {
                    return fake;
                }
            }
        }
        return hash(rule, value);
    }

    private static String fake(PersonalKind kind, String value, byte[] random) {
        return switch (kind) {
            case EMAIL -> FakeEmail.of(HexFormat.of().formatHex(random, 0, 4));
            case PHONE -> digits(value, value.startsWith("+") ? "999" : "000", random);
            case CARD -> digits(value, "0000", random);
            case VIN -> characters(value, 0, "0IOQ", random);
            case SSN, IMEI -> digits(value, "000", random);
            case NATIONAL_ID -> digits(Character.isLetter(value.charAt(0)) ? "QQ" + value.substring(2) : value, "0",
                    random);
            case IDENTITY_DOCUMENT -> characters("0".repeat(value.length()), 3, "0123456789", random);
            case IBAN -> value.substring(0, 2) + digits(value.substring(2), "00", random);
            case BIC -> characters(value, 0, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", random).substring(0, 4) + "XX"
                    + value.substring(6);
            case DATE_OF_BIRTH -> date(value, random);
            case IP_ADDRESS -> address(value, random);
            case MAC_ADDRESS -> odd(characters(value, 0, "0123456789abcdef", random));
            case LOCATION -> value.replaceAll("[0-9]+(?=\\.)", "999").replaceAll("(?<=\\.)[0-9]+", Integer.toString(1000
                    + (random[0] & 255) * 20));
            case CRYPTO_WALLET -> value.startsWith("0x")
                    ? ""
                    : characters(value, 4, "023456789acdefghjkmnpqrstuvwxyz",
                            random);
            case SECRET, PERSON_NAME, POSTAL_ADDRESS -> "";
        };
    }

    /** Other digits in place of the digits, the first ones given. */
    private static String digits(String value, String first, byte[] random) {
        StringBuilder out = new StringBuilder(value);
        int digit = 0;
        for (int i = 0; i < out.length(); i++) {
            if (out.charAt(i) >= '0' && out.charAt(i) <= '9') {
                out.setCharAt(i, digit < first.length()
                        ? first.charAt(digit)
                        : (char) ('0' + (random[digit % 64] & 255)
                                % 10));
                digit++;
            }
        }
        return out.toString();
    }

    /** Other letters and digits in place of those from an index on. */
    private static String characters(String value, int from, String alphabet, byte[] random) {
        StringBuilder out = new StringBuilder(value);
        for (int i = from; i < out.length(); i++) {
            if (Character.isLetterOrDigit(out.charAt(i))) {
                out.setCharAt(i, alphabet.charAt((random[i % 64] & 255) % alphabet.length()));
            }
        }
        return out.toString();
    }

    /** A group address, which no device has. */
    private static String odd(String mac) {
        return mac.charAt(0) + "bdf13579".substring(mac.charAt(0) % 8, mac.charAt(0) % 8 + 1) + mac.substring(2);
    }

    /** A day in the eleventh century. */
    private static String date(String value, byte[] random) {
        StringBuilder out = new StringBuilder();
        int group = 0;
        for (int i = 0; i < value.length();) {
            int end = i;
            while (end < value.length() && Character.isDigit(value.charAt(end))) {
                end++;
            }
            if (end == i) {
                out.append(value.charAt(i++));
            } else {
                int number = random[group++] & 255;
                out.append(end - i == 4
                        ? "10%02d".formatted(number % 100)
                        : ("%0" + (end - i) + "d").formatted(1
                                + number % (end - i == 1 ? 9 : 12)));
                i = end;
            }
        }
        return out.toString();
    }

    /** In 240.0.0.0/4, which is reserved, or in the discard-only block 100::/64 (RFC 6666). */
    private static String address(String value, byte[] random) {
        String hex = HexFormat.of().formatHex(random);
        return value.indexOf(':') >= 0
                ? "100::" + hex.substring(0, 4) + ":" + hex.substring(4, 8) + ":" + hex.substring(8, 12)
                : (240 + (random[0] & 15)) + "." + (random[1] & 255) + "." + (random[2] & 255) + "." + (random[3]
                        & 255);
    }

    private byte[] bytes(String kind, String value, int attempt) {
        boolean literal = kind.equals(PersonalKind.SECRET.word()) || kind.equals(PersonalKind.EMAIL.word());
        StringBuilder text = new StringBuilder(kind).append('\0').append(attempt).append('\0');
        String lower = kind.equals(PersonalKind.SECRET.word()) ? value : value.toLowerCase(Locale.ROOT);
        lower.chars().filter(c -> literal || Character.isLetterOrDigit(c)).forEach(c -> text.append((char) c));
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }
}
