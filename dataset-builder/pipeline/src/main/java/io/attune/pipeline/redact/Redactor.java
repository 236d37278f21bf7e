package io.attune.pipeline.redact;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Replaces personal data and secrets by placeholders. Thread-safe, idempotent; reads each character a bounded number of
 * times.
 */
public final class Redactor {
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

    public Redacted redact(CharSequence text) {
        List<Finder> finders = finders(text);
        StringBuilder out = new StringBuilder();
        EnumSet<PersonalKind> found = EnumSet.noneOf(PersonalKind.class);
        int copied = 0;
        for (int i = 0; i < text.length(); i++) {
            Match match = first(finders, i, copied);
            if (match != null) {
                out.append(text, copied, match.start()).append(match.kind().placeholder());
                found.add(match.kind());
                copied = match.end();
                i = Math.max(i, match.end() - 1);
            }
        }
        return found.isEmpty()
                ? new Redacted(text.toString(), Set.of())
                : new Redacted(out.append(text, copied, text.length()).toString(), found);
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

    private List<Finder> finders(CharSequence text) {
        List<Finder> finders = new ArrayList<>();
        if (kinds.contains(PersonalKind.SECRET)) {
            finders.add(new SecretFinder(text));
            finders.add(new UrlPasswordFinder(text));
        }
        if (kinds.contains(PersonalKind.EMAIL)) {
            finders.add(new EmailFinder(text));
        }
        if (kinds.contains(PersonalKind.PHONE)) {
            finders.add(new PhoneFinder(text));
        }
        if (kinds.contains(PersonalKind.CARD)) {
            finders.add(new CardFinder(text));
        }
        return finders;
    }
}
