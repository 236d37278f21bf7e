package io.attune.pipeline.redact;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Replaces personal data and secrets by placeholders. Thread-safe, idempotent; reads each character a bounded number of
 * times.
 */
public final class Redactor {
    private static final List<PersonalKind> ORDER = List.of(PersonalKind.SECRET, PersonalKind.EMAIL, PersonalKind.CARD,
            PersonalKind.PHONE);

    private final Set<PersonalKind> kinds;

    public Redactor(Set<PersonalKind> kinds) {
        this.kinds = kinds.isEmpty() ? EnumSet.noneOf(PersonalKind.class) : EnumSet.copyOf(kinds);
    }

    /**
     * A text after redaction.
     *
     * @param found the kinds that were found
     */
    public record Redacted(String text, Set<PersonalKind> found) {}

    /** What a finder found: the range to replace. */
    record Match(int start, int end, PersonalKind kind) {}

    /** Looks for one kind of data. Made anew for each text; asked at each position in order. */
    interface Finder {

        /** A match for which {@code at} is the telling position, beginning at or after {@code from}; or null. */
        @Nullable
        Match find(int at, int from);
    }

    /**
     * Goes over the text once for each kind: secrets, addresses, cards, numbers. That order makes the result stable:
     * what a later kind replaces never completes a match of an earlier one.
     */
    public Redacted redact(CharSequence text) {
        CharSequence clean = text;
        EnumSet<PersonalKind> found = EnumSet.noneOf(PersonalKind.class);
        for (PersonalKind kind : ORDER) {
            if (kinds.contains(kind)) {
                String replaced = replace(clean, finders(kind, clean));
                if (replaced != null) {
                    clean = replaced;
                    found.add(kind);
                }
            }
        }
        return new Redacted(clean.toString(), found);
    }

    /** The text after replacement, or null when there was nothing to replace. */
    private static @Nullable String replace(CharSequence text, List<Finder> finders) {
        StringBuilder out = new StringBuilder();
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            Match match = first(finders, i, copied);
            if (match != null) {
                out.append(text, copied, match.start()).append(match.kind().placeholder());
                copied = match.end();
                i = Math.max(i, match.end() - 1);
            }
        }
        return out.isEmpty() ? null : out.append(text, copied, text.length()).toString();
    }

    private static @Nullable Match first(List<Finder> finders, int at, int from) {
        for (Finder finder : finders) {
            Match match = finder.find(at, from);
            if (match != null) {
                return match;
            }
        }
        return null;
    }

    private static List<Finder> finders(PersonalKind kind, CharSequence text) {
        return switch (kind) {
            case SECRET -> List.of(new SecretFinder(text), new UrlPasswordFinder(text));
            case EMAIL -> List.of(new EmailFinder(text));
            case CARD -> List.of(new CardFinder(text));
            case PHONE -> List.of(new PhoneFinder(text));
        };
    }
}
