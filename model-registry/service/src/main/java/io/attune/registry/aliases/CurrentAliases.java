package io.attune.registry.aliases;

import io.attune.kernel.ProjectId;
import io.attune.registry.AliasMove;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where each alias points now, so that lists need not go through the moves. */
@Component
class CurrentAliases {
    private final JdbcClient jdbc;

    CurrentAliases(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void point(ProjectId project, AliasMove move) {
        if (move.to() == 0) {
            jdbc.sql("delete from registry.alias where project = ? and name = ? and alias = ?").params(project.value(),
                    move.model(), move.alias()).update();
        } else {
            jdbc.sql("""
                    insert into registry.alias (project, name, alias, number) values (?, ?, ?, ?)
                    on conflict (project, name, alias) do update set number = excluded.number
                    """).params(project.value(), move.model(), move.alias(), move.to()).update();
        }
    }
}
