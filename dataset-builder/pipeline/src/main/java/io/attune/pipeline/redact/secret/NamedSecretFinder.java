package io.attune.pipeline.redact.secret;

import io.attune.pipeline.redact.kind.PersonalKind;
import io.attune.pipeline.redact.kind.Rule;
import io.attune.pipeline.redact.scan.CharClass;
import io.attune.pipeline.redact.scan.Context;
import io.attune.pipeline.redact.scan.Finder;
import io.attune.pipeline.redact.scan.Scan;
import io.attune.pipeline.redact.scan.Text;

/** Values behind a name such as {@code password = } that are random enough and no placeholders. */
public final class NamedSecretFinder implements Finder.AtSign, Finder.AtContext {
    private static final Rule RULE = Rule.of(PersonalKind.SECRET, "named-secret", 70);
    private static final int VALUE_MAX = 256;
    private static final int BEFORE_MAX = 4;
    private static final String ENDS = " \t\r\n,;\"'<>(){}[]|&`\\";

    @Override
    public String signs() {
        return "=:>";
    }

    @Override
    public Context context() {
        return Context.IS;
    }

    @Override
    public void sign(Scan scan, int at) {
        Text text = scan.text();
        int gap = at - scan.wordEnd();
        if (gap < 0 || gap > BEFORE_MAX || (gap > 0 && !isGap(text, scan.wordEnd(), at))) {
            return;
        }
        char sign = text.at(at);
        if (sign == '>' && (gap > 0 || text.at(scan.wordStart() - 1) == '/')) {
            return;
        }
        SecretNames.Sort sort = SecretNames.of(scan);
        if (sort != SecretNames.Sort.NONE) {
            int from = at + 1;
            while (from - at < 3 && (text.at(from) == '=' || text.at(from) == '>')) {
                from++;
            }
            value(scan, from, sort);
        }
    }

    /** As in "the password is". */
    @Override
    public void context(Scan scan, int start, int end) {
        if (start - scan.wordEnd() == 1) {
            SecretNames.Sort sort = SecretNames.of(scan);
            if (sort != SecretNames.Sort.NONE) {
                value(scan, text(scan, end) == ':' ? end + 1 : end, sort);
            }
        }
    }

    private static char text(Scan scan, int at) {
        return scan.text().at(at);
    }

    private static boolean isGap(Text text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (" \"'])\\`*".indexOf(text.at(i)) < 0 || text.at(i) == 0) {
                return false;
            }
        }
        return true;
    }

    private static void value(Scan scan, int from, SecretNames.Sort sort) {
        Text text = scan.text();
        int start = from;
        while (start - from < 4 && (text.at(start) == ' ' || text.at(start) == '\\' || text.at(start) == '*')) {
            start++;
        }
        char quote = text.at(start);
        boolean quoted = quote == '"' || quote == '\'' || quote == '`';
        if (quoted) {
            start++;
        }
        int end = start;
        while (end - start <= VALUE_MAX && !(quoted ? isEndOfQuote(text.at(end), quote) : isEnd(text.at(end)))) {
            end++;
        }
        char after = text.at(end);
        while (!quoted && end > start && ".:!?*".indexOf(text.at(end - 1)) >= 0) {
            end--;
        }
        if (end - start > VALUE_MAX || end - start < 6 || (quoted && after != quote) || after == '(' || after == '[') {
            return;
        }
        String value = text.part(start, end);
        boolean secret = sort == SecretNames.Sort.PASSWORD ? isPassword(value, quoted) : isRandom(value);
        if (secret && !Placeholders.isOne(value)) {
            scan.found(start, end, RULE);
        }
    }

    private static boolean isEnd(char c) {
        return c == 0 || c == Text.BARRIER || ENDS.indexOf(c) >= 0;
    }

    private static boolean isEndOfQuote(char c, char quote) {
        return c == quote || c == 0 || c == '\n' || c == '\r' || c == '\t' || c == ' ' || c == Text.BARRIER || c == '\\'
                || c == '<';
    }

    /** Letters and digits mixed, not a word with a number behind it, a path or a name with dots. */
    static boolean isRandom(String value) {
        return value.length() >= 12 && Randomness.hasDigit(value) && Randomness.hasLetter(value)
                && Randomness.entropy(value) >= 3.0 && Randomness.changes(value) * 5 >= value.length() && !isPath(value)
                && !isMadeOfNames(value);
    }

    /** What people choose: letters, digits and signs mixed. */
    private static boolean isPassword(String value, boolean quoted) {
        if (isRandom(value)) {
            return true;
        }
        boolean digit = Randomness.hasDigit(value);
        boolean letter = Randomness.hasLetter(value);
        long signs = value.chars().filter(c -> "!@#$%^&*?+=~".indexOf(c) >= 0).count();
        boolean mixed = digit && letter && (signs > 0 || quoted || Randomness.changes(value) >= 2);
        return mixed && value.length() >= 8 && value.chars().distinct().count() >= 5 && !isPath(value) && !isIdentifier(
                value);
    }

    private static boolean isPath(String value) {
        long separators = value.chars().filter(c -> c == '/' || c == '.' || c == ':').count();
        return separators * 8 > value.length() || value.contains("::") || value.contains("->");
    }

    /** Words, or words with a short number at their end, joined by dots, hyphens or underscores; or a member's name. */
    private static boolean isMadeOfNames(String value) {
        String[] names = value.split("[._-]", -1);
        boolean all = names.length > 1;
        for (String name : names) {
            all &= name.isEmpty() || isIdentifier(name) || name.length() <= 3;
        }
        String last = names[names.length - 1];
        return all || (value.indexOf('.') > 0 && last.length() > 4 && last.chars().allMatch(Character::isLetter));
    }

    /** A name of a program with a short number at its end. */
    private static boolean isIdentifier(String value) {
        int letters = value.length();
        while (letters > 0 && CharClass.isDigit(value.charAt(letters - 1))) {
            letters--;
        }
        boolean name = value.substring(0, letters).chars().allMatch(c -> Character.isLetter(c) || c == '_');
        return name && value.length() - letters <= 2;
    }
}
