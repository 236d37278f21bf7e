package io.attune.pipeline.redact.secret;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** JSON web tokens: parts in base64url with dots between, the first a header with an algorithm (RFC 7515, 7516, 7519). */
public final class WebTokenFinder implements Finder.AtPrefix {
    private static final Rule RULE = Rule.of(PersonalKind.SECRET, "json-web-token", 82);
    private static final String BEGIN = "eyJ";
    private static final int HEADER_MAX = 2_048;
    private static final int PART_MAX = 65_536;
    private static final int PARTS_MAX = 5;

    @Override
    public Iterable<String> prefixes() {
        return List.of(BEGIN);
    }

    @Override
    public void prefix(Scan scan, int start) {
        Text text = scan.text();
        char before = text.at(start - 1);
        if (!text.startsWith(BEGIN, start) || before == '-' || before == '.') {
            return;
        }
        int header = partEnd(text, start, HEADER_MAX);
        if (text.at(header) != '.' || !isHeader(text.part(start, header))) {
            return;
        }
        int parts = 1;
        int end = header;
        while (parts < PARTS_MAX && text.at(end) == '.') {
            int next = partEnd(text, end + 1, PART_MAX);
            if (next == end + 1 && parts < 2) {
                break;
            }
            end = next;
            parts++;
        }
        if (parts >= 3 || (parts == 2 && end - header > 8)) {
            scan.found(start, text.at(end - 1) == '.' ? end - 1 : end, RULE);
        }
    }

    private static int partEnd(Text text, int start, int most) {
        int i = start;
        while (i - start < most && isPart(text.at(i))) {
            i++;
        }
        return i;
    }

    private static boolean isPart(char c) {
        return (c < 128 && CharClass.isWord(c)) || c == '-';
    }

    private static boolean isHeader(String part) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
            return json.startsWith("{") && (json.contains("\"alg\"") || json.contains("\"typ\""));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
