package io.attune.pipeline.redact.personal;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** Names behind "name is" and "name:"; a heuristic, off unless asked for. */
public final class PersonNameFinder implements Finder.AtContext {
    private static final Rule RULE = Rule.of(PersonalKind.PERSON_NAME, "person-name", 10);
    private static final int NAMES_MAX = 3;
    private static final int NAME_MAX = 20;

    @Override
    public Context context() {
        return Context.NAME;
    }

    @Override
    public void context(Scan scan, int start, int end) {
        Text text = scan.text();
        int from = text.startsWith(" is ", end)
                ? end + 4
                : text.startsWith(": ", end)
                        ? end + 2
                        : text.startsWith(" ",
                                end) && scan.text().at(end - 1) == 'e' && text.at(start) == 'h' ? end + 1 : -1;
        int to = -1;
        for (int i = from, names = 0; i > 0 && names < NAMES_MAX; names++) {
            int name = nameEnd(text, i);
            if (name < 0) {
                break;
            }
            to = name;
            i = text.at(name) == ' ' ? name + 1 : -1;
        }
        if (to > 0) {
            scan.found(from, to, RULE);
        }
    }

    private static int nameEnd(Text text, int start) {
        if (!Character.isUpperCase(text.at(start))) {
            return -1;
        }
        int i = start + 1;
        while (i - start < NAME_MAX && ((CharClass.of(text.at(i)) & CharClass.LETTER) != 0 || (("-'".indexOf(text.at(
                i)) >= 0) && CharClass.isAlphanumeric(text.at(i + 1))))) {
            i++;
        }
        return i - start > 1 && i - start < NAME_MAX ? i : -1;
    }
}
