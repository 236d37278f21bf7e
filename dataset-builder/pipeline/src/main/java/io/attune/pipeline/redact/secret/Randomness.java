package io.attune.pipeline.redact.secret;

import io.attune.pipeline.redact.scan.CharClass;

/** How random a text looks. */
final class Randomness {
    private Randomness() {}

    /** Shannon's entropy in bits a character. */
    static double entropy(CharSequence text) {
        int[] counts = new int[128];
        for (int i = 0; i < text.length(); i++) {
            counts[text.charAt(i) & 127]++;
        }
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / text.length();
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }

    /** Whether the body of a token of published form is random: it has digits among its letters, or changes case often. */
    static boolean isToken(CharSequence body) {
        return entropy(body) >= 2.75 && (changes(body) * 5 >= body.length() || (hasDigit(body) && changes(
                body) * 9 >= body.length()));
    }

    /** How often the class of characters changes from one to the next. */
    static int changes(CharSequence text) {
        int changes = 0;
        for (int i = 1; i < text.length(); i++) {
            boolean capitalised = i == 1 && CharClass.of(text.charAt(0)) == CharClass.UPPER;
            changes += CharClass.of(text.charAt(i)) == CharClass.of(text.charAt(i - 1)) || capitalised ? 0 : 1;
        }
        return changes;
    }

    static boolean hasDigit(CharSequence text) {
        return text.chars().anyMatch(c -> c >= '0' && c <= '9');
    }

    static boolean hasLetter(CharSequence text) {
        return text.chars().anyMatch(Character::isLetter);
    }
}
