package io.attune.orchestrator.evaluation.judge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import org.springframework.stereotype.Component;

/** Win rates of an evaluation, each with how far its judge agrees with people. */
@Component
public class WinRates {
    private final JudgeStore store;
    private final LabelStore labels;

    WinRates(JudgeStore store, LabelStore labels) {
        this.store = store;
        this.labels = labels;
    }

    /**
     * One arm's win rate against another.
     *
     * @param judge the model that judged, at which connection
     * @param rubric the file and the digest of its content
     */
    public record Figure(String suite, String arm, String against, String judge, String rubric, WinRate rate,
            Calibration calibration) {}

    /** What one example added to an arm's win rate: 1, a half or nothing. */
    public record Points(String suite, String arm, String against, String item, double points) {}

    /** Every example of an evaluation that is judged. */
    public List<Points> points(ProjectId project, String evaluation) {
        return store.rows(project, evaluation).stream().map(row -> new Points(row.suite(), row.arm(), row.against(),
                row.item(), row.result().points())).toList();
    }

    /** Every win rate of an evaluation, in order of suite and arms. */
    public List<Figure> of(ProjectId project, String evaluation) {
        record Key(String suite, String arm, String against, Digest judge) {}
        Map<Key, List<JudgeStore.Row>> contests = new TreeMap<>(Comparator.comparing(Key::suite).thenComparing(
                Key::arm).thenComparing(Key::against).thenComparing(Key::judge));
        store.rows(project, evaluation).forEach(row -> contests.computeIfAbsent(new Key(row.suite(), row.arm(),
                row.against(), row.judge()), key -> new ArrayList<>()).add(row));
        Map<Digest, List<Bout.Result>> people = contests.isEmpty() ? Map.of() : labels.preferences(project);
        return contests.entrySet().stream().map(entry -> {
            Key key = entry.getKey();
            Recipe.Judge judge = store.judge(project, key.judge());
            return new Figure(key.suite(), key.arm(), key.against(), judge.model() + " at " + judge.connection(),
                    judge.rubricFile() + " " + Digest.of(judge.rubric()).shortForm(), WinRate.of(
                            entry.getValue().stream().map(JudgeStore.Row::entry).toList()), Calibration.of(
                                    store.results(project, key.judge()),
                                    people, judge.humanSample()));
        }).toList();
    }

    /** One win rate, or empty when nothing was judged there. */
    public Optional<Figure> of(ProjectId project, String evaluation, String suite, String arm, String against) {
        return of(project, evaluation).stream().filter(f -> f.suite().equals(suite) && f.arm().equals(arm)
                && f.against().equals(against)).findFirst();
    }
}
