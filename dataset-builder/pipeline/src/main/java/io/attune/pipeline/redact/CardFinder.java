package io.attune.pipeline.redact;

import io.attune.pipeline.redact.Redactor.Match;
import org.jspecify.annotations.Nullable;

/** Payment cards: a whole run of digits with single spaces or hyphens in it, the issuer's range, then Luhn. */
final class CardFinder implements Redactor.Finder {
    private final CharSequence text;
    private int runEnd;

    CardFinder(CharSequence text) {
        this.text = text;
    }

    @Override
    public @Nullable Match find(int at, int from) {
        if (at < runEnd || !isDigit(at)) {
            return null;
        }
        StringBuilder digits = new StringBuilder();
        int end = at;
        for (int i = at; i < text.length() && (isDigit(i) || (isSeparator(i) && isDigit(i + 1))); i++) {
            if (isDigit(i)) {
                if (digits.length() < 20) {
                    digits.append(text.charAt(i));
                }
                end = i + 1;
            }
        }
        runEnd = end;
        boolean alone = (at == from || !partOfWord(text.charAt(at - 1)))
                && (end == text.length() || !partOfWord(text.charAt(end)));
        return alone && isIssued(digits) && isLuhn(digits) ? new Match(at, end, PersonalKind.CARD) : null;
    }

    /** Issuers' ranges and lengths as ISO/IEC 7812 registers them: Visa, Mastercard, American Express, Discover, JCB, Diners, UnionPay. */
    private static boolean isIssued(CharSequence digits) {
        int length = digits.length();
        if (length < 13 || length > 19) {
            return false;
        }
        int two = (digits.charAt(0) - '0') * 10 + digits.charAt(1) - '0';
        int four = two * 100 + (digits.charAt(2) - '0') * 10 + digits.charAt(3) - '0';
        return switch (two / 10) {
            case 4 -> length == 13 || length == 16 || length == 19;
            case 5 -> two >= 51 && two <= 55 && length == 16;
            case 2 -> four >= 2221 && four <= 2720 && length == 16;
            case 3 -> isThirtyish(two, four / 10, length);
            case 6 -> (two == 60 || two == 62 || two == 64 || two == 65) && length >= 16;
            default -> false;
        };
    }

    /** American Express, JCB and Diners. */
    private static boolean isThirtyish(int two, int three, int length) {
        return switch (two) {
            case 34, 37 -> length == 15;
            case 35 -> length >= 16;
            case 36, 38, 39 -> length >= 14;
            default -> three >= 300 && three <= 305 && length >= 14;
        };
    }

    private static boolean isLuhn(CharSequence digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            int weighed = i % 2 == 0 ? digit : digit * 2;
            sum += weighed > 9 ? weighed - 9 : weighed;
        }
        return sum % 10 == 0;
    }

    private boolean isDigit(int i) {
        return i < text.length() && text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }

    private boolean isSeparator(int i) {
        return text.charAt(i) == ' ' || text.charAt(i) == '-';
    }

    private static boolean partOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || c == '+';
    }
}
