package io.attune.pipeline.redact.personal;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** Hardware addresses of single devices: six octets of two hexadecimal digits with colons or hyphens. */
public final class MacAddressFinder implements Finder.AtSign {
    private static final Rule RULE = Rule.of(PersonalKind.MAC_ADDRESS, "mac", 51);
    private static final int LENGTH = 17;

    @Override
    public String signs() {
        return ":-";
    }

    @Override
    public void sign(Scan scan, int at) {
        Text text = scan.text();
        int start = scan.wordStart();
        char sign = text.at(at);
        boolean first = scan.wordEnd() == at && at - start == 2 && text.at(at + 3) == sign && text.at(start
                - 1) != sign;
        if (!first || isLonger(text, start + LENGTH, sign)) {
            return;
        }
        int nonzero = 0;
        int ones = 0;
        for (int i = 0; i < LENGTH; i++) {
            char c = text.at(start + i);
            if (i % 3 == 2 ? c != sign : !CharClass.isHex(c)) {
                return;
            }
            nonzero += c != '0' ? 1 : 0;
            ones += c == 'f' || c == 'F' ? 1 : 0;
        }
        boolean individual = Character.digit(text.at(start + 1), 16) % 2 == 0;
        if (individual && nonzero > 5 && ones < 12) {
            scan.found(start, start + LENGTH, RULE);
        }
    }

    private static boolean isLonger(Text text, int end, char sign) {
        char after = text.at(end);
        return CharClass.isWord(after) || (after == sign && CharClass.isWord(text.at(end + 1)));
    }
}
