package io.attune.dataset.withdraw;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.attune.dataset.suppress.KeyedHashes;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.platform.privacy.Holding;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Finds a subject in people's decisions, and takes what they say away. */
@Component
class DecisionRows {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final KeyedHashes hashes;
    private final InstantSource clock;

    DecisionRows(JdbcClient jdbc, KeyedHashes hashes, InstantSource clock) {
        this.jdbc = jdbc;
        this.hashes = hashes;
        this.clock = clock;
    }

    private record Row(long number, String dataset, String source, String key, String json) {}

    /** One place for each dataset whose book speaks of the subject. */
    List<Place> find(ProjectId project, Sought sought) {
        Map<String, List<Row>> found = new LinkedHashMap<>();
        Map<String, TreeSet<String>> why = new LinkedHashMap<>();
        for (Row row : rows(project)) {
            String reason = reason(sought, row);
            if (reason != null) {
                found.computeIfAbsent(row.dataset(), d -> new ArrayList<>()).add(row);
                why.computeIfAbsent(row.dataset(), d -> new TreeSet<>()).add(reason);
            }
        }
        return found.entrySet().stream().<Place>map(entry -> new Place.InBook(entry.getValue().stream().map(
                Row::number).toList(), new Holding("decision", "decisions of " + entry.getKey(),
                        "what people decided about records of dataset " + entry.getKey(), entry.getValue().size(),
                        String.join(", ", why.getOrDefault(entry.getKey(), new TreeSet<>()))),
                entry.getValue().stream().map(Row::json).toList())).toList();
    }

    private static @Nullable String reason(Sought sought, Row row) {
        JsonNode node = MAPPER.readTree(row.json());
        String byText = sought.inTree(node);
        if (byText != null) {
            return byText;
        }
        String named = sought.named(row.dataset(), row.source(), row.key());
        return named == null && sought.saysTheSame(new Digest(node.get("content").stringValue()))
                ? "about one of the records"
                : named;
    }

    private List<Row> rows(ProjectId project) {
        return jdbc.sql("""
                select id, dataset, source, record_key,
                       jsonb_build_object('source', source, 'key', record_key, 'content', content, 'ruling', ruling,
                           'author', author, 'comment', comment, 'at', decided_at)::text as json
                from dataset.decision where project = ? and withdrawn_at is null order by id""").param(
                project.value()).query((row, number) -> new Row(row.getLong("id"), row.getString("dataset"),
                        row.getString("source"), row.getString("record_key"), row.getString("json"))).list();
    }

    /** Leaves of each decision its number, its kind and its time. */
    void erase(ProjectId project, List<Long> numbers, Blanking blanking) {
        for (Row row : rows(project)) {
            if (numbers.contains(row.number())) {
                JsonNode node = MAPPER.readTree(row.json());
                ObjectNode ruling = MAPPER.createObjectNode().put("kind", node.at("/ruling/kind").asString(""));
                jdbc.sql("""
                        update dataset.decision set record_key = ?, content = ?, ruling = ?::jsonb, comment = '',
                               author = ?, withdrawn_at = ? where id = ? and withdrawn_at is null""").params(
                        hashes.recordName(project, row.source(), row.key()), "0".repeat(64), ruling.toString(),
                        blanking.text(node.get("author").stringValue()), clock.instant().atOffset(ZoneOffset.UTC),
                        row.number()).update();
            }
        }
    }
}
