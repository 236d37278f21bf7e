package io.attune.orchestrator.catalog;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.Remark;
import io.attune.platform.Audit;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The catalogue's rows. A project's own win over those that are shipped; of each, the newest observation. Thread-safe. */
@Repository
public class Catalog {
    private static final ErrorCode ENDED = new ErrorCode("model-ended", ErrorKind.INVALID);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Shipped rows stand in no project. */
    private static final String SHIPPED = "";

    private final JdbcClient jdbc;
    private final Audit audit;
    private final InstantSource clock;

    Catalog(JdbcClient jdbc, Audit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** A row in force, and whether the project itself recorded it. */
    public record Entry(BaseModel model, boolean own) {}

    /** The rows in force for a project, by vendor and model. */
    public List<Entry> list(ProjectId project) {
        Map<String, Entry> inForce = new LinkedHashMap<>();
        jdbc.sql("""
                select project, content from orchestrator.catalog_model where project in ('', :project)
                order by vendor, model, (project = '') , observed_on desc, id desc""").param("project",
                project.value()).query((row, n) -> new Entry(JSON.readValue(row.getString("content"), BaseModel.class),
                        !row.getString("project").equals(SHIPPED))).list().forEach(
                                entry -> inForce.putIfAbsent(entry.model().vendor() + "\n" + entry.model().model(),
                                        entry));
        return inForce.values().stream().sorted(Comparator.comparing((
                Entry entry) -> entry.model().vendor()).thenComparing(
                        entry -> entry.model().model())).toList();
    }

    /** The row in force for a model, or for every model of its vendor, or empty. */
    public Optional<BaseModel> find(ProjectId project, String vendor, String model) {
        return new CatalogCheck(list(project).stream().map(Entry::model).toList(), today()).find(vendor, model);
    }

    /**
     * Ends what would spend money on a model that is known to be tuned no more, since a recipe may be older than its end.
     *
     * @throws PlatformException of code {@code model-ended}, naming the day and where it is known from
     */
    public void requireTrainable(ProjectId project, String vendor, String model) {
        find(project, vendor, model).filter(row -> !row.isTrainable(today()) || !row.isServed(today())).ifPresent(
                row -> {
                    throw new PlatformException(ENDED, "'" + model + "' at " + vendor + " is not tuned any more: "
                            + (row.isTrainable(today())
                                    ? "out of service since " + row.servingEnds()
                                    : row.methods().isEmpty() ? "it cannot be" : "ended " + row.trainingEnds())
                            + " (" + row.source() + ", " + row.observedOn() + ")",
                            "See which still are: attune catalog models. If you know better: attune catalog set "
                                    + vendor + " "
                                    + model);
                });
    }

    /** Everything that the catalogue has to say about a target, problems first. */
    public List<Remark> remarks(ProjectId project, TargetQuestion target) {
        return new CatalogCheck(list(project).stream().map(Entry::model).toList(), today()).remarks(target);
    }

    /**
     * Records what a project's operator knows. What is recorded already is not recorded again.
     *
     * @return how many rows are new
     * @throws io.attune.kernel.InvalidInputException with every problem, and then nothing has changed
     */
    @Transactional
    public int record(ProjectId project, String actor, List<BaseModel> rows) {
        Problems problems = new Problems();
        for (int i = 0; i < rows.size(); i++) {
            rows.get(i).check("/models/" + i, today(), problems);
        }
        problems.throwIfAny("The catalogue");
        int added = rows.stream().mapToInt(row -> add(project.value(), actor, row)).sum();
        if (added > 0) {
            audit.record(project, actor, "catalog.record", rows.size() == 1
                    ? rows.getFirst().vendor() + "/" + rows.getFirst().model()
                    : rows.size() + " models", Digest.of(rows.toString()));
        }
        return added;
    }

    /** Takes over the rows that this release ships, where they are new. */
    @EventListener(ContextRefreshedEvent.class)
    @Transactional
    public void takeOverShipped() {
        ShippedModels.rows().forEach(row -> add(SHIPPED, "attune", row));
    }

    private int add(String project, String actor, BaseModel row) {
        ObjectNode content = JSON.valueToTree(row);
        return jdbc.sql(
                """
                insert into orchestrator.catalog_model (project, vendor, model, observed_on, content, digest, recorded_by,
                    recorded_at)
                values (?, ?, ?, ?, cast(? as jsonb), ?, ?, ?) on conflict (project, vendor, model, digest) do nothing""").params(
                        project, row.vendor(), row.model(), row.observedOn(), JSON.writeValueAsString(content),
                        CanonicalJson.digest(content).toString(), actor, clock.instant().atOffset(
                                ZoneOffset.UTC)).update();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
