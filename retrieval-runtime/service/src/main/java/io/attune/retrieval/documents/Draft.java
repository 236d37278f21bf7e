package io.attune.retrieval.documents;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.attune.index.DocumentState;
import io.attune.index.Span;
import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * What a document is to say.
 *
 * @param id the document's stable id: 1 to 200 characters, none of them a slash, a blank or a control character
 * @param title one line
 * @param text the whole text, at most {@link #TEXT_MAX} characters
 * @param facts the exact values in it; each value stands at its span
 */
public record Draft(String id, String title, String text, DocumentState state, List<DraftFact> facts) {
    public static final int TEXT_MAX = 1_000_000;
    private static final Pattern ID = Pattern.compile("[^\\s/\\p{Cntrl}]{1,200}");

    public Draft {
        facts = List.copyOf(facts);
        if (!ID.matcher(id).matches() || id.equals(".") || id.equals("..")) {
            throw new IllegalArgumentException("A document's id is 1 to 200 characters without slash, blank and control"
                    + " character, and not '" + id + "'");
        }
        if (title.isBlank() || title.length() > 500 || title.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("The title of document '" + id + "' is one line of 1 to 500 characters");
        }
        if (text.length() > TEXT_MAX) {
            throw new IllegalArgumentException("Document '" + id + "' has " + text.length()
                    + " characters, more than " + TEXT_MAX);
        }
        for (DraftFact fact : facts) {
            if (!fact.span().fits(text) || !fact.span().in(text).equals(fact.value())) {
                throw new IllegalArgumentException("The " + fact.attribute() + " '" + fact.value() + "' of '"
                        + fact.key() + "' does not stand in the text of document '" + id + "' where it is said to");
            }
        }
    }

    /** Equal drafts have equal digests. */
    Digest digest() {
        return CanonicalJson.digest(Map.of("title", title, "text", text, "state", state.name(), "facts", facts));
    }

    /**
     * An exact value of a draft.
     *
     * @param unit null when the value has none that is not part of it
     */
    public record DraftFact(String key, String attribute, String value, @Nullable String unit, Span span) {
    }
}
