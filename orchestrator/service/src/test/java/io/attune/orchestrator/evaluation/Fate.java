package io.attune.orchestrator.evaluation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.attune.orchestrator.evaluation.measure.Served.Outcome;

/** What a constructed arm makes of a question. */
enum Fate {
    /** The value, in the wanted form. */
    RIGHT(Outcome.ANSWERED),
    /** Another value, in another form. */
    WRONG(Outcome.ANSWERED),
    /** Characters that are no language. */
    JUNK(Outcome.ANSWERED),
    DECLINED(Outcome.ABSTAINED),
    /** The right words, cut off before their end as far as the server says. */
    CUT(Outcome.TRUNCATED),
    /** The right words, held back by a filter as far as the server says. */
    FILTERED(Outcome.REFUSED),
    /** A status that says no. */
    REFUSED(Outcome.REFUSED),
    /** No answer, ever. */
    SILENT(Outcome.TIMED_OUT),
    /** A page that is not JSON, each time. */
    GARBLED(Outcome.FAILED),
    /** A failure, each time. */
    BROKEN(Outcome.FAILED);

    private final Outcome outcome;

    Fate(Outcome outcome) {
        this.outcome = outcome;
    }

    /** As what it must be counted. */
    Outcome outcome() {
        return outcome;
    }

    /** So many of each, and of {@code rest} what is missing to {@code questions}, in an order drawn by lot. */
    static List<Fate> shuffled(int questions, Map<Fate, Integer> counts, Fate rest, long seed) {
        List<Fate> fates = new ArrayList<>();
        new EnumMap<>(counts).forEach((fate, count) -> fates.addAll(Collections.nCopies(count, fate)));
        fates.addAll(Collections.nCopies(questions - fates.size(), rest));
        Collections.shuffle(fates, new Random(seed));
        return fates;
    }
}
