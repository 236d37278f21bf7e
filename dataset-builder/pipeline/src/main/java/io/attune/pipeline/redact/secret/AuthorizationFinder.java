package io.attune.pipeline.redact.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** What stands behind {@code Basic} and {@code Bearer} in a request's header (RFC 7617, RFC 6750). */
public final class AuthorizationFinder implements Finder.AtContext {
    private static final Rule BASIC = Rule.of(PersonalKind.SECRET, "basic-authorization", 72);
    private static final Rule BEARER = Rule.of(PersonalKind.SECRET, "bearer-token", 71);
    private static final int MAX = 2_048;
    private static final int BEARER_MIN = 16;

    @Override
    public Context context() {
        return Context.AUTHORIZATION;
    }

    @Override
    public void context(Scan scan, int start, int end) {
        Text text = scan.text();
        int from = end + 1;
        if (text.at(end) != ' ') {
            return;
        }
        int to = from;
        while (to - from <= MAX && (Alphabet.BASE64.has(text.at(to)) || Alphabet.DOTTED.has(text.at(to)))) {
            to++;
        }
        while (to > from && text.at(to - 1) == '.') {
            to--;
        }
        if (to - from < 8 || to - from > MAX) {
            return;
        }
        String value = text.part(from, to);
        boolean bearer = end - start == 6;
        if (bearer && value.length() >= BEARER_MIN && NamedSecretFinder.isRandom(value)) {
            scan.found(from, to, BEARER);
        } else if (!bearer && isUserAndPassword(value)) {
            scan.found(from, to, BASIC);
        }
    }

    private static boolean isUserAndPassword(String value) {
        try {
            String pair = new String(Base64.getDecoder().decode(value), StandardCharsets.ISO_8859_1);
            return pair.indexOf(':') > 0 && pair.chars().allMatch(c -> c >= ' ' && c != 127 && c < 256 && !(c > 127
                    && c < 160)) && !Placeholders.isWritten(pair.substring(pair.indexOf(':')));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
