package io.attune.orchestrator.evaluation;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Currency;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

    /** What is known of items, by the way they were asked. A failure counts in the evaluation that met it alone. */
    Map<Asking, Map<Way, Served>> known(ProjectId project, Collection<Asking> askings, EvaluationId evaluation) {
        Map<Asking, Map<Way, Served>> known = new HashMap<>();
        jdbc.sql("select " + COLUMNS
                + " from orchestrator.evaluation_output where project = :project and (arm, item) in"
                + " (select * from unnest(cast(:arms as text[]), cast(:items as text[])))"
                + " and outcome is not null and (outcome <> 'FAILED' or evaluation = :evaluation)").param("project",
                        project.value()).param("arms", texts(askings, Asking::arm)).param("items", texts(askings,
                                Asking::item)).param("evaluation", evaluation.value()).query(rs -> {
                                    known.computeIfAbsent(new Asking(rs.getString("arm"), rs.getString("item")),
                                            asking -> new EnumMap<>(Way.class)).put(Way.valueOf(rs.getString(
                                                    "way").toUpperCase(Locale.ROOT)), served(rs));
                                });
        return known;
    }

    /** Who is asked what, by their digests. */
    record Asking(String arm, String item) {}

    /** A question that is about to be asked, and who pays for it. */
    record Intent(Key key, Payer payer) {}

    Begun begin(Key key, Payer payer) {
        return begin(List.of(new Intent(key, payer))).getFirst();
    }

    /**
     * Takes note that questions are about to be asked, unless somebody else is at one of them or it shall wait. No two are
     * the same.
     */
    List<Begun> begin(List<Intent> intents) {
        Instant now = clock.instant();
        Map<String, Integer> tries = new HashMap<>();
        jdbc.sql("""
                insert into orchestrator.evaluation_output as o (id, project, arm, item, way, evaluation, arm_name, suite,
                    tries, asked_at)
                select id, project, arm, item, way, evaluation, name, suite, 1, :now from unnest(cast(:ids as text[]),
                    cast(:projects as text[]), cast(:arms as text[]), cast(:items as text[]), cast(:ways as text[]),
                    cast(:evaluations as text[]), cast(:names as text[]), cast(:suites as text[])) as asked (id, project,
                    arm, item, way, evaluation, name, suite) order by id
                on conflict (id) do update set evaluation = excluded.evaluation, arm_name = excluded.arm_name,
                    suite = excluded.suite, asked_at = :now, outcome = null, retry_at = null,
                    tries = case when o.evaluation = excluded.evaluation then o.tries + 1 else 1 end
                where (o.outcome is null and (o.evaluation = excluded.evaluation or o.asked_at < :stale)
                    and (o.retry_at is null or o.retry_at <= :now))
                    or (o.outcome = 'FAILED' and o.evaluation <> excluded.evaluation)
                returning id, tries""").params(named(intents)).param("now", at(now)).param("stale", at(now.minus(
                ASKING_MAX))).query(rs -> {
                    tries.put(rs.getString(1), rs.getInt(2));
                });
        return intents.stream().<Begun>map(intent -> {
            Integer mine = tries.get(intent.key().id());
            return mine == null ? new Begun.Later(wait(intent.key(), now)) : new Begun.Yours(mine);
        }).toList();
    }

    private static Map<String, Object> named(List<Intent> intents) {
        Map<String, Object> named = new HashMap<>();
        named.put("ids", texts(intents, intent -> intent.key().id()));
        named.put("projects", texts(intents, intent -> intent.key().project().value()));
        named.put("arms", texts(intents, intent -> intent.key().arm()));
        named.put("items", texts(intents, intent -> intent.key().item()));
        named.put("ways", texts(intents, intent -> intent.key().way().toString()));
        named.put("evaluations", texts(intents, intent -> intent.payer().evaluation().value()));
        named.put("names", texts(intents, intent -> intent.payer().arm()));
        named.put("suites", texts(intents, intent -> intent.payer().suite()));
        return named;
    }

    private Duration wait(Key key, Instant now) {
        return jdbc.sql(
                "select retry_at from orchestrator.evaluation_output where id = ? and retry_at is not null").param(
                        key.id()).query((rs, i) -> Duration.between(now, rs.getTimestamp(
                                1).toInstant())).optional().filter(
                                        pause -> pause.isPositive()).orElse(Duration.ofSeconds(1));
    }

    /** What came of a question. */
    record Outcoming(Key key, Asked asked, @Nullable Money cost) {}

    /** Keeps what came of questions; an output that is there already stands. */
    List<Served> finish(List<Outcoming> given) {
        jdbc.sql("""
                update orchestrator.evaluation_output o set outcome = g.outcome, detail = g.detail, answer = g.answer,
                    prompt = cast(g.prompt as jsonb), served = cast(g.served as jsonb), finish_reason = g.reason,
                    latency_ms = g.latency, input_tokens = g.input, output_tokens = g.output, cost = cast(g.cost as numeric),
                    currency = g.currency, answered_at = :now, retry_at = null
                from unnest(cast(:ids as text[]), cast(:outcomes as text[]), cast(:details as text[]),
                    cast(:answers as text[]), cast(:prompts as text[]), cast(:served as text[]), cast(:reasons as text[]),
                    cast(:latencies as bigint[]), cast(:inputs as bigint[]), cast(:outputs as bigint[]),
                    cast(:costs as text[]), cast(:currencies as text[])) as g (id, outcome, detail, answer, prompt,
                    served, reason, latency, input, output, cost, currency)
                where o.id = g.id and o.outcome is null""").params(columns(given)).param("now", at(
                clock.instant())).update();
        return given.stream().map(one -> one.asked().served()).toList();
    }

    private static Map<String, Object> columns(List<Outcoming> given) {
        Map<String, Object> columns = new HashMap<>();
        columns.put("ids", texts(given, one -> one.key().id()));
        columns.put("outcomes", texts(given, one -> one.asked().served().outcome().name()));
        columns.put("details", texts(given, one -> clean(one.asked().detail())));
        columns.put("answers", texts(given, one -> clean(one.asked().served().text())));
        columns.put("prompts", texts(given, one -> json(one.asked().prompt())));
        columns.put("served", texts(given, one -> json(rest(one.asked().served()))));
        columns.put("reasons", texts(given, one -> clean(one.asked().finishReason())));
        columns.put("latencies", numbers(given, one -> one.asked().served().latency().toMillis()));
        columns.put("inputs", numbers(given, one -> one.asked().served().inputTokens()));
        columns.put("outputs", numbers(given, one -> one.asked().served().outputTokens()));
        columns.put("costs", given.stream().map(Outcoming::cost).map(cost -> cost == null
                ? null
                : cost.amount().toPlainString()).toArray(String[]::new));
        columns.put("currencies", given.stream().map(Outcoming::cost).map(cost -> cost == null
                ? null
                : cost.currency().getCurrencyCode()).toArray(String[]::new));
        return columns;
    }

    private static Rest rest(Served served) {
        return new Rest(served.toolCalls(), served.passages(), served.citations(), served.score());
    }

    private static <T> String[] texts(Collection<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    private static <T> Long[] numbers(Collection<T> all, Function<T, Long> number) {
        return all.stream().map(number).toArray(Long[]::new);
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
