package io.attune.pipeline.redact;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.attune.pipeline.redact.Redactor.Match;
import org.jspecify.annotations.Nullable;

/** Keys and tokens by the prefixes their issuers publish, JSON web tokens, private keys, and values named as secrets. */
final class SecretFinder implements Redactor.Finder {

    /** A token's published beginning and the least length of what follows. */
    private record Prefix(String text, int rest) {}

    private static final List<Prefix> PREFIXES = List.of(new Prefix("sk-ant-", 20), new Prefix("sk-", 20),
            new Prefix("ghp_", 30), new Prefix("gho_", 30), new Prefix("ghu_", 30), new Prefix("ghs_", 30),
            new Prefix("ghr_", 30), new Prefix("github_pat_", 40), new Prefix("glpat-", 20), new Prefix("xoxb-", 20),
            new Prefix("xoxp-", 20), new Prefix("xoxa-", 20), new Prefix("xoxs-", 20), new Prefix("AKIA", 16),
            new Prefix("ASIA", 16), new Prefix("AIza", 35), new Prefix("ya29.", 20), new Prefix("npm_", 30),
            new Prefix("hf_", 30), new Prefix("sk_live_", 16), new Prefix("rk_live_", 16), new Prefix("sk_test_", 16),
            new Prefix("SG.", 40), new Prefix("dop_v1_", 40), new Prefix("pypi-", 40), new Prefix("r8_", 30));
    private static final Set<String> NAMES = Set.of("password", "passwd", "pwd", "secret", "token", "apikey", "api_key",
            "api-key", "accesskey", "access_key", "access-key", "secretkey", "secret_key", "secret-key", "clientsecret",
            "client_secret", "client-secret", "auth_token", "bearer");
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final int LABEL_MAX = 40;
    private static final int NAMED_MIN = 16;
    private static final int TOKEN_SHOWN_MAX = 4_096;

    private final CharSequence text;
    private int nextEnd;
    private String lastWord = "";
    private int lastWordEnd;

    SecretFinder(CharSequence text) {
        this.text = text;
    }

    @Override
    public @Nullable Match find(int at, int from) {
        if (text.charAt(at) == '-' && at >= from && (at == 0 || text.charAt(at - 1) != '-') && startsWith(BEGIN, at)) {
            return privateKey(at);
        }
        if (!isToken(text.charAt(at)) || at < from || (at > from && isToken(text.charAt(at - 1)))) {
            return null;
        }
        int end = at;
        while (end < text.length() && isToken(text.charAt(end))) {
            end++;
        }
        while (end > at && text.charAt(end - 1) == '.') {
            end--;
        }
        boolean secret = hasPrefix(at, end) || isWebToken(at, end) || isNamed(at, end);
        lastWord = end - at <= 32 ? text.subSequence(at, end).toString().toLowerCase(Locale.ROOT) : "";
        lastWordEnd = end;
        return secret ? new Match(at, end, PersonalKind.SECRET) : null;
    }

    /** From BEGIN to the end of END's line; positions of END are sought once, front to back. */
    private @Nullable Match privateKey(int begin) {
        nextEnd = Math.max(nextEnd, begin);
        while (nextEnd < text.length() && !(text.charAt(nextEnd) == '-' && startsWith(END, nextEnd))) {
            nextEnd++;
        }
        if (nextEnd >= text.length()) {
            return null;
        }
        if (!isPrivateKeyLabel(begin + BEGIN.length())) {
            return null;
        }
        int end = nextEnd + END.length();
        while (end < text.length() && end - nextEnd < 80 && text.charAt(end) != '\n') {
            end++;
        }
        return new Match(begin, end, PersonalKind.SECRET);
    }

    /** Such as {@code RSA PRIVATE KEY-----} (RFC 7468). */
    private boolean isPrivateKeyLabel(int start) {
        int end = start;
        while (end < text.length() && end - start < LABEL_MAX
                && (text.charAt(end) == ' ' || (text.charAt(end) >= 'A' && text.charAt(end) <= 'Z'))) {
            end++;
        }
        return text.subSequence(start, end).toString().endsWith("PRIVATE KEY") && startsWith("-----", end);
    }

    private boolean hasPrefix(int start, int end) {
        for (Prefix prefix : PREFIXES) {
            if (end - start >= prefix.text().length() + prefix.rest() && startsWith(prefix.text(), start)) {
                return entropy(start + prefix.text().length(), end) >= 3.0;
            }
        }
        return false;
    }

    /** Three parts in base64url, the first a JSON object (RFC 7519). */
    private boolean isWebToken(int start, int end) {
        if (end - start < 40 || !startsWith("eyJ", start)) {
            return false;
        }
        int dots = 0;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c == '/' || c == '+') {
                return false;
            }
        }
        return dots == 2;
    }

    /** A long and random value right behind {@code name = } or {@code name: }. */
    private boolean isNamed(int start, int end) {
        if (end - start < NAMED_MIN || start - lastWordEnd > 4 || !isSecretName(lastWord)) {
            return false;
        }
        boolean assigned = lastWord.equals("bearer");
        for (int i = lastWordEnd; i < start; i++) {
            char c = text.charAt(i);
            assigned |= c == ':' || c == '=';
            if (c != ':' && c != '=' && c != ' ' && c != '"' && c != '\'') {
                return false;
            }
        }
        boolean digits = false;
        boolean letters = false;
        for (int i = start; i < end; i++) {
            digits |= Character.isDigit(text.charAt(i));
            letters |= Character.isLetter(text.charAt(i));
        }
        return assigned && digits && letters && entropy(start, end) >= 3.5;
    }

    private static boolean isSecretName(String word) {
        return NAMES.contains(word.substring(word.lastIndexOf('.') + 1));
    }

    /** Shannon's entropy in bits a character; of the first 4,096 characters. */
    private double entropy(int start, int end) {
        int[] counts = new int[128];
        int length = Math.min(end - start, TOKEN_SHOWN_MAX);
        for (int i = start; i < start + length; i++) {
            counts[text.charAt(i) & 127]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / length;
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }

    private boolean startsWith(String prefix, int at) {
        if (at + prefix.length() > text.length()) {
            return false;
        }
        for (int i = 0; i < prefix.length(); i++) {
            if (text.charAt(at + i) != prefix.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isToken(char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || "_-./+".indexOf(c) >= 0;
    }
}
