package io.attune.orchestrator.evaluation.judge;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What people said of outputs. */
@Repository
class LabelStore {
    private final JdbcClient jdbc;

    LabelStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What a person can say of an output. */
    enum Kind {
        /** Which of two answers is better: {@code arm}, {@code against} or {@code tie}. */
        PREFERENCE,
        /** {@code right} or {@code wrong}. */
        CORRECTNESS,
        /** A whole number from 1 to 10. */
        SCORE
    }

    /**
     * One person's word.
     *
     * @param against the other arm of a preference, else null
     * @param pair the answers of a preference, the arm's first, else null
     */
    record Label(String id, String suite, String item, String arm, @Nullable String against, @Nullable Digest pair,
            Kind kind, String value, String comment, String person, Instant at) {}

    /**
     * Where a judged pair of answers stands in an evaluation.
     *
     * @param pair the answers, the arm's first
     * @param armFirst whether whoever asked means the arm's answer by the first
     */
    record Place(String suite, String item, String arm, String against, Digest pair, boolean armFirst) {}

    /** A judged pair with its texts; the tokens name it in the two orders. */
    record Judged(Digest armFirst, Digest armSecond, String question, String answer, String other) {}

    /** Keeps a label; another word of the same person takes the place of the one before. */
    void put(ProjectId project, String evaluation, Label label) {
        Digest pair = label.pair();
        jdbc.sql("""
                insert into orchestrator.label (id, project, evaluation, suite, item, arm, against, pair, kind, value,
                    comment, person, labelled_at)
                values (:id, :project, :evaluation, :suite, :item, :arm, :against, :pair, :kind, :value, :comment, :person,
                    :at)
                on conflict (evaluation, suite, item, arm, coalesce(against, ''), kind, person)
                do update set value = excluded.value, comment = excluded.comment, labelled_at = excluded.labelled_at,
                    pair = excluded.pair""").param("id", label.id()).param("project", project.value()).param(
                "evaluation",
                evaluation).param("suite", label.suite()).param("item", label.item()).param("arm", label.arm()).param(
                        "against", label.against()).param("pair", pair == null ? null : pair.hex()).param("kind",
                                label.kind().name()).param("value", label.value()).param("comment",
                                        label.comment()).param(
                                                "person", label.person()).param("at", label.at().atOffset(
                                                        ZoneOffset.UTC)).update();
    }

    /** The labels of an evaluation in the order they were first given, behind one of them or from the beginning. */
    List<Label> list(ProjectId project, String evaluation, String after, int limit) {
        return jdbc.sql("select * from orchestrator.label where project = ? and evaluation = ? and id > ?"
                + " order by id limit ?").params(project.value(), evaluation, after, limit).query((rs, i) -> {
                    String pair = rs.getString("pair");
                    return new Label(rs.getString("id"), rs.getString("suite"), rs.getString("item"), rs.getString(
                            "arm"), rs.getString("against"), pair == null ? null : new Digest(pair), Kind.valueOf(
                                    rs.getString("kind")), rs.getString("value"), rs.getString("comment"), rs.getString(
                                            "person"), rs.getTimestamp("labelled_at").toInstant());
                }).list();
    }

    /** What people preferred, by pair of answers, in whatever evaluation they saw it. */
    Map<Digest, List<Bout.Result>> preferences(ProjectId project) {
        Map<Digest, List<Bout.Result>> found = new HashMap<>();
        jdbc.sql("select pair, value from orchestrator.label where project = ? and kind = 'PREFERENCE'"
                + " order by id").params(project.value()).query(rs -> {
                    found.computeIfAbsent(new Digest(rs.getString(1)), pair -> new ArrayList<>()).add(result(
                            rs.getString(2)));
                });
        return found;
    }

    private static Bout.Result result(String value) {
        return switch (value) {
            case "arm" -> Bout.Result.WIN;
            case "against" -> Bout.Result.LOSS;
            default -> Bout.Result.TIE;
        };
    }

    /** The judged pairs of an evaluation that a person has not labelled, each once. */
    List<Judged> unlabelled(ProjectId project, String evaluation, String person) {
        return jdbc.sql(
                """
                select distinct on (bout.shown_first) bout.shown_first, bout.shown_second, verdict.question,
                    verdict.first_answer, verdict.second_answer
                from orchestrator.judge_bout bout
                join orchestrator.judge_verdict verdict on verdict.project = bout.project and verdict.judge = bout.judge
                    and verdict.pair = bout.shown_first
                where bout.project = ? and bout.evaluation = ? and not exists (select 1 from orchestrator.label
                    where label.project = bout.project and label.pair = bout.shown_first and label.person = ?)""").params(
                        project.value(), evaluation, person).query((rs, i) -> new Judged(new Digest(rs.getString(1)),
                                new Digest(
                                        rs.getString(2)), rs.getString(3), rs.getString(4), rs.getString(5))).list();
    }

    /** Whether an arm was asked an example of a suite. */
    boolean hasOutput(ProjectId project, String evaluation, String suite, String item, String arm) {
        return jdbc.sql(
                "select exists (select 1 from orchestrator.evaluation_result where project = ? and evaluation = ?"
                        + " and suite = ? and item = ? and arm = ?)").params(project.value(), evaluation, suite, item,
                                arm).query(
                                        Boolean.class).single();
    }

    /** The pair of a token, which is its digest in the order in which it was shown. */
    Optional<Place> find(ProjectId project, String evaluation, String token) {
        return jdbc.sql("""
                select suite, item, arm, against, shown_first, shown_first = :token from orchestrator.judge_bout
                where project = :project and evaluation = :evaluation and (shown_first = :token or shown_second = :token)
                order by suite, arm, against, item limit 1""").param("token", token).param("project",
                project.value()).param("evaluation", evaluation).query((rs, i) -> place(rs.getString(1), rs.getString(
                        2), rs.getString(
                                3), rs.getString(4), rs.getString(5), rs.getBoolean(6))).optional();
    }

    /** The pair of an example between two arms that was judged, whichever way round it is asked for. */
    Optional<Place> find(ProjectId project, String evaluation, String suite, String item, String arm, String against) {
        return jdbc.sql("""
                select suite, item, arm, against, shown_first, arm = :arm from orchestrator.judge_bout
                where project = :project and evaluation = :evaluation and suite = :suite and item = :item
                    and shown_first is not null
                    and (arm = :arm and against = :against or arm = :against and against = :arm)
                order by arm limit 1""").param("project", project.value()).param("evaluation", evaluation).param(
                "suite",
                suite).param("item", item).param("arm", arm).param("against", against).query((rs, i) -> place(
                        rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4), rs.getString(5),
                        rs.getBoolean(6))).optional();
    }

    private static Place place(String suite, String item, String arm, String against, String pair, boolean armFirst) {
        return new Place(suite, item, arm, against, new Digest(pair), armFirst);
    }
}
