package io.attune.pipeline.generate.value;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

import io.attune.pipeline.generate.text.Chance;

/** Makers of secrets in the shapes that their issuers document. They open nothing. */
final class SecretValues {
    private static final String UPPER = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final String ALPHANUMERIC = UPPER + PersonalValues.LOWER + "0123456789";
    private static final String URL_SAFE = ALPHANUMERIC + "-_";

    private SecretValues() {}

    /** A password with letters of both cases, digits and, mostly, a sign. */
    static String password(Chance chance) {
        return chance.letters(UPPER, 1) + chance.letters(PersonalValues.LOWER, chance.between(4, 7)) + chance.digits(3)
                + chance.pick("", "!", "_", "$") + chance.letters(ALPHANUMERIC, 4) + chance.digits(1);
    }

    static Made madePassword(Chance chance) {
        return new Made("", password(chance));
    }

    static Made privateKey(Chance chance) {
        String type = chance.pick("RSA ", "EC ", "", "OPENSSH ");
        int bytes = switch (type) {
            case "RSA " -> 609;
            case "EC " -> 121;
            case "OPENSSH " -> 260;
            default -> 138;
        };
        byte[] body = bytes(chance, bytes);
        body[0] = 0x30;
        body[1] = (byte) 0x82;
        String dashes = "-".repeat(5);
        String name = type + "PRIVATE" + " KEY" + dashes;
        String text = dashes + "BEGIN " + name + "\n" + Base64.getMimeEncoder(64, new byte[]{'\n'}).encodeToString(body)
                + "\n" + dashes + "END " + name;
        return new Made(type.isEmpty() ? "pkcs8" : type.strip().toLowerCase(Locale.ROOT), text);
    }

    private static byte[] bytes(Chance chance, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) chance.bits();
        }
        return bytes;
    }

    static Made jwt(Chance chance) {
        String header = "{\"alg\":\"" + chance.pick("HS256", "RS256", "ES256") + "\",\"typ\":\"JWT\"}";
        String payload = "{\"sub\":\"" + chance.digits(10) + "\",\"iat\":17" + chance.digits(8) + ",\"aud\":\"desk\"}";
        return new Made("", url(header.getBytes(StandardCharsets.UTF_8)) + "." + url(payload.getBytes(
                StandardCharsets.UTF_8)) + "." + url(bytes(chance, chance.pick(32, 64, 256))));
    }

    private static String url(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Made cloudKeyId(Chance chance) {
        return new Made("aws", chance.pick("AK", "AS") + "IA" + chance.letters(UPPER + "234567", 16));
    }

    static Made cloudSecretKey(Chance chance) {
        return new Made("aws", Base64.getEncoder().encodeToString(bytes(chance, 30)));
    }

    static Made codeHostToken(Chance chance) {
        return switch (chance.below(3)) {
            case 0 -> new Made("gitlab", "glp" + "at-" + chance.letters(URL_SAFE, 20));
            case 1 -> new Made("github-fine", "github" + "_pat_" + chance.letters(ALPHANUMERIC, 22) + "_"
                    + chance.letters(
                            ALPHANUMERIC, 59));
            default -> {
                String random = chance.letters(ALPHANUMERIC, 30);
                yield new Made("github", "gh" + chance.pick("p", "o", "s") + "_" + random + CheckDigits.crcInBase62(
                        random));
            }
        };
    }

    static Made chatToken(Chance chance) {
        return new Made("slack", "xo" + chance.pick("xb", "xp") + "-" + chance.between(1, 9) + chance.digits(11) + "-"
                + chance.between(1, 9) + chance.digits(11) + "-" + chance.letters(ALPHANUMERIC, 24));
    }

    static Made paymentKey(Chance chance) {
        return new Made("stripe", chance.pick("sk", "rk") + "_li" + "ve_" + chance.letters(ALPHANUMERIC, 24));
    }

    static Made mapKey(Chance chance) {
        return new Made("google", "AI" + "za" + chance.letters(URL_SAFE, 34) + chance.letters(ALPHANUMERIC, 1));
    }

    static Made packageToken(Chance chance) {
        String random = chance.letters(ALPHANUMERIC, 30);
        return new Made("npm", "np" + "m_" + random + CheckDigits.crcInBase62(random));
    }

    static Made modelToken(Chance chance) {
        return chance.happens(0.5)
                ? new Made("openai", "sk" + "-proj-" + chance.letters(ALPHANUMERIC, 48))
                : new Made("huggingface", "h" + "f_" + chance.letters(UPPER + PersonalValues.LOWER, 34));
    }

    static Made mailKey(Chance chance) {
        return new Made("sendgrid", "S" + "G." + chance.letters(URL_SAFE, 22) + "." + chance.letters(URL_SAFE, 42)
                + chance.letters(ALPHANUMERIC, 1));
    }

    static Made storageKey(Chance chance) {
        return new Made("azure", Base64.getEncoder().encodeToString(bytes(chance, 64)));
    }

    static Made databaseUrl(Chance chance) {
        String scheme = chance.pick("postgresql", "mysql", "mongodb+srv", "redis", "amqp");
        return new Made(scheme, scheme + "://" + PersonalValues.name(chance) + ":" + password(chance) + "@db"
                + chance.between(1, 9) + "." + PersonalValues.host(chance) + "/" + chance.pick("desk", "app",
                        "orders"));
    }
}
