package io.attune.retrieval.web;

import java.util.ArrayList;
import java.util.List;

import io.attune.index.DocumentState;
import io.attune.index.Span;
import io.attune.kernel.Problems;
import io.attune.retrieval.documents.Draft;
import io.attune.retrieval.documents.Draft.DraftFact;
import org.jspecify.annotations.Nullable;

/**
 * A document as callers write it.
 *
 * @param id in a batch only
 * @param facts may be left out
 */
record DocumentForm(@Nullable String id, @Nullable String title, @Nullable String text,
        @Nullable List<FactForm> facts) {

    /**
     * A fact as callers write it.
     *
     * @param start where the value begins in the text, in code points; may be left out when it stands there once
     */
    record FactForm(@Nullable String key, @Nullable String attribute, @Nullable String value, @Nullable String unit,
            @Nullable Integer start) {
    }

    /** The draft, or null when something is wrong with it, which then stands in the problems. */
    @Nullable
    Draft toDraft(String documentId, String place, Problems problems) {
        if (text == null || title == null || title.isBlank()) {
            problems.add(place, 0, "a document needs a title and a text", "Give both as strings.");
            return null;
        }
        List<DraftFact> read = new ArrayList<>();
        List<FactForm> given = facts == null ? List.of() : facts;
        boolean complete = true;
        for (int i = 0; i < given.size(); i++) {
            DraftFact fact = fact(given.get(i), text, place + "/facts/" + i, problems);
            complete &= fact != null && read.add(fact);
        }
        if (!complete) {
            return null;
        }
        try {
            return new Draft(documentId, title, text, DocumentState.ACTIVE, read);
        } catch (IllegalArgumentException e) {
            problems.add(place, 0, String.valueOf(e.getMessage()), "Correct it.");
            return null;
        }
    }

    private static @Nullable DraftFact fact(FactForm form, String text, String place, Problems problems) {
        String key = form.key();
        String attribute = form.attribute();
        String value = form.value();
        if (key == null || key.isBlank() || attribute == null || attribute.isBlank() || value == null
                || value.isEmpty()) {
            problems.add(place, 0, "a fact needs a key, an attribute and a value", "Give all three as strings.");
            return null;
        }
        int start = form.start() == null ? only(text, value) : units(text, form.start());
        if (start < 0 || !text.startsWith(value, start)) {
            problems.add(place + "/value", 0,
                    form.start() == null
                            ? "'" + value + "' stands in the text not once but " + count(text, value) + " times"
                            : "'" + value + "' does not stand at " + form.start(),
                    "Say in 'start' where the value begins, in code points from 0.");
            return null;
        }
        return new DraftFact(key, attribute, value, form.unit(), new Span(start, start + value.length()));
    }

    private static int only(String text, String value) {
        int first = text.indexOf(value);
        return first >= 0 && text.indexOf(value, first + 1) < 0 ? first : -1;
    }

    private static int units(String text, int codePoints) {
        return codePoints < 0 || codePoints > text.codePointCount(0, text.length())
                ? -1
                : CodePoints.toUnits(text, codePoints);
    }

    private static int count(String text, String value) {
        int count = 0;
        for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
            count++;
        }
        return count;
    }
}
