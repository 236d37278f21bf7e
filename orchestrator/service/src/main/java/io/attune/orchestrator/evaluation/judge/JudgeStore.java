package io.attune.orchestrator.evaluation.judge;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.provider.ChatMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.json.JsonMapper;

/** Every word of every judge, and how each example went. */
@Repository
class JudgeStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    JudgeStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A judge's words of one pair, and what they cost; no verdict when they could not be read. */
    record Said(List<ChatMessage> prompt, List<String> words, @Nullable Verdict verdict, long inputTokens,
            long outputTokens) {}

    /** How one example went; the digests are of the pair with the arm first and second, null without the judge. */
    record Row(String suite, String arm, String against, String item, Digest judge, @Nullable Digest shownFirst,
            Bout.Result result, Bout.Bias bias, boolean steering) {

        WinRate.Entry entry() {
            return new WinRate.Entry(result, bias, steering);
        }
    }

    /** Tokens that one judge's provider billed for an evaluation. */
    record Usage(String connection, String model, long inputTokens, long outputTokens) {}

    /** Keeps what a judge is made of. */
    void keep(Contest contest, Digest judge) {
        jdbc.sql("""
                insert into orchestrator.judge values (:project, :digest, :connection, :model, :file, :rubric, :sample)
                on conflict (project, digest) do update set human_sample = excluded.human_sample""").param("project",
                contest.project().value()).param("digest", judge.hex()).param("connection",
                        contest.judge().connection()).param("model", contest.judge().model()).param("file",
                                contest.judge().rubricFile()).param("rubric", stored(contest.judge().rubric())).param(
                                        "sample", contest.judge().humanSample()).update();
    }

    /** A judge as it was made. */
    Recipe.Judge judge(ProjectId project, Digest judge) {
        return jdbc.sql("select connection, model, rubric_file, rubric, human_sample from orchestrator.judge"
                + " where project = ? and digest = ?").params(project.value(), judge.hex()).query((rs,
                        i) -> new Recipe.Judge(rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4),
                                rs.getInt(5))).single();
    }

    /** How every pair went that a judge judged, in whatever evaluation; the arm's answer first. */
    Map<Digest, Bout.Result> results(ProjectId project, Digest judge) {
        Map<Digest, Bout.Result> found = new HashMap<>();
        jdbc.sql("select distinct shown_first, result from orchestrator.judge_bout where project = ? and judge = ?"
                + " and shown_first is not null").params(project.value(), judge.hex()).query(rs -> {
                    found.put(new Digest(rs.getString(1)), Bout.Result.valueOf(rs.getString(2)));
                });
        return found;
    }

    void add(Contest contest, Digest judge, Contest.Shown shown, Said said, Instant now) {
        Verdict verdict = said.verdict();
        jdbc.sql("""
                insert into orchestrator.judge_verdict values (:project, :judge, :pair, :evaluation, :question,
                    :first, :second, cast(:prompt as jsonb), cast(:words as jsonb), :winner, :reason, :input,
                    :output, :now) on conflict do nothing""").param("project", contest.project().value()).param("judge",
                judge.hex()).param("pair", shown.digest().hex()).param("evaluation", contest.evaluation()).param(
                        "question", stored(shown.question())).param("first", stored(shown.first())).param(
                                "second", stored(shown.second())).param("prompt", json(said.prompt())).param(
                                        "words", json(said.words())).param("winner", verdict == null
                                                ? null
                                                : verdict.winner().name()).param("reason", verdict == null
                                                        ? ""
                                                        : stored(verdict.reason())).param("input",
                                                                said.inputTokens()).param("output",
                                                                        said.outputTokens()).param("now", now.atOffset(
                                                                                ZoneOffset.UTC)).update();
    }

    /** What a judge said of these pairs; those it said nothing of yet are missing. */
    Map<Digest, Optional<Verdict>> verdicts(ProjectId project, Digest judge, Collection<Digest> pairs) {
        Map<Digest, Optional<Verdict>> found = new HashMap<>();
        jdbc.sql(
                "select pair, winner, reason from orchestrator.judge_verdict where project = :project and judge = :judge"
                        + " and pair = any(:pairs)").param("project", project.value()).param("judge",
                                judge.hex()).param(
                                        "pairs", pairs.stream().map(Digest::hex).toArray(String[]::new)).query(rs -> {
                                            found.put(new Digest(rs.getString(1)), Optional.ofNullable(verdict(
                                                    rs.getString(2), rs.getString(3))));
                                        });
        return found;
    }

    /** Whether a judge ever gave a verdict that could be read. */
    boolean hasSpoken(ProjectId project, Digest judge) {
        return jdbc.sql("select exists (select 1 from orchestrator.judge_verdict where project = ? and judge = ?"
                + " and winner is not null)").params(project.value(), judge.hex()).query(Boolean.class).single();
    }

    void add(Contest contest, Digest judge, Contest.Pair pair, Bout.Result result, Bout.Bias bias) {
        jdbc.sql("""
                insert into orchestrator.judge_bout values (:evaluation, :suite, :arm, :against, :item, :project, :judge,
                    :first, :second, :result, :bias, :steering) on conflict do nothing""").param("evaluation",
                contest.evaluation()).param("suite", contest.suite()).param("arm", contest.arm()).param("against",
                        contest.against()).param("item", pair.item()).param("project", contest.project().value()).param(
                                "judge", judge.hex()).param("first", pair.isOpen()
                                        ? pair.shown(true).digest().hex()
                                        : null).param("second", pair.isOpen()
                                                ? pair.shown(false).digest().hex()
                                                : null).param("result", result.name()).param("bias", bias.name()).param(
                                                        "steering", pair.isSteering()).update();
    }

    Set<String> done(Contest contest) {
        return Set.copyOf(jdbc.sql(
                "select item from orchestrator.judge_bout where evaluation = ? and suite = ? and arm = ?"
                        + " and against = ?").params(contest.evaluation(), contest.suite(), contest.arm(),
                                contest.against()).query(String.class).list());
    }

    /** Every example of an evaluation, in order. */
    List<Row> rows(ProjectId project, String evaluation) {
        return jdbc.sql("select * from orchestrator.judge_bout where project = ? and evaluation = ?"
                + " order by suite, arm, against, item").params(project.value(), evaluation).query((rs, i) -> row(
                        rs)).list();
    }

    List<Usage> usage(String evaluation) {
        return jdbc.sql(
                "select connection, model, sum(input_tokens), sum(output_tokens) from orchestrator.judge_verdict verdict"
                        + " join orchestrator.judge on judge.project = verdict.project and judge.digest = verdict.judge"
                        + " where evaluation = ? group by 1, 2 order by 1, 2").params(evaluation).query((rs,
                                i) -> new Usage(rs.getString(1), rs.getString(2), rs.getLong(3), rs.getLong(4))).list();
    }

    /** One example as people browse it, with the judge's words both ways round. */
    record Browsed(String item, String question, String answer, String other, String result, String bias,
            boolean steering, List<String> shownFirst, List<String> shownSecond) {}

    /** What the judge said, in order of the examples; what was decided without it is left out. */
    List<Browsed> browse(ProjectId project, String evaluation, String suite, String arm, String against, String after,
            int limit) {
        return jdbc.sql("""
                select bout.item, one.question, one.first_answer, one.second_answer, bout.result, bout.bias, bout.steering,
                    one.words, two.words
                from orchestrator.judge_bout bout
                join orchestrator.judge_verdict one on one.project = bout.project and one.judge = bout.judge
                    and one.pair = bout.shown_first
                join orchestrator.judge_verdict two on two.project = bout.project and two.judge = bout.judge
                    and two.pair = bout.shown_second
                where bout.project = ? and bout.evaluation = ? and bout.suite = ? and bout.arm = ? and bout.against = ?
                    and bout.item > ?
                order by bout.item limit ?""").params(project.value(), evaluation, suite, arm, against, after,
                limit).query((rs, i) -> new Browsed(rs.getString(1), rs.getString(2), rs.getString(3), rs.getString(4),
                        rs.getString(5), rs.getString(6), rs.getBoolean(7), words(rs.getString(8)), words(rs.getString(
                                9)))).list();
    }

    private static Row row(ResultSet rs) throws SQLException {
        String shownFirst = rs.getString("shown_first");
        return new Row(rs.getString("suite"), rs.getString("arm"), rs.getString("against"), rs.getString("item"),
                new Digest(rs.getString("judge")), shownFirst == null ? null : new Digest(shownFirst),
                Bout.Result.valueOf(rs.getString("result")), Bout.Bias.valueOf(rs.getString("bias")), rs.getBoolean(
                        "steering"));
    }

    private static @Nullable Verdict verdict(@Nullable String winner, String reason) {
        return winner == null ? null : new Verdict(Verdict.Winner.valueOf(winner), reason);
    }

    private static List<String> words(String json) {
        return List.of(JSON.readValue(json, String[].class));
    }

    private static String json(Object value) {
        return JSON.writeValueAsString(value).replace("\\u0000", "\\ufffd");
    }

    /** PostgreSQL keeps every character but this one. */
    private static String stored(String text) {
        return text.replace('\0', '\ufffd');
    }
}
