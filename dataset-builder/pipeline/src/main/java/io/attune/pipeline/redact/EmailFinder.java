package io.attune.pipeline.redact;

import io.attune.pipeline.redact.Redactor.Match;
import org.jspecify.annotations.Nullable;

/** Addresses, found by their {@code @}; the lengths are those of RFC 5321, section 4.5.3.1. */
final class EmailFinder implements Redactor.Finder {
    private static final int LOCAL_MAX = 64;
    private static final int DOMAIN_MAX = 255;

    private final CharSequence text;

    EmailFinder(CharSequence text) {
        this.text = text;
    }

    @Override
    public @Nullable Match find(int at, int from) {
        if (text.charAt(at) != '@') {
            return null;
        }
        int start = at;
        while (start > from && at - start <= LOCAL_MAX && isLocal(text.charAt(start - 1))) {
            start--;
        }
        while (start < at && text.charAt(start) == '.') {
            start++;
        }
        int end = domainEnd(at + 1);
        boolean plausible = start < at && at - start <= LOCAL_MAX && text.charAt(at - 1) != '.' && end > at
                && UrlPasswordFinder.userStart(text, at) < 0;
        return plausible ? new Match(start, end, PersonalKind.EMAIL) : null;
    }

    /** Where a host name of two labels or more ends, or -1. */
    private int domainEnd(int start) {
        int end = -1;
        int label = start;
        int labels = 0;
        int i = start;
        for (; i <= text.length() && i - start <= DOMAIN_MAX; i++) {
            char c = i < text.length() ? text.charAt(i) : ' ';
            if (isLabel(c)) {
                continue;
            }
            boolean ends = i > label && text.charAt(label) != '-' && text.charAt(i - 1) != '-';
            if (ends && ++labels >= 2 && isTopLevel(label, i)) {
                end = i;
            }
            if (!ends || c != '.') {
                return end;
            }
            label = i + 1;
        }
        return end;
    }

    private boolean isTopLevel(int start, int end) {
        boolean letters = end - start >= 2 && end - start <= 63;
        for (int i = start; letters && i < end; i++) {
            letters = Character.isLetter(text.charAt(i));
        }
        return letters;
    }

    private static boolean isLocal(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '_' || c == '%' || c == '+' || c == '-' || c == '\'';
    }

    private static boolean isLabel(char c) {
        return Character.isLetterOrDigit(c) || c == '-';
    }
}
