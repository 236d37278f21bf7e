package io.attune.orchestrator.evaluation;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.judge.Contest;
import io.attune.orchestrator.evaluation.judge.Judging;
import io.attune.orchestrator.evaluation.measure.Served.Outcome;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipe.Arm;
import io.attune.orchestrator.recipe.Recipe.Measure;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Brings the arms of an evaluation before the judges of its suites, once both have answered. In a run an arm stands against the one
 * that a gate names, else a tuned arm against its base; a version by itself stands against whatever was named beside it. What each
 * example adds to the win rate is a measure like any other; of an arm that stands against several, that against the first.
 */
@Component
class Contests {
    private static final int PAGE = 256;
    /** What the name of an arm with knowledge ends with. */
    private static final String KNOWING = "+retrieval";

    private final JdbcClient jdbc;
    private final Judging judging;

    Contests(JdbcClient jdbc, Judging judging) {
        this.jdbc = jdbc;
        this.judging = judging;
    }

    /** Whom an arm stands against before a suite's judge; empty for nobody. */
    interface Opponents {
        List<String> of(String suite, String arm);

        /** As a recipe's gates have it. */
        static Opponents of(Recipe recipe) {
            return (suite, name) -> Stream.of(Arm.values()).filter(arm -> arm.toString().equals(name)).flatMap(
                    arm -> recipe.opponent(suite, arm).stream()).map(Arm::toString).toList();
        }

        /** A version against each that was named beside it, with knowledge where it has it itself. */
        static Opponents of(EvaluationWish wish) {
            return (suite, name) -> name.equals(wish.version())
                    ? wish.against()
                    : name.equals(wish.version() + KNOWING)
                            ? wish.against().stream().map(other -> other + KNOWING).toList()
                            : List.of();
        }
    }

    /**
     * Judges what is missing, for some seconds.
     *
     * @return whether everything is judged
     */
    boolean advance(EvaluationId evaluation, ProjectId project, Opponents opponents, Collection<String> arms,
            List<Recipe.Suite> suites) {
        for (Recipe.Suite suite : suites) {
            Recipe.Judge judge = suite.judge();
            if (judge == null || !suite.measures().contains(Measure.WIN_RATE)) {
                continue;
            }
            for (Pairing pairing : pairings(suite, opponents, arms)) {
                if (!advance(new Contest(project, evaluation.value(), judge, suite.name(), pairing.arm(),
                        pairing.against()))) {
                    return false;
                }
            }
        }
        return true;
    }

    /** An arm and whom it stands against. */
    private record Pairing(String arm, String against) {}

    private static List<Pairing> pairings(Recipe.Suite suite, Opponents opponents, Collection<String> arms) {
        return arms.stream().sorted().flatMap(arm -> opponents.of(suite.name(), arm).stream().filter(
                other -> arms.contains(other) && !other.equals(arm)).distinct().map(other -> new Pairing(arm,
                        other))).toList();
    }

    /** How often two arms stand against each other in a suite; each time every example is judged both ways round. */
    static int count(Recipe.Suite suite, Opponents opponents, Collection<String> arms) {
        return suite.judge() == null || !suite.measures().contains(Measure.WIN_RATE)
                ? 0
                : pairings(suite, opponents, arms).size();
    }

    /** What judges billed for an evaluation. */
    List<Judging.Usage> usage(EvaluationId evaluation) {
        return judging.usage(evaluation.value());
    }

    private boolean advance(Contest contest) {
        List<Contest.Pair> open = open(contest);
        if (!open.isEmpty()) {
            judging.advance(contest, open);
            return false;
        }
        measure(contest);
        return true;
    }

    /** The examples that are not judged yet, a page of them. */
    private List<Contest.Pair> open(Contest contest) {
        return jdbc.sql("""
                select mine.item, i.content ->> 'question', i.content ->> 'reference', a.outcome, a.answer, b.outcome, b.answer
                from orchestrator.evaluation_result mine
                join orchestrator.evaluation_item i on i.project = mine.project and i.digest = mine.digest
                join orchestrator.evaluation_result theirs on theirs.evaluation = mine.evaluation
                    and theirs.suite = mine.suite and theirs.item = mine.item and theirs.arm = :against
                left join orchestrator.evaluation_output a on a.project = mine.project and a.arm = mine.arm_digest
                    and a.item = mine.digest and a.way = 'runtime'
                left join orchestrator.evaluation_output b on b.project = theirs.project and b.arm = theirs.arm_digest
                    and b.item = theirs.digest and b.way = 'runtime'
                where mine.evaluation = :evaluation and mine.suite = :suite and mine.arm = :arm
                    and not exists (select 1 from orchestrator.judge_bout bout where bout.evaluation = :evaluation
                        and bout.suite = :suite and bout.arm = :arm and bout.against = :against and bout.item = mine.item)
                order by mine.item limit :limit""").param("against", contest.against()).param("evaluation",
                contest.evaluation()).param("suite", contest.suite()).param("arm", contest.arm()).param("limit",
                        PAGE).query((rs,
                                i) -> new Contest.Pair(rs.getString(1), rs.getString(2), rs.getString(3), side(
                                        rs.getString(4), rs.getString(5)), side(rs.getString(6), rs.getString(
                                                7)))).list();
    }

    private static Contest.Side side(@Nullable String outcome, @Nullable String answer) {
        return outcome != null && answer != null && Outcome.valueOf(outcome).isJudged()
                ? new Contest.Side(answer, true)
                : new Contest.Side("", false);
    }

    /** Writes what each example adds to the arm's win rate beside its other measures. */
    private void measure(Contest contest) {
        jdbc.sql("""
                update orchestrator.evaluation_result result set measures = measures || jsonb_build_object(:measure,
                    case bout.result when 'WIN' then 1.0 when 'TIE' then 0.5 else 0.0 end)
                from orchestrator.judge_bout bout
                where bout.evaluation = :evaluation and bout.suite = :suite and bout.arm = :arm and bout.against = :against
                    and result.evaluation = bout.evaluation and result.suite = bout.suite and result.arm = bout.arm
                    and result.item = bout.item and result.measures -> :measure is null""").param("measure",
                Measure.WIN_RATE.toString()).param("evaluation", contest.evaluation()).param("suite",
                        contest.suite()).param("arm", contest.arm()).param("against", contest.against()).update();
    }
}
