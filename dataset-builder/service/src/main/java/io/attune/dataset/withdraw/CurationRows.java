package io.attune.dataset.withdraw;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.pipeline.plan.Origin;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.platform.ObjectKey;
import io.attune.platform.privacy.Holding;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a withdrawal needs to know of curations, and does to them. */
@Component
class CurationRows {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final InstantSource clock;

    CurationRows(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A curation.
     *
     * @param cleared whether it has ended and left no working objects
     * @param texts its problems and troubles
     * @param files it was found to read
     */
    record Row(String key, String dataset, boolean running, boolean cleared, JsonNode request, JsonNode texts,
            List<Read> files) {

        /** The folder of its working objects, below the project. */
        String folder() {
            return "datasets/.work/" + Digest.of(key).hex().substring(0, 32);
        }

        /** Which of its sources read which file: of those sent along what they name, and what they were found to read. */
        List<FileUse> uses(ProjectId project) {
            Map<String, SourceSpec.OfFile> readable = new HashMap<>();
            readable().forEach(source -> readable.put(source.name(), source));
            List<FileUse> uses = new ArrayList<>();
            for (Map.Entry<String, JsonNode> sent : request.path("files").properties()) {
                ObjectKey object = new ObjectKey(project, sent.getValue().asString(""));
                readable.values().stream().filter(source -> reads(source, sent.getKey())).forEach(
                        source -> uses.add(new FileUse(object, dataset, sent.getKey(), source)));
                if (readable.isEmpty()) {
                    uses.add(new FileUse(object, dataset, sent.getKey(), null));
                }
            }
            files.forEach(file -> uses.add(new FileUse(new ObjectKey(project, file.object()), dataset, file.name(),
                    readable.get(file.source()))));
            return uses;
        }

        private static boolean reads(SourceSpec.OfFile source, String sent) {
            return switch (source.origin()) {
                case Origin.Beside beside -> beside.path().equals(sent);
                case Origin.Folder folder -> folder.paths().matches(sent);
                case Origin.Upload _,Origin.S3 _,Origin.Web _,Origin.Database _ -> false;
            };
        }

        /** None when the plan is of a form that is not known any more. */
        private List<SourceSpec.OfFile> readable() {
            try {
                Map<String, Object> plan = MAPPER.convertValue(request.path("plan"), new TypeReference<>() {
                });
                return CurationPlan.ofMap(plan).sources().stream().filter(SourceSpec.OfFile.class::isInstance).map(
                        SourceSpec.OfFile.class::cast).toList();
            } catch (InvalidInputException e) {
                return List.of();
            }
        }
    }

    /** A file that a source reads. */
    record Read(String source, String name, String object) {}

    /**
     * @param name of the file in its records' keys
     * @param source how its records are read, or null when that is not known
     */
    record FileUse(ObjectKey file, String dataset, String name, SourceSpec.@Nullable OfFile source) {}

    List<Row> all(ProjectId project) {
        Map<String, List<Read>> files = new HashMap<>();
        jdbc.sql(
                "select key, source, name, object from dataset.curation_file where project = ? order by key, number").param(
                        project.value()).query(row -> {
                            files.computeIfAbsent(row.getString("key"), key -> new ArrayList<>()).add(new Read(
                                    row.getString(
                                            "source"), row.getString("name"), row.getString("object")));
                        });
        return jdbc.sql("""
                select key, dataset, state = 'RUNNING' as running, cleared, request::text as request,
                       jsonb_build_array(problems, trouble)::text as texts
                from dataset.curation where project = ? order by created_at, key""").param(project.value()).query(
                (row, number) -> new Row(row.getString("key"), row.getString("dataset"), row.getBoolean("running"),
                        row.getBoolean("cleared"), MAPPER.readTree(row.getString("request")), MAPPER.readTree(
                                row.getString("texts")), files.getOrDefault(row.getString("key"),
                                        List.of()))).list();
    }

    /** What a row itself says of the subject, or null. */
    @Nullable
    Place find(Sought sought, Row row) {
        List<String> items = new ArrayList<>();
        String why = null;
        for (JsonNode part : List.of(row.request(), row.texts(), MAPPER.valueToTree(row.files().stream().map(
                Read::name).toList()))) {
            String found = sought.inTree(part);
            if (found != null) {
                why = found;
                items.add(MAPPER.writeValueAsString(part));
            }
        }
        return why == null
                ? null
                : new Place.InRequest(row.key(), new Holding("curation", new Blanking(sought).text(row.key()),
                        "the request or the problems of a curation of dataset " + row.dataset(), items.size(), why),
                        items);
    }

    /** Ends a running curation; its working objects are gone once it is cleared. */
    void end(ProjectId project, String key) {
        Problem problem = new Problem("/sources", "a source holds data that was withdrawn while the dataset was made",
                "Take that data out of the file, send it again, and start a new run.");
        jdbc.sql("""
                update dataset.curation set state = 'FAILED', cleared = false, problems = ?::jsonb, not_before = ?,
                       updated_at = ?
                where project = ? and key = ? and state = 'RUNNING'""").params(MAPPER.writeValueAsString(List.of(
                problem)), now(), now(), project.value(), key).update();
    }

    /** Takes the subject out of the row of a curation that has ended. */
    void blank(ProjectId project, Row row, Blanking blanking) {
        row.files().stream().map(Read::name).distinct().filter(name -> !blanking.text(name).equals(name)).forEach(
                name -> jdbc.sql(
                        "update dataset.curation_file set name = ? where project = ? and key = ? and name = ?").params(
                                Blanking.BLANK, project.value(), row.key(), name).update());
        ObjectNode request = (ObjectNode) blanking.tree(row.request());
        JsonNode texts = blanking.tree(row.texts());
        jdbc.sql("""
                update dataset.curation set request = ?::jsonb, problems = ?::jsonb, trouble = ?, updated_at = ?
                where project = ? and key = ? and state <> 'RUNNING'""").param(request.toString()).param(
                texts.get(0).isNull() ? null : texts.get(0).toString()).param(texts.get(1).isNull()
                        ? null
                        : texts.get(1).stringValue()).param(now()).param(project.value()).param(row.key()).update();
    }

    private Object now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
