package io.attune.pipeline.redact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.attune.pipeline.redact.Redactor.Match;
import org.jspecify.annotations.Nullable;

/** Telephone numbers in international form, found by their plus sign; libphonenumber decides. */
final class PhoneFinder implements Redactor.Finder {
    /** Longer runs of digits and separators are something else. */
    private static final int LENGTH_MAX = 40;
    private static final PhoneNumberUtil NUMBERS = PhoneNumberUtil.getInstance();

    private final CharSequence text;

    PhoneFinder(CharSequence text) {
        this.text = text;
    }

    @Override
    public @Nullable Match find(int at, int from) {
        if (text.charAt(at) != '+' || (at > from && Character.isLetterOrDigit(text.charAt(at - 1)))) {
            return null;
        }
        int digits = 0;
        int end = at + 1;
        int i = at + 1;
        for (; i < text.length() && i - at < LENGTH_MAX && isPart(text.charAt(i)); i++) {
            if (Character.isDigit(text.charAt(i))) {
                digits++;
                end = i + 1;
            }
        }
        boolean ended = i == text.length() || (i - at < LENGTH_MAX && !Character.isLetterOrDigit(text.charAt(end)));
        boolean plausible = ended && digits >= 7 && digits <= 15 && isValid(text.subSequence(at, end));
        return plausible ? new Match(at, end, PersonalKind.PHONE) : null;
    }

    private static boolean isValid(CharSequence candidate) {
        try {
            return NUMBERS.isValidNumber(NUMBERS.parse(candidate, null));
        } catch (NumberParseException e) {
            return false;
        }
    }

    private static boolean isPart(char c) {
        return (c >= '0' && c <= '9') || " -.()/".indexOf(c) >= 0;
    }
}
