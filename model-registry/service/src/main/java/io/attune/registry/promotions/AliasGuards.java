package io.attune.registry.promotions;

import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.registry.PromotionPolicies;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Aliases that only a promotion moves, or an approver who says why: those that one was ever asked for, those that the project's
 * policy names and those that a deployment serves.
 */
@Component
public class AliasGuards {
    private final JdbcClient jdbc;
    private final PromotionPolicies policies;

    AliasGuards(JdbcClient jdbc, PromotionPolicies policies) {
        this.jdbc = jdbc;
        this.policies = policies;
    }

    /** What guards an alias, for people, such as {@code promotion prm_…}; empty when nothing does. */
    public Optional<String> find(ProjectId project, String model, String alias) {
        return promotion(project, model, alias).or(() -> policy(project, alias)).or(() -> deployment(project, model,
                alias));
    }

    private Optional<String> promotion(ProjectId project, String model, String alias) {
        return jdbc.sql("""
                select 'promotion ' || id from registry.promotion
                where project = ? and name = ? and alias = ? order by requested_at desc, id desc limit 1
                """).params(project.value(), model, alias).query(String.class).optional();
    }

    private Optional<String> policy(ProjectId project, String alias) {
        PromotionPolicies.Stored stored = policies.current(project);
        return stored.policy().of(alias).map(rule -> "the project's policy of promotions, version " + stored.version());
    }

    private Optional<String> deployment(ProjectId project, String model, String alias) {
        return jdbc.sql("""
                select 'deployment ''' || d.name || '''' from registry.deployment_revision d
                where d.project = ? and d.model = ? and d.alias = ? and d.revision = (
                    select max(n.revision) from registry.deployment_revision n
                    where n.project = d.project and n.name = d.name) order by d.name limit 1
                """).params(project.value(), model, alias).query(String.class).optional();
    }
}
