package io.attune.pipeline.redact.secret;

import java.util.Locale;
import java.util.Set;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;
import io.attune.pipeline.redact.scan.UrlUser;

/** The password in {@code scheme://user:password@host}, unless it is a placeholder as manuals write it. */
public final class UrlPasswordFinder implements Finder.AtSign {
    private static final Rule RULE = Rule.of(PersonalKind.SECRET, "url-password", 75);
    private static final Set<String> PLACEHOLDERS = Set.of("password", "passwd", "pass", "pwd", "secret", "changeme",
            "xxx", "xxxx", "***", "****", "token", "pw", "mypassword", "mypass", "user", "x");

    @Override
    public String signs() {
        return "@";
    }

    @Override
    public void sign(Scan scan, int at) {
        Text text = scan.text();
        char host = text.at(at + 1);
        int user = CharClass.isAlphanumeric(host) || host == '[' ? UrlUser.start(text, at) : -1;
        int colon = user < 0 ? at : user;
        while (colon < at && text.at(colon) != ':') {
            colon++;
        }
        if (colon + 1 >= at) {
            return;
        }
        String password = text.part(colon + 1, at);
        if (password.length() >= 4 && !PLACEHOLDERS.contains(password.toLowerCase(Locale.ROOT)) && "<${*%".indexOf(
                password.charAt(0)) < 0
                && !password.contains("${")) {
            scan.found(colon + 1, at, RULE);
        }
    }
}
