package io.attune.pipeline.redact.personal;

import java.util.Set;

import io.attune.pipeline.redact.check.FakeEmail;
import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;
import io.attune.pipeline.redact.scan.UrlUser;

/** Addresses, found by their {@code @}; the lengths are those of RFC 5321, section 4.5.3.1. */
public final class EmailFinder implements Finder.AtSign {
    private static final Rule RULE = Rule.of(PersonalKind.EMAIL, "email", 60);
    /** Endings of files such as {@code icon@2x.png}; none is a top-level name. */
    private static final Set<String> FILES = Set.of("png", "gif", "jpg", "jpeg", "svg", "webp", "ico", "css", "js",
            "html",
            "htm", "pdf", "json", "xml", "woff", "ttf");
    private static final int LOCAL_MAX = 64;
    private static final int DOMAIN_MAX = 255;
    private static final String LOCAL_SIGNS = ".+-'%&~$!#*/=?^{}|`";
    private static final String EDGE_SIGNS = ".'`*=/?&|{}#!^$~";

    @Override
    public String signs() {
        return "@";
    }

    @Override
    public void sign(Scan scan, int at) {
        Text text = scan.text();
        int end = domainEnd(text, at + 1);
        if (end < 0) {
            return;
        }
        int start = localStart(text, at);
        if (start < at && text.at(at - 1) != '.' && UrlUser.start(text, at) < 0 && !FakeEmail.isOne(text.part(
                start, end))) {
            scan.found(start, end, RULE);
        }
    }

    /** Signs that more often stand around an address than in it end it where nothing but they would go on. */
    private static int localStart(Text text, int at) {
        int start = at;
        while (at - start <= LOCAL_MAX && isLocal(text.at(start - 1))) {
            start--;
        }
        if (at - start > LOCAL_MAX) {
            return at;
        }
        int clean = start;
        for (int i = start; i < at; i++) {
            char c = text.at(i);
            boolean delimiter = "=/?&|{}#!*`$^~".indexOf(c) >= 0;
            if (delimiter || (i == clean && EDGE_SIGNS.indexOf(c) >= 0)) {
                clean = i + 1;
            }
        }
        return clean;
    }

    /** Where a host name of two labels or more ends, or -1. */
    private static int domainEnd(Text text, int start) {
        int end = -1;
        int label = start;
        int labels = 0;
        for (int i = start; i - start <= DOMAIN_MAX; i++) {
            char c = text.at(i);
            if (isLabel(c)) {
                continue;
            }
            boolean ends = i > label && text.at(label) != '-' && text.at(i - 1) != '-';
            if (ends && ++labels >= 2 && isTopLevel(text, label, i)) {
                end = i;
            }
            if (!ends || c != '.') {
                return end;
            }
            label = i + 1;
        }
        return end;
    }

    /** Letters, or an international name in its ASCII form. */
    private static boolean isTopLevel(Text text, int start, int end) {
        if (text.startsWith("xn--", start)) {
            return end - start > 5;
        }
        boolean letters = end - start >= 2 && end - start <= 63;
        for (int i = start; letters && i < end; i++) {
            letters = (CharClass.of(text.at(i)) & CharClass.LETTER) != 0;
        }
        return letters && !FILES.contains(text.part(start, end));
    }

    private static boolean isLocal(char c) {
        return CharClass.isWord(c) || (c != 0 && LOCAL_SIGNS.indexOf(c) >= 0);
    }

    private static boolean isLabel(char c) {
        return CharClass.isAlphanumeric(c) || c == '-';
    }
}
