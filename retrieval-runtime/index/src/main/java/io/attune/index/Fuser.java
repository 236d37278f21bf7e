package io.attune.index;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.lucene.search.ScoreDoc;

/** Joins the rankings of one searcher. Candidates are named by Lucene's document number, which holds in one searcher. */
final class Fuser {
    private final Map<Integer, Candidate> candidates = new LinkedHashMap<>();
    private final Map<Strategy, ScoreDoc[]> rankings = new EnumMap<>(Strategy.class);

    /** What one strategy found, best first. */
    void add(Strategy strategy, ScoreDoc[] ranking) {
        rankings.put(strategy, ranking);
        for (int i = 0; i < ranking.length; i++) {
            candidates.computeIfAbsent(ranking[i].doc, Candidate::new).found.put(strategy,
                    new SearchHit.Found(i + 1, ranking[i].score));
        }
    }

    /** All candidates with their fused scores, best first; equals stay in the order they were found. */
    List<Candidate> fuse(Fusion fusion) {
        switch (fusion) {
            case Fusion.ReciprocalRank(int k) -> rankings.forEach((strategy, ranking) -> byRank(ranking, k));
            case Fusion.Convex(double dense) -> byScore(dense);
        }
        List<Candidate> ordered = new ArrayList<>(candidates.values());
        ordered.sort((a, b) -> Double.compare(b.score, a.score));
        return ordered;
    }

    private void byRank(ScoreDoc[] ranking, int k) {
        for (int i = 0; i < ranking.length; i++) {
            add(ranking[i].doc, 1.0 / (k + i + 1));
        }
    }

    private void byScore(double dense) {
        rankings.forEach((strategy, ranking) -> {
            double weight = switch (strategy) {
                case EXACT -> 1;
                case LEXICAL -> 1 - dense;
                case DENSE -> dense;
            };
            scaled(ranking, weight);
        });
    }

    private void scaled(ScoreDoc[] ranking, double weight) {
        if (ranking.length == 0) {
            return;
        }
        float low = ranking[ranking.length - 1].score;
        float range = ranking[0].score - low;
        for (ScoreDoc found : ranking) {
            add(found.doc, weight * (range > 0 ? (found.score - low) / range : 1));
        }
    }

    private void add(int doc, double score) {
        Candidate candidate = candidates.get(doc);
        if (candidate != null) {
            candidate.score += score;
        }
    }

    /** One passage on its way into the result. */
    static final class Candidate {
        final int doc;
        final Map<Strategy, SearchHit.Found> found = new EnumMap<>(Strategy.class);
        double score;

        Candidate(int doc) {
            this.doc = doc;
        }
    }
}
