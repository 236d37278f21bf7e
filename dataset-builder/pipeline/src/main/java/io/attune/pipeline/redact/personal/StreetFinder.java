package io.attune.pipeline.redact.personal;

import java.util.Set;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.DigitGroups;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** A house number, one to three capitalised words and a word such as Street; a heuristic, off unless asked for. */
public final class StreetFinder implements Finder.AtDigits {
    private static final Rule RULE = Rule.of(PersonalKind.POSTAL_ADDRESS, "street", 11);
    private static final Set<String> WORDS = Set.of("Street", "St", "Avenue", "Ave", "Road", "Rd", "Boulevard", "Blvd",
            "Lane", "Ln", "Drive", "Dr", "Court", "Ct", "Square", "Sq", "Place", "Terrace", "Parkway", "Highway",
            "Close", "Crescent", "Gardens", "Way");
    private static final int WORD_MAX = 20;

    @Override
    public int lengths() {
        return 1 << 1 | 1 << 2 | 1 << 3 | 1 << 4 | 1 << 5;
    }

    @Override
    public int lengthsAlone() {
        return lengths();
    }

    @Override
    public void digits(Scan scan, DigitGroups groups, int first) {
        Text text = scan.text();
        int end = groups.end(first);
        if (groups.length(first) > 5 || text.at(end) != ' ' || !groups.freeLeft(first)) {
            return;
        }
        int i = end + 1;
        for (int words = 0; words < 4; words++) {
            int word = i;
            boolean capital = (CharClass.of(text.at(i)) & CharClass.UPPER) != 0;
            while (i - word < WORD_MAX && (CharClass.of(text.at(i)) & CharClass.LETTER) != 0) {
                i++;
            }
            if (!capital) {
                return;
            }
            if (words > 0 && WORDS.contains(text.part(word, i))) {
                scan.found(groups.start(first), i, RULE);
                return;
            }
            if (text.at(i) != ' ') {
                return;
            }
            i++;
        }
    }
}
