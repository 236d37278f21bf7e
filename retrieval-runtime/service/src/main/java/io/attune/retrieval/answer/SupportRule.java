package io.attune.retrieval.answer;

import io.attune.index.Evidence;
import io.attune.index.SearchHit;
import io.attune.index.Strategy;

/**
 * Whether a passage speaks of a question: a logistic rule over three features that do not depend on what else was found,
 * behind an absolute floor. The weights were fitted on questions with their answering passage in the collection and the
 * same questions with it taken out.
 */
final class SupportRule {
    private static final double FLOOR_COVERAGE = 0.30;
    private static final double INTERCEPT = -6.5;
    private static final double PER_COVERAGE = 6.0;
    private static final double PER_TERM_SCORE = 0.35;
    private static final double PER_COSINE = 4.0;
    private static final double TERM_SCORE_MAX = 6;

    private SupportRule() {}

    /** Whether the passage is more likely than not to answer. */
    static boolean holds(SearchHit hit, Evidence evidence) {
        return evidence.terms() > 0 && evidence.coverage() >= FLOOR_COVERAGE && logit(hit, evidence) >= 0;
    }

    private static double logit(SearchHit hit, Evidence evidence) {
        SearchHit.Found lexical = hit.explain().get(Strategy.LEXICAL);
        SearchHit.Found dense = hit.explain().get(Strategy.DENSE);
        double perTerm = lexical == null ? 0 : Math.min(TERM_SCORE_MAX, lexical.score() / evidence.terms());
        double cosine = dense == null ? 0 : 2 * dense.score() - 1;
        return INTERCEPT + PER_COVERAGE * evidence.coverage() + PER_TERM_SCORE * perTerm + PER_COSINE * cosine;
    }
}
