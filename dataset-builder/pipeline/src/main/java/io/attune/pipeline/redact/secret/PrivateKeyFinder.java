package io.attune.pipeline.redact.secret;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/**
 * Private keys in a PEM frame (RFC 7468), also within a string of a program or of JSON, and such whose end is cut off.
 */
public final class PrivateKeyFinder implements Finder.AtSign {
    private static final Rule RULE = Rule.of(PersonalKind.SECRET, "private-key", 90);
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";
    private static final int LABEL_MAX = 48;
    private static final int BODY_MAX = 65_536;
    private static final int RUN_MIN = 40;

    @Override
    public String signs() {
        return "-";
    }

    @Override
    public void sign(Scan scan, int at) {
        Text text = scan.text();
        if (text.at(at + 1) != '-' || text.at(at - 1) == '-' || at < scan.frameEnd() || !text.startsWith(BEGIN, at)) {
            return;
        }
        int body = labelEnd(text, at + BEGIN.length());
        if (body < 0) {
            return;
        }
        int end = body;
        int run = 0;
        int longest = 0;
        int letters = 0;
        int other = 0;
        while (end - body < BODY_MAX && text.at(end) != 0 && text.at(end) != Text.BARRIER && !isDashes(text, end)) {
            char c = text.at(end);
            boolean base64 = Alphabet.BASE64.has(c);
            boolean escape = c == '\\' && (text.at(end + 1) == 'n' || text.at(end + 1) == 'r');
            if (escape) {
                end++;
            }
            run = base64 ? run + 1 : 0;
            letters += base64 ? 1 : 0;
            other += base64 || escape || c <= ' ' ? 0 : 1;
            longest = Math.max(longest, run);
            end++;
        }
        scan.frameEnd(end);
        boolean framed = text.startsWith(END, end);
        if (longest >= RUN_MIN || (framed && letters >= 4 && other == 0)) {
            scan.found(at, framed ? frameEnd(text, end + END.length()) : end, RULE);
        }
    }

    private static boolean isDashes(Text text, int at) {
        return text.at(at) == '-' && text.at(at + 1) == '-' && text.startsWith(DASHES, at);
    }

    /** Where a label such as {@code RSA PRIVATE KEY-----} ends, or -1 for another one. */
    private static int labelEnd(Text text, int start) {
        int i = start;
        while (i - start < LABEL_MAX && (text.at(i) == ' ' || Alphabet.CAPITALS.has(text.at(i)))) {
            i++;
        }
        return text.startsWith(DASHES, i) && text.part(start, i).contains("PRIVATE KEY") ? i + DASHES.length() : -1;
    }

    private static int frameEnd(Text text, int start) {
        int i = start;
        while (i - start < LABEL_MAX && (text.at(i) == ' ' || Alphabet.CAPITALS.has(text.at(i)))) {
            i++;
        }
        return text.startsWith(DASHES, i) ? i + DASHES.length() : i;
    }
}
