package io.attune.orchestrator.evaluation.judge;

import java.util.List;
import java.util.Map;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;

/**
 * Two arms of an evaluation before a judge.
 *
 * @param evaluation who pays
 * @param arm whose win rate it is
 */
public record Contest(ProjectId project, String evaluation, Recipe.Judge judge, String suite, String arm,
        String against) {
    /** Part of every mark; a judge that is asked again sees the same words. */
    static final long SEED = 20_230_601L;

    /**
     * One example with the two answers.
     *
     * @param item the same in both arms
     * @param reference the wanted answer, or empty when there is none
     */
    public record Pair(String item, String question, String reference, Side arm, Side against) {

        /** Whether the judge is needed: not when a side has no answer or both gave the same. */
        boolean isOpen() {
            return arm.answered() && against.answered() && !arm.text().equals(against.text());
        }

        /** What is decided without a judge: no answer loses to an answer, equals are tied. */
        Bout.Result decided() {
            return arm.answered() == against.answered()
                    ? Bout.Result.TIE
                    : arm.answered() ? Bout.Result.WIN : Bout.Result.LOSS;
        }

        boolean isSteering() {
            return Steering.isTried(arm.text()) || Steering.isTried(against.text());
        }

        /** The pair as the judge sees it, the arm first or second. */
        Shown shown(boolean armFirst) {
            return armFirst
                    ? new Shown(question, reference, arm.text(), against.text())
                    : new Shown(question, reference, against.text(), arm.text());
        }
    }

    /**
     * What one arm gave.
     *
     * @param answered false when it declined to deal with the question, was cut off, came too late or failed
     */
    public record Side(String text, boolean answered) {}

    /** A pair in one order. */
    record Shown(String question, String reference, String first, String second) {

        /** Names it whatever evaluation asks. */
        Digest digest() {
            return CanonicalJson.digest(List.of("judge-pair", question, reference, first, second));
        }
    }

    /** Names the judge: another rubric, model, account or wording of the question is another judge. */
    static Digest digest(ProjectId project, Recipe.Judge judge) {
        return CanonicalJson.digest(Map.of("prompt", JudgePrompt.VERSION, "seed", Long.toString(SEED), "project",
                project.value(), "connection", judge.connection(), "model", judge.model(), "rubric", Digest.of(
                        judge.rubric()).hex()));
    }
}
