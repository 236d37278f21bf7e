package io.attune.orchestrator.evaluation;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.evaluation.measure.Item;
import io.attune.orchestrator.recipe.Recipe.Measure;
import io.attune.orchestrator.run.Run;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Evaluations and what each example measured in them. */
@Repository
class EvaluationStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<Map<String, Double>> MEASURES = new TypeReference<>() {
    };
    private static final TypeReference<Map<String, String>> ATTRIBUTES = new TypeReference<>() {
    };
    private static final Map<String, Measure> BY_NAME = new TreeMap<>();
    static {
        for (Measure measure : Measure.values()) {
            BY_NAME.put(measure.toString(), measure);
        }
    }

    private final JdbcClient jdbc;
    private final InstantSource clock;

    EvaluationStore(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One example's measures. */
    record Row(String arm, String suite, String item, Map<Measure, Double> measures) {}

    /** An example that is still to be measured on an arm. */
    record Pending(String arm, String suite, Item item, String armDigest, String digest) {}

    /** An example as people browse it. */
    record Shown(String arm, String suite, Item item, String armDigest, String digest, @Nullable String outcome,
            Map<String, Double> measures) {}

    /** The place of an example in an evaluation. */
    record Place(String arm, String suite, String item) {
        static final Place START = new Place("", "", "");

        /** As callers carry it. */
        String write() {
            return Base64.getUrlEncoder().withoutPadding().encodeToString((arm + "\n" + suite + "\n" + item).getBytes(
                    StandardCharsets.UTF_8));
        }

        static Place parse(@Nullable String cursor) {
            if (cursor == null) {
                return START;
            }
            try {
                List<String> parts = List.of(new String(Base64.getUrlDecoder().decode(cursor),
                        StandardCharsets.UTF_8).split("\n", 3));
                return new Place(parts.get(0), parts.get(1), parts.get(2));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new PlatformException(ErrorCode.INVALID_INPUT, "'" + cursor + "' is no cursor of these results",
                        "Give the nextCursor of an earlier page.", e);
            }
        }
    }

    /** How far an evaluation has come. */
    record Count(long done, long total) {}

    /** Makes the evaluation of a run, unless it is there. */
    EvaluationId ofRun(Run run) {
        EvaluationId id = EvaluationId.of(run.id());
        jdbc.sql("insert into orchestrator.evaluation (id, project, run, subject, state, started_by, idempotency_key,"
                + " due_at, created_at, updated_at) values (:id, :project, :run, :subject, 'RUNNING', :by, :key, :now,"
                + " :now, :now) on conflict do nothing").param("id", id.value()).param("project",
                        run.project().value()).param("run", run.id().value()).param("subject", run.recipe()).param(
                                "by", run.startedBy()).param("key", "of " + run.id()).param("now", now()).update();
        return id;
    }

    /** The arms as they were made concrete, by name. */
    Map<String, EvaluatedArm> arms(EvaluationId evaluation) {
        Map<String, EvaluatedArm> arms = new TreeMap<>();
        jdbc.sql("select arms from orchestrator.evaluation where id = ?").param(evaluation.value()).query((rs,
                i) -> List.of(
                        JSON.readValue(rs.getString(1), EvaluatedArm[].class))).optional().ifPresent(
                                list -> list.forEach(
                                        arm -> arms.put(arm.name(), arm)));
        return arms;
    }

    void keepArms(EvaluationId evaluation, Collection<EvaluatedArm> arms) {
        jdbc.sql("update orchestrator.evaluation set arms = cast(? as jsonb), updated_at = ? where id = ?").params(
                JSON.writeValueAsString(arms), now(), evaluation.value()).update();
    }

    /** The arms and suites whose examples all stand here. */
    Set<String> planned(EvaluationId evaluation) {
        return Set.copyOf(jdbc.sql("select unnest(planned) from orchestrator.evaluation where id = ?").param(
                evaluation.value()).query(String.class).list());
    }

    static String plan(String arm, String suite) {
        return arm + "\n" + suite;
    }

    void setPlanned(EvaluationId evaluation, String plan) {
        jdbc.sql("update orchestrator.evaluation set planned = array_append(planned, :plan), updated_at = :now where"
                + " id = :id and not (:plan = any(planned))").param("plan", plan).param("now", now()).param("id",
                        evaluation.value()).update();
    }

    /** Adds examples that are to be measured on an arm; those that stand here already stay as they are. */
    @Transactional
    public void add(EvaluationId evaluation, ProjectId project, String arm, String armDigest, String suite,
            List<Item> items) {
        int size = items.size();
        String[] ids = new String[size];
        String[] digests = new String[size];
        String[] contents = new String[size];
        String[] attributes = new String[size];
        for (int i = 0; i < size; i++) {
            Item item = items.get(i);
            ids[i] = item.id();
            digests[i] = digest(item);
            contents[i] = json(item);
            attributes[i] = json(item.attributes());
        }
        jdbc.sql(
                "insert into orchestrator.evaluation_item (project, digest, content) select distinct on (d) :project, d,"
                        + " cast(c as jsonb) from unnest(cast(:digests as text[]), cast(:contents as text[])) as given (d, c)"
                        // what was forgotten is known again when somebody still may ask it
                        + " order by d on conflict (project, digest) do update set content = excluded.content where"
                        + " evaluation_item.content ->> 'question' = '' and evaluation_item.content ->> 'reference' = ''"
                        + " and evaluation_item.content <> excluded.content").param("project", project.value()).param(
                                "digests",
                                digests).param(
                                        "contents", contents).update();
        jdbc.sql(
                "insert into orchestrator.evaluation_result (evaluation, arm, suite, item, project, arm_digest, digest,"
                        + " attributes) select :evaluation, :arm, :suite, i, :project, :armDigest, d, cast(a as jsonb) from"
                        + " unnest(cast(:ids as text[]), cast(:digests as text[]), cast(:attributes as text[])) as given (i, d, a)"
                        + " on conflict do nothing").param("evaluation", evaluation.value()).param("arm", arm).param(
                                "suite",
                                suite).param("project", project.value()).param("armDigest", armDigest).param("ids",
                                        ids).param(
                                                "digests", digests).param("attributes", attributes).update();
    }

    /** Of all that an answer depends on, and of nothing else. */
    private static String digest(Item item) {
        Map<String, Object> parts = new TreeMap<>(Map.of("before", item.before(), "question", item.question(),
                "reference", item.reference()));
        if (!item.tools().isEmpty()) {
            parts.put("tools", item.tools());
        }
        return CanonicalJson.digest(parts).hex();
    }

    /** Examples that are not measured yet, in their order, after a place. */
    List<Pending> pending(EvaluationId evaluation, Collection<String> arms, Collection<String> suites, Place after,
            int limit) {
        return jdbc.sql("select r.arm, r.suite, r.item, i.content, r.arm_digest, r.digest, r.attributes from"
                + " orchestrator.evaluation_result r join orchestrator.evaluation_item i on i.project = r.project"
                + " and i.digest = r.digest where r.evaluation = :evaluation and r.measures is null and r.arm = any(cast(:arms as text[]))"
                + " and r.suite = any(cast(:suites as text[])) and (r.arm, r.suite, r.item) > (:arm, :suite, :item)"
                + " order by r.arm, r.suite, r.item limit :limit").param("evaluation", evaluation.value()).param("arms",
                        arms.toArray(String[]::new)).param("suites", suites.toArray(String[]::new)).param("arm",
                                after.arm()).param("suite", after.suite()).param("item", after.item()).param("limit",
                                        limit).query((rs, i) -> pending(rs)).list();
    }

    private static Pending pending(ResultSet rs) throws SQLException {
        return new Pending(rs.getString("arm"), rs.getString("suite"), item(rs), rs.getString("arm_digest"),
                rs.getString("digest"));
    }

    /** The same content may stand under other names and attributes elsewhere. */
    private static Item item(ResultSet rs) throws SQLException {
        Item item = JSON.readValue(rs.getString("content"), Item.class);
        return new Item(rs.getString("item"), item.before(), item.question(), item.reference(), JSON.readValue(
                rs.getString("attributes"), ATTRIBUTES), item.tools());
    }

    /** Examples for people, after a place. */
    List<Shown> browse(EvaluationId evaluation, EvaluatedAnswers.Filter filter, Place after, int limit) {
        String slice = filter.slice();
        int equals = slice == null ? -1 : slice.indexOf('=');
        return jdbc.sql("select r.arm, r.suite, r.item, i.content, r.arm_digest, r.digest, r.attributes, r.outcome,"
                + " r.measures from orchestrator.evaluation_result r join orchestrator.evaluation_item i"
                + " on i.project = r.project and i.digest = r.digest where r.evaluation = :evaluation"
                + " and (cast(:wantedArm as text) is null or r.arm = :wantedArm)"
                + " and (cast(:wantedSuite as text) is null or r.suite = :wantedSuite)"
                + " and (cast(:outcome as text) is null or r.outcome = :outcome)"
                + " and (cast(:name as text) is null or r.attributes ->> :name = :value)"
                + " and (r.arm, r.suite, r.item) > (:arm, :suite, :item) order by r.arm, r.suite, r.item"
                + " limit :limit").param("evaluation", evaluation.value()).param("wantedArm", filter.arm()).param(
                        "wantedSuite", filter.suite()).param("outcome", filter.outcome()).param("name",
                                slice == null || equals < 0 ? slice : slice.substring(0, equals)).param("value",
                                        slice == null ? null : slice.substring(equals + 1)).param("arm",
                                                after.arm()).param("suite", after.suite()).param("item",
                                                        after.item()).param("limit", limit).query((rs,
                                                                i) -> shown(rs)).list();
    }

    private static Shown shown(ResultSet rs) throws SQLException {
        String measures = rs.getString("measures");
        return new Shown(rs.getString("arm"), rs.getString("suite"), item(rs), rs.getString("arm_digest"), rs.getString(
                "digest"), rs.getString("outcome"), measures == null ? Map.of() : JSON.readValue(measures, MEASURES));
    }

    /** What an example measured in an evaluation. */
    record Measured(EvaluationId evaluation, Pending example, String outcome, Map<Measure, Double> measures) {
        private String named() {
            Map<String, Double> named = new TreeMap<>();
            measures.forEach((measure, value) -> named.put(measure.toString(), value));
            return json(named);
        }
    }

    /** Keeps what examples measured, once. */
    List<Measured> measured(List<Measured> all) {
        jdbc.sql("""
                update orchestrator.evaluation_result r set outcome = g.outcome, measures = cast(g.measures as jsonb)
                from unnest(cast(:evaluations as text[]), cast(:arms as text[]), cast(:suites as text[]),
                    cast(:items as text[]), cast(:outcomes as text[]), cast(:measures as text[])) as g (evaluation, arm,
                    suite, item, outcome, measures)
                where r.evaluation = g.evaluation and r.arm = g.arm and r.suite = g.suite and r.item = g.item
                    and r.measures is null""").params(columns(all)).update();
        return all;
    }

    private static Map<String, Object> columns(List<Measured> all) {
        return Map.of("evaluations", texts(all, one -> one.evaluation().value()), "arms", texts(all,
                one -> one.example().arm()), "suites", texts(all, one -> one.example().suite()), "items", texts(all,
                        one -> one.example().item().id()), "outcomes", texts(all, Measured::outcome), "measures",
                texts(all, Measured::named));
    }

    private static <T> String[] texts(Collection<T> all, Function<T, String> text) {
        return all.stream().map(text).toArray(String[]::new);
    }

    Count count(EvaluationId evaluation, Collection<String> arms, Collection<String> suites) {
        return jdbc.sql("select count(measures), count(*) from orchestrator.evaluation_result where evaluation = ?"
                + " and arm = any(cast(? as text[])) and suite = any(cast(? as text[]))").params(evaluation.value(),
                        arms.toArray(String[]::new),
                        suites.toArray(String[]::new)).query((rs, i) -> new Count(rs.getLong(1), rs.getLong(
                                2))).single();
    }

    /** Whether an example is still to be measured on some arm. */
    boolean isOpen(EvaluationId evaluation, Collection<String> arms) {
        return jdbc.sql("select exists (select 1 from orchestrator.evaluation_result r where r.evaluation = ? and"
                + " r.measures is null and r.arm = any(cast(? as text[])))").params(evaluation.value(), arms.toArray(
                        String[]::new)).query(Boolean.class).single();
    }

    Count count(EvaluationId evaluation) {
        return jdbc.sql(
                "select count(measures), count(*) from orchestrator.evaluation_result where evaluation = ?").param(
                        evaluation.value()).query((rs, i) -> new Count(rs.getLong(1), rs.getLong(2))).single();
    }

    /** How many examples had each outcome, by its name. */
    Map<String, Long> outcomes(EvaluationId evaluation) {
        Map<String, Long> outcomes = new TreeMap<>();
        jdbc.sql(
                "select outcome, count(*) from orchestrator.evaluation_result where evaluation = ? and outcome is not null"
                        + " group by 1").param(evaluation.value()).query(row -> {
                            outcomes.put(row.getString(1), row.getLong(2));
                        });
        return outcomes;
    }

    /** An example on two arms. */
    record ShownPair(Shown base, Shown head) {}

    /** Examples that both sides measured, after a place. */
    List<ShownPair> pairs(EvaluatedAnswers.Side base, EvaluatedAnswers.Side head, @Nullable String suite,
            boolean changedOnly, Place after, int limit) {
        return jdbc.sql("select b.arm, b.suite, b.item, i.content, b.arm_digest, b.digest, b.attributes, b.outcome,"
                + " b.measures, h.arm as head_arm, h.arm_digest as head_digest, h.digest as head_item, h.outcome as"
                + " head_outcome, h.measures as head_measures from orchestrator.evaluation_result b join"
                + " orchestrator.evaluation_result h on h.suite = b.suite and h.item = b.item join"
                + " orchestrator.evaluation_item i on i.project = b.project and i.digest = b.digest"
                + " where b.evaluation = :base and b.arm = :baseArm and h.evaluation = :head and h.arm = :headArm"
                + " and b.measures is not null and h.measures is not null"
                + " and (cast(:wanted as text) is null or b.suite = :wanted)"
                + " and (not :changed or b.measures <> h.measures) and (b.suite, b.item) > (:suite, :item)"
                + " order by b.suite, b.item limit :limit").param("base", base.evaluation().value()).param("baseArm",
                        base.arm()).param("head", head.evaluation().value()).param("headArm", head.arm()).param(
                                "wanted", suite).param("changed", changedOnly).param("suite", after.suite()).param(
                                        "item", after.item()).param("limit", limit).query((rs, i) -> pair(rs)).list();
    }

    private static ShownPair pair(ResultSet rs) throws SQLException {
        Shown base = shown(rs);
        return new ShownPair(base, new Shown(rs.getString("head_arm"), base.suite(), base.item(), rs.getString(
                "head_digest"), rs.getString("head_item"), rs.getString("head_outcome"), JSON.readValue(rs.getString(
                        "head_measures"), MEASURES)));
    }

    /** Everything that was measured, in the order of the examples. */
    List<Row> rows(EvaluationId evaluation) {
        return jdbc.sql("select arm, suite, item, measures from orchestrator.evaluation_result where evaluation = ?"
                + " and measures is not null").param(evaluation.value()).query((rs, i) -> new Row(rs.getString(1),
                        rs.getString(2), rs.getString(3), measures(rs.getString(4)))).list().stream().sorted(
                                Comparator.comparing(Row::item)).toList();
    }

    /** The attributes of the examples that were measured, by the examples' ids. */
    Map<String, Map<String, String>> attributes(EvaluationId evaluation) {
        Map<String, Map<String, String>> attributes = new HashMap<>();
        jdbc.sql("select distinct on (item) item, attributes from orchestrator.evaluation_result where evaluation = ?"
                + " and attributes <> '{}' order by item, suite, arm").param(evaluation.value()).query(row -> {
                    attributes.put(row.getString(1), JSON.readValue(row.getString(2), ATTRIBUTES));
                });
        return attributes;
    }

    private static Map<Measure, Double> measures(String json) {
        EnumMap<Measure, Double> result = new EnumMap<>(Measure.class);
        JSON.readValue(json, MEASURES).forEach((name, value) -> Optional.ofNullable(BY_NAME.get(name)).ifPresent(
                measure -> result.put(measure, value)));
        return result;
    }

    private static String json(Object value) {
        return JSON.writeValueAsString(value).replace("\\u0000", "\\ufffd");
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
