package io.attune.registry.aliases;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

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

    /** By model, the number of each alias. */
    Map<String, Map<String, Integer>> of(ProjectId project, Collection<String> models) {
        Map<String, Map<String, Integer>> pointing = new TreeMap<>();
        jdbc.sql("""
                select name, alias, number from registry.alias
                where project = :project and name = any (cast(:names as text[]))
                """).param("project", project.value()).param("names", models.toArray(String[]::new)).query(
                row -> {
                    pointing.computeIfAbsent(row.getString("name"), _ -> new TreeMap<>()).put(row.getString("alias"),
                            row.getInt("number"));
                });
        return pointing;
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
