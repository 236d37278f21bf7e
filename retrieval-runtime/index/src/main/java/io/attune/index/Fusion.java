package io.attune.index;

/** How the rankings of several strategies become one. */
public sealed interface Fusion {

    /** What measured best without tuning: reciprocal rank fusion with k = 10. */
    Fusion DEFAULT = new ReciprocalRank(10);

    /**
     * Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009): the sum over strategies of 1 / (k + rank).
     *
     * @param k how flat the weight of ranks is, from 0
     */
    record ReciprocalRank(int k) implements Fusion {
        public ReciprocalRank {
            if (k < 0) {
                throw new IllegalArgumentException("Reciprocal rank fusion needs a k of 0 or more, not " + k);
            }
        }
    }

    /**
     * Convex combination of scores scaled to 0..1 over each strategy's candidates (Bruch, Gai and Ingber, TOIS 2023).
     *
     * @param dense the weight of the dense side, from 0 to 1; the rest is the lexical side's
     */
    record Convex(double dense) implements Fusion {
        public Convex {
            if (!(dense >= 0 && dense <= 1)) {
                throw new IllegalArgumentException("The weight of the dense side lies between 0 and 1, not " + dense);
            }
        }
    }
}
