package io.attune.orchestrator.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.kernel.UuidV7;
import io.attune.orchestrator.recipe.Targets;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The groups' rows, and the next run of a group that tries one target after the other. Thread-safe. */
@Repository
public class RunGroups {
    private final JdbcClient jdbc;
    private final RunStore store;
    private final UuidV7 ids;
    private final InstantSource clock;

    RunGroups(JdbcClient jdbc, RunStore store, UuidV7 ids, InstantSource clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.ids = ids;
        this.clock = clock;
    }

    void add(RunGroup group) {
        jdbc.sql("insert into orchestrator.run_group (id, project, recipe, recipe_version, choose, targets, curation,"
                + " started_by, priority, created_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)").params(group.id().value(),
                        group.project().value(), group.recipe(), group.recipeVersion(), group.choose().name(),
                        group.targets().toArray(String[]::new), group.curation(), group.startedBy(),
                        group.priority(),
                        clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** The group of a run; empty for one that stands alone. */
    public Optional<RunGroup> of(Run run) {
        return run.facts().find(Fact.Aim.class).flatMap(aim -> find(run.project(), aim.group()));
    }

    private Optional<RunGroup> find(ProjectId project, RunGroupId id) {
        return jdbc.sql("select id, project, recipe, recipe_version, choose, targets, curation, started_by, priority"
                + " from orchestrator.run_group where project = ? and id = ?").params(project.value(),
                        id.value()).query(RunGroups::group).optional();
    }

    /** The runs of a group so far, in the order of its targets. */
    public List<Run> runs(RunGroup group) {
        return store.inGroup(group.project(), group.id()).stream().sorted(Comparator.comparingInt(
                run -> run.facts().get(Fact.Aim.class).place())).toList();
    }

    /**
     * Adds the run of the next target where targets are tried one after the other and this one could not be trained.
     * Repeated it does nothing.
     *
     * @param ended a run that is about to end
     */
    public void addNext(Run ended) {
        Optional<Fact.Aim> aim = ended.facts().find(Fact.Aim.class).filter(it -> mayNext(ended));
        of(ended).filter(group -> group.choose() == Targets.Choose.FIRST).ifPresent(group -> aim.ifPresent(last -> {
            int place = last.place() + 1;
            if (place < group.targets().size()) {
                add(group, place, last.force());
            }
        }));
    }

    /**
     * What goes wrong before a provider is looked at, goes wrong for every target; and a job that is lost may still be paid, so
     * a person looks first.
     */
    private static boolean mayNext(Run ended) {
        boolean failed = ended.facts().find(Fact.Outcome.class).filter(
                outcome -> outcome.end() == RunState.FAILED).isPresent();
        return failed && ended.facts().find(Fact.Failure.class).filter(
                failure -> failure.during() != RunState.CURATING && failure.during() != RunState.PAIRING
                        && !failure.code().equals(RunMachine.JOB_LOST)).isPresent();
    }

    /** Adds the run of a place, unless it is there. */
    Run add(RunGroup group, int place, boolean force) {
        return store.add(new NewRun(RunId.of(ids.next()), group, place, group.key(place), RunState.CURATING,
                Facts.NONE.with(new Fact.Aim(group.id(), group.targets().get(place), place, force, null))));
    }

    private static RunGroup group(ResultSet row, int number) throws SQLException {
        return new RunGroup(new RunGroupId(row.getString("id")), new ProjectId(row.getString("project")),
                row.getString("recipe"), row.getInt("recipe_version"), Targets.Choose.valueOf(row.getString(
                        "choose")), List.of((String[]) row.getArray("targets").getArray()), row.getString("curation"),
                row.getString("started_by"), row.getInt("priority"));
    }
}
