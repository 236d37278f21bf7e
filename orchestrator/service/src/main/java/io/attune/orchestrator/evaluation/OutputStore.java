package io.attune.orchestrator.evaluation;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.measure.Served;
import io.attune.orchestrator.evaluation.measure.Served.Outcome;
import io.attune.provider.ChatMessage;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What arms gave, kept for good. An output is found by what it depends on, so nothing is asked and paid for twice. */
@Repository
class OutputStore {
    private static final JsonMapper JSON = JsonMapper.builder().disable(
            DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
            DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    /** After this long nobody of another evaluation waits for an answer any more. */
    private static final Duration ASKING_MAX = Duration.ofMinutes(3);
    private static final String COLUMNS = "id, arm, item, way, outcome, tries, detail, prompt, answer, served,"
            + " finish_reason, latency_ms, input_tokens, output_tokens, cost, currency, answered_at";

    private final JdbcClient jdbc;
    private final InstantSource clock;

    OutputStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * What an output depends on.
     *
     * @param arm an arm's digest
     * @param item the digest of what is asked
     */
    record Key(ProjectId project, String arm, String item, Way way) {

        /** Names the output, and the question to providers. */
        String id() {
            return "out_" + Digest.of(project + "\n" + arm + "\n" + item + "\n" + way).hex().substring(0, 32);
        }
    }

    /** Who pays. */
    record Payer(EvaluationId evaluation, String arm, String suite) {}

    /** Whether a question may be asked now. */
    sealed interface Begun {
        /** It may; it is the so-manieth try. */
        record Yours(int tries) implements Begun {}

        /** Not before then. */
        record Later(Duration pause) implements Begun {}
    }

    /** An output, for people. */
    record Kept(String id, String arm, String item, String way, @Nullable Outcome outcome, int tries, String detail,
            List<ChatMessage> prompt, Served served, String finishReason) {}

    private record Rest(@Nullable List<Served.ToolCall> toolCalls, @Nullable List<Served.Passage> passages,
            @Nullable List<Served.Citation> citations, Served.@Nullable Score score) {}

    /** What is known of an item, by the way it was asked. A failure counts in the evaluation that met it alone. */
    Map<Way, Served> known(ProjectId project, String arm, String item, EvaluationId evaluation) {
        Map<Way, Served> known = new EnumMap<>(Way.class);
        jdbc.sql("select " + COLUMNS + " from orchestrator.evaluation_output where project = ? and arm = ? and item = ?"
                + " and outcome is not null and (outcome <> 'FAILED' or evaluation = ?)").params(project.value(), arm,
                        item, evaluation.value()).query((rs, i) -> known.put(Way.valueOf(rs.getString(
                                "way").toUpperCase(
                                        Locale.ROOT)), served(rs))).list();
        return known;
    }

    /** Takes note that a question is about to be asked, unless somebody else is at it or it shall wait. */
    Begun begin(Key key, Payer payer) {
        Instant now = clock.instant();
        List<Integer> tries = jdbc.sql("""
                insert into orchestrator.evaluation_output as o (id, project, arm, item, way, evaluation, arm_name, suite,
                    tries, asked_at) values (:id, :project, :arm, :item, :way, :evaluation, :name, :suite, 1, :now)
                on conflict (id) do update set evaluation = :evaluation, arm_name = :name, suite = :suite, asked_at = :now,
                    outcome = null, retry_at = null, tries = case when o.evaluation = :evaluation then o.tries + 1 else 1 end
                where (o.outcome is null and (o.evaluation = :evaluation or o.asked_at < :stale)
                    and (o.retry_at is null or o.retry_at <= :now)) or (o.outcome = 'FAILED' and o.evaluation <> :evaluation)
                returning tries""").param("id", key.id()).param("project", key.project().value()).param("arm",
                key.arm()).param("item", key.item()).param("way", key.way().toString()).param("evaluation",
                        payer.evaluation().value()).param("name", payer.arm()).param("suite", payer.suite()).param(
                                "now", at(now)).param("stale", at(now.minus(ASKING_MAX))).query(
                                        (rs,
                                                i) -> rs.getInt(1)).list();
        return tries.isEmpty() ? new Begun.Later(wait(key, now)) : new Begun.Yours(tries.getFirst());
    }

    private Duration wait(Key key, Instant now) {
        return jdbc.sql(
                "select retry_at from orchestrator.evaluation_output where id = ? and retry_at is not null").param(
                        key.id()).query((rs, i) -> Duration.between(now, rs.getTimestamp(
                                1).toInstant())).optional().filter(
                                        pause -> pause.isPositive()).orElse(Duration.ofSeconds(1));
    }

    /** Keeps what came of it; an output that is there already stands. */
    void finish(Key key, Asked asked, @Nullable Money cost) {
        Served served = asked.served();
        jdbc.sql("""
                update orchestrator.evaluation_output set outcome = :outcome, detail = :detail, answer = :answer,
                    prompt = cast(:prompt as jsonb), served = cast(:served as jsonb), finish_reason = :reason,
                    latency_ms = :latency, input_tokens = :input, output_tokens = :output, cost = :cost,
                    currency = :currency, answered_at = :now, retry_at = null
                where id = :id and outcome is null""").param("outcome", served.outcome().name()).param("detail",
                clean(asked.detail())).param("answer", clean(served.text())).param("prompt", json(
                        asked.prompt())).param(
                                "served", json(new Rest(served.toolCalls(), served.passages(), served.citations(),
                                        served.score()))).param("reason", asked.finishReason()).param("latency",
                                                served.latency().toMillis()).param("input", served.inputTokens()).param(
                                                        "output", served.outputTokens()).param("cost", cost == null
                                                                ? null
                                                                : cost.amount()).param("currency", cost == null
                                                                        ? null
                                                                        : cost.currency().getCurrencyCode()).param(
                                                                                "now", at(
                                                                                        clock.instant())).param("id",
                                                                                                key.id()).update();
    }

    /** Takes note of a fault after which the question is asked again, but not before some time. */
    void putOff(Key key, String detail, Duration wait) {
        jdbc.sql(
                "update orchestrator.evaluation_output set detail = ?, retry_at = ? where id = ? and outcome is null").params(
                        clean(detail), at(clock.instant().plus(wait)), key.id()).update();
    }

    Optional<Kept> find(ProjectId project, String id) {
        return jdbc.sql("select " + COLUMNS
                + " from orchestrator.evaluation_output where project = ? and id = ?").params(
                        project.value(), id).query((rs, i) -> kept(rs)).optional();
    }

    /** The outputs of an item in every way, in the order of the ways' names. */
    List<Kept> of(ProjectId project, String arm, String item) {
        return jdbc.sql("select " + COLUMNS + " from orchestrator.evaluation_output where project = ? and arm = ?"
                + " and item = ? order by way").params(project.value(), arm, item).query((rs, i) -> kept(rs)).list();
    }

    /** What an evaluation paid for, by arm and suite. */
    List<Usage> usage(EvaluationId evaluation) {
        return jdbc.sql("select arm_name, suite, sum(input_tokens), sum(output_tokens) from"
                + " orchestrator.evaluation_output where evaluation = ? group by 1, 2 order by 1, 2").param(
                        evaluation.value()).query((rs, i) -> new Usage(rs.getString(1), rs.getString(2), rs.getLong(3),
                                rs.getLong(4))).list();
    }

    /** Tokens that providers billed. */
    record Usage(String arm, String suite, long inputTokens, long outputTokens) {}

    private static Kept kept(ResultSet rs) throws SQLException {
        String outcome = rs.getString("outcome");
        return new Kept(rs.getString("id"), rs.getString("arm"), rs.getString("item"), rs.getString("way"),
                outcome == null
                        ? null
                        : Outcome.valueOf(outcome), rs.getInt("tries"), rs.getString("detail"), List.of(JSON.readValue(
                                rs.getString("prompt"), ChatMessage[].class)), served(rs), rs.getString(
                                        "finish_reason"));
    }

    private static Served served(ResultSet rs) throws SQLException {
        Rest rest = JSON.readValue(rs.getString("served"), Rest.class);
        String outcome = rs.getString("outcome");
        BigDecimal cost = rs.getBigDecimal("cost");
        return new Served(outcome == null ? Outcome.FAILED : Outcome.valueOf(outcome), rs.getString("answer"), orNone(
                rest.toolCalls()), orNone(rest.passages()), orNone(rest.citations()), rest.score(), Duration.ofMillis(
                        rs.getLong("latency_ms")), rs.getLong("input_tokens"), rs.getLong("output_tokens"), cost == null
                                ? null
                                : new Money(cost, Currency.getInstance(rs.getString("currency"))));
    }

    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    private static String json(Object value) {
        return JSON.writeValueAsString(value).replace("\\u0000", "\\ufffd");
    }

    /** PostgreSQL's texts hold no zero character, whatever a model says. */
    private static String clean(String text) {
        return text.replace('\0', '\ufffd');
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
