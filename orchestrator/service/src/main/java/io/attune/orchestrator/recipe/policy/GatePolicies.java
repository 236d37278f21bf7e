package io.attune.orchestrator.recipe.policy;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.GateFloors;
import io.attune.orchestrator.recipe.GatePolicy;
import io.attune.orchestrator.recipe.GatePolicyText;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.SuiteChecks;
import io.attune.platform.Audit;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The policies of the projects, with all their versions. Thread-safe. */
@Repository
public class GatePolicies implements GateFloors {
    private static final ErrorCode CHANGED = new ErrorCode("policy-changed", ErrorKind.PRECONDITION);
    private static final Stored NOTHING = new Stored(GatePolicy.NONE, 0, GatePolicyText.digest(GatePolicy.NONE), "",
            Instant.EPOCH);

    private final JdbcClient jdbc;
    private final SuiteChecks suites;
    private final Audit audit;
    private final InstantSource clock;

    GatePolicies(JdbcClient jdbc, SuiteChecks suites, Audit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.suites = suites;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * A version of a policy.
     *
     * @param version from 1; 0 where there never was one
     * @param setBy empty for version 0
     */
    public record Stored(GatePolicy policy, int version, Digest digest, String setBy, Instant setAt) {}

    @Override
    public GatePolicy of(ProjectId project) {
        return current(project).policy();
    }

    /** The version in force. */
    public Stored current(ProjectId project) {
        return jdbc.sql(
                "select version, digest, content, set_by, set_at from orchestrator.gate_policy where project = ?"
                        + " order by version desc limit 1").param(project.value()).query(
                                GatePolicies::stored).optional().orElse(
                                        NOTHING);
    }

    /** Every version, the newest first. */
    public List<Stored> history(ProjectId project) {
        return jdbc.sql(
                "select version, digest, content, set_by, set_at from orchestrator.gate_policy where project = ?"
                        + " order by version desc").param(project.value()).query(GatePolicies::stored).list();
    }

    /**
     * Puts a policy in force; the same again changes nothing. One that asks for nothing takes the floors away.
     *
     * @param expected the version that was seen, or null where it does not matter
     * @throws io.attune.kernel.InvalidInputException when it names a suite that is not frozen
     * @throws PlatformException of code {@code policy-changed} when another version is in force than was seen
     */
    @Transactional
    public Stored set(ProjectId project, String actor, GatePolicy policy, @Nullable Integer expected) {
        requireFrozen(project, policy);
        Stored before = current(project);
        if (expected != null && expected != before.version()) {
            throw changed(before.version(), null);
        }
        Digest digest = GatePolicyText.digest(policy);
        if (digest.equals(before.digest())) {
            return before;
        }
        try {
            jdbc.sql("insert into orchestrator.gate_policy (project, version, digest, content, set_by, set_at)"
                    + " values (?, ?, ?, ?, ?, ?)").params(project.value(), before.version() + 1, digest.toString(),
                            GatePolicyText.text(policy), actor, clock.instant().atOffset(ZoneOffset.UTC)).update();
        } catch (DuplicateKeyException e) {
            throw changed(before.version() + 1, e);
        }
        audit.record(project, actor, "policy.gates", "gates@" + (before.version() + 1), digest);
        return current(project);
    }

    private static PlatformException changed(int version, @Nullable Exception cause) {
        return new PlatformException(CHANGED, "The policy of gates was changed meanwhile and is at version "
                + version, "Look at it again: attune policy gates show", cause);
    }

    private void requireFrozen(ProjectId project, GatePolicy policy) {
        Problems problems = new Problems();
        for (int i = 0; i < policy.floors().size(); i++) {
            GatePolicy.Floor floor = policy.floors().get(i);
            String place = "/gates/" + i + "/suite";
            if (floor.isFrozen()) {
                suites.wrong(project, Recipe.Questions.Frozen.parse(floor.suite())).ifPresent(wrong -> problems.add(
                        place, 0, wrong.message(), wrong.nextStep()));
            }
        }
        problems.throwIfAny("The policy");
    }

    /**
     * The version that the runs of one start are judged by: the one in force when this is first asked of them.
     *
     * @param start the same for all runs of one start
     */
    public Stored pinned(ProjectId project, String start) {
        Optional<Integer> pinned = pin(project, start);
        int version = pinned.isPresent() ? pinned.get() : pinNow(project, start);
        return version == 0
                ? NOTHING
                : jdbc.sql("select version, digest, content, set_by, set_at from orchestrator.gate_policy"
                        + " where project = ? and version = ?").params(project.value(), version).query(
                                GatePolicies::stored).single();
    }

    private Optional<Integer> pin(ProjectId project, String start) {
        return jdbc.sql("select version from orchestrator.gate_policy_pin where project = ? and start = ?").params(
                project.value(), start).query(Integer.class).optional();
    }

    private int pinNow(ProjectId project, String start) {
        jdbc.sql("""
                insert into orchestrator.gate_policy_pin (project, start, version)
                select :project, :start, coalesce(max(version), 0) from orchestrator.gate_policy where project = :project
                on conflict do nothing""").param("project", project.value()).param("start", start).update();
        return pin(project, start).orElseThrow();
    }

    private static Stored stored(ResultSet row, int number) throws SQLException {
        return new Stored(GatePolicyText.read(row.getString("content")), row.getInt("version"), Digest.parse(
                row.getString("digest")), row.getString("set_by"), row.getObject("set_at",
                        OffsetDateTime.class).toInstant());
    }
}
