package io.attune.orchestrator.evaluation.judge;

import org.jspecify.annotations.Nullable;

/**
 * How one item went between two arms, from the two verdicts over it.
 *
 * @param shownFirst the verdict when the arm's answer was shown as A, or null when there is none
 * @param shownSecond the verdict when the arm's answer was shown as B, or null when there is none
 */
record Bout(@Nullable Verdict shownFirst, @Nullable Verdict shownSecond) {

    /** As seen from the arm. */
    enum Result {
        WIN(1),
        TIE(0.5),
        LOSS(0),
        /** The judge gave no readable verdict, at least one way round, though it was asked again. */
        NO_VERDICT(0);

        private final double points;

        Result(double points) {
            this.points = points;
        }

        /** What it adds to the arm's win rate: nothing without a verdict, so that a dumb judge lets nobody through a gate. */
        double points() {
            return points;
        }
    }

    /** What a judge's taste for a side did. */
    enum Bias {
        /** Both ways round it said the same. */
        NONE,
        /** Both ways round it was for the answer shown first. */
        FIRST,
        /** Both ways round it was for the answer shown second. */
        SECOND,
        /** One way round it saw a tie, the other way a winner. */
        WAVERING
    }

    /** Only what holds both ways round; verdicts that disagree make a tie. */
    Result result() {
        if (shownFirst == null || shownSecond == null) {
            return Result.NO_VERDICT;
        }
        int forArm = sign(shownFirst, Verdict.Winner.A);
        return forArm != sign(shownSecond, Verdict.Winner.B) || forArm == 0
                ? Result.TIE
                : forArm > 0 ? Result.WIN : Result.LOSS;
    }

    Bias bias() {
        if (shownFirst == null || shownSecond == null) {
            return Bias.NONE;
        }
        int forFirst = sign(shownFirst, Verdict.Winner.A);
        int again = sign(shownSecond, Verdict.Winner.A);
        if (forFirst == -again) {
            return Bias.NONE;
        }
        return forFirst != again ? Bias.WAVERING : forFirst > 0 ? Bias.FIRST : Bias.SECOND;
    }

    /** The same bout as seen from the other arm. */
    Bout swapped() {
        return new Bout(shownSecond, shownFirst);
    }

    private static int sign(Verdict verdict, Verdict.Winner side) {
        return verdict.winner() == Verdict.Winner.TIE ? 0 : verdict.winner() == side ? 1 : -1;
    }
}
