package io.attune.pipeline.redact.scan;

/** The part {@code user:password} of a URL (RFC 3986, section 3.2.1). */
public final class UrlUser {
    private static final int BACK_MAX = 160;

    private UrlUser() {}

    /** Where the user's name begins if the {@code @} ends a URL's user part, else -1. */
    public static int start(Text text, int at) {
        for (int i = at - 1; i >= 2 && at - i <= BACK_MAX; i--) {
            char c = text.at(i);
            if (c == '/') {
                return text.at(i - 1) == '/' && text.at(i - 2) == ':' ? i + 1 : -1;
            }
            if (c <= ' ' || c == '"' || c == '@' || c == '[' || c == ']' || c == Text.BARRIER || c == '>') {
                return -1;
            }
        }
        return -1;
    }
}
