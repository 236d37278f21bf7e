package io.attune.pipeline.redact.secret;

import java.util.List;
import java.util.stream.Stream;

import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** Names of things that are secret: by how they end, whatever stands in front. */
final class SecretNames {
    private static final List<String> PASSWORDS = List.of("password", "passwd", "pwd", "passphrase", "passwort",
            "kennwort", "passcode", "pass");
    private static final List<String> OTHERS = List.of("secret", "token", "apikey", "api_key", "accesskey",
            "access_key",
            "secretkey", "secret_key", "privatekey", "private_key", "accountkey", "account_key", "sharedaccesskey",
            "signingkey", "signing_key", "encryptionkey", "encryption_key", "authkey", "auth_key", "credential",
            "credentials", "secret_key_base", "masterkey", "master_key", "sig", "accesskeyid", "clientkey",
            "client_key", "webhook_url", "authtoken", "servicekey", "service_key");
    private static final List<String> BEFORE_KEY = List.of("api-", "access-", "secret-", "account-", "auth-",
            "signing-",
            "private-", "encryption-", "master-", "shared-access-", "api ", "access ", "secret ", "master ");

    private static final int LETTERS = 32;
    /** The last two letters of all names; few words end so. */
    private static final boolean[] ENDINGS = new boolean[LETTERS * LETTERS];

    static {
        Stream.of(PASSWORDS, OTHERS, List.of("key")).flatMap(List::stream).forEach(name -> ENDINGS[(name.charAt(
                name.length() - 2) & 31) * LETTERS + (name.charAt(name.length() - 1) & 31)] = true);
    }

    /** What the value may look like. */
    enum Sort {
        NONE,
        PASSWORD,
        KEY
    }

    private SecretNames() {}

    /** What the word before the current position names. */
    static Sort of(Scan scan) {
        Text text = scan.text();
        int start = scan.wordStart();
        int end = scan.wordEnd();
        if (end - start < 3) {
            return Sort.NONE;
        }
        char last = lower(text.at(end - 1));
        if (!ENDINGS[(lower(text.at(end - 2)) & 31) * LETTERS + (last & 31)]) {
            return Sort.NONE;
        }
        if (ends(text, start, end, PASSWORDS)) {
            return Sort.PASSWORD;
        }
        boolean key = ends(text, start, end, OTHERS) || (end - start == 3 && last == 'y' && text.at(start) != '"'
                && ends(text, start - 14, start, BEFORE_KEY) && lower(text.at(start)) == 'k');
        return key ? Sort.KEY : Sort.NONE;
    }

    private static boolean ends(Text text, int start, int end, List<String> names) {
        for (String name : names) {
            int from = end - name.length();
            boolean apart = from == start || text.at(from - 1) == '_' || !(name.equals("pass") || name.equals("sig"));
            if (from >= start && apart && isName(text, from, name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isName(Text text, int from, String name) {
        for (int i = name.length() - 1; i >= 0; i--) {
            if (lower(text.at(from + i)) != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static char lower(char c) {
        return c >= 'A' && c <= 'Z' ? (char) (c | 32) : c;
    }
}
