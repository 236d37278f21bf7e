package io.attune.orchestrator.egress;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.platform.Audit;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The rules of the projects. */
@Repository
class EgressRules {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final Audit audit;
    private final InstantSource clock;

    EgressRules(JdbcClient jdbc, Audit audit, InstantSource clock) {
        this.jdbc = jdbc;
        this.audit = audit;
        this.clock = clock;
    }

    /** By name. */
    List<EgressRule> list(ProjectId project) {
        return jdbc.sql("select content from orchestrator.egress_rule where project = ? order by name").param(
                project.value()).query((row, n) -> JSON.readValue(row.getString(1), EgressRule.class)).list();
    }

    /** Adds a rule, or puts it in the place of the one of its name. */
    @Transactional
    public void put(ProjectId project, String actor, EgressRule rule) {
        Problems problems = new Problems();
        if (!rule.name().matches("[a-z][a-z0-9-]{0,62}") || EgressPolicy.RESERVED.contains(rule.name())) {
            problems.add("/name", 0, "'" + rule.name() + "' cannot be a rule's name",
                    "Write lower-case letters, digits and hyphens; reserved are " + String.join(", ",
                            EgressPolicy.RESERVED) + ".");
        }
        if (rule.effect() == EgressRule.Effect.ALLOW && rule.dataClasses().isEmpty()) {
            problems.add("/dataClasses", 0, "a rule that allows names the data classes",
                    "Known are: " + String.join(", ", Classification.words()) + ".");
        }
        problems.throwIfAny("Rule '" + rule.name() + "'");
        String content = JSON.writeValueAsString(rule);
        jdbc.sql(
                """
                insert into orchestrator.egress_rule (project, name, content, changed_by, changed_at)
                values (?, ?, cast(? as jsonb), ?, ?) on conflict (project, name) do update
                set content = excluded.content, changed_by = excluded.changed_by, changed_at = excluded.changed_at""").params(
                        project.value(), rule.name(), content, actor, clock.instant().atOffset(
                                ZoneOffset.UTC)).update();
        audit.record(project, actor, "egress.rule", rule.name(), Digest.of(content));
    }

    @Transactional
    public void remove(ProjectId project, String actor, String name) {
        if (jdbc.sql("delete from orchestrator.egress_rule where project = ? and name = ?").params(project.value(),
                name).update() == 0) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "There is no rule '" + name + "' in project " + project,
                    "List them: attune connection policy");
        }
        audit.record(project, actor, "egress.rule-removed", name, Digest.of(name));
    }
}
