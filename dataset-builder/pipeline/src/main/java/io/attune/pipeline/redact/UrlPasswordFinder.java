package io.attune.pipeline.redact;

import java.util.Locale;
import java.util.Set;

import io.attune.pipeline.redact.Redactor.Match;
import org.jspecify.annotations.Nullable;

/** The password in {@code scheme://user:password@host}, unless it is a placeholder as manuals write it. */
final class UrlPasswordFinder implements Redactor.Finder {
    private static final int BACK_MAX = 160;
    private static final Set<String> PLACEHOLDERS = Set.of("password", "passwd", "pass", "pwd", "secret", "changeme",
            "xxx", "xxxx", "***", "****");

    private final CharSequence text;

    UrlPasswordFinder(CharSequence text) {
        this.text = text;
    }

    @Override
    public @Nullable Match find(int at, int from) {
        if (text.charAt(at) != '@') {
            return null;
        }
        int user = userStart(text, at);
        int colon = user < 0 ? -1 : user;
        while (colon >= 0 && colon < at && text.charAt(colon) != ':') {
            colon++;
        }
        if (colon < from || colon + 1 >= at) {
            return null;
        }
        String password = text.subSequence(colon + 1, at).toString().toLowerCase(Locale.ROOT);
        boolean placeholder = PLACEHOLDERS.contains(password) || password.startsWith("<") || password.startsWith("$")
                || password.startsWith("{");
        return placeholder ? null : new Match(colon + 1, at, PersonalKind.SECRET);
    }

    /** Where the user's name begins if the {@code @} ends a URL's user part, else -1. */
    static int userStart(CharSequence text, int at) {
        for (int i = at - 1; i >= 2 && at - i <= BACK_MAX; i--) {
            char c = text.charAt(i);
            if (c == '/') {
                return text.charAt(i - 1) == '/' && text.charAt(i - 2) == ':' ? i + 1 : -1;
            }
            if (Character.isWhitespace(c) || c == '"' || c == '@' || c == '[' || c == ']') {
                return -1;
            }
        }
        return -1;
    }
}
