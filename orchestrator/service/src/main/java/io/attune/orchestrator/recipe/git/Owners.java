package io.attune.orchestrator.recipe.git;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which folder owns what. Changes join the caller's transaction. */
@Repository
public class Owners {
    /** Something is changed elsewhere than where it is kept. */
    public static final ErrorCode KEPT_IN_GIT = new ErrorCode("kept-in-git", ErrorKind.CONFLICT);

    private static final String COLUMNS = "kind, name, repository, folder, path, commit_id, applied_by, applied_at";

    private final JdbcClient jdbc;

    Owners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Owned> find(ProjectId project, String kind, String name) {
        return jdbc.sql("select " + COLUMNS
                + " from orchestrator.git_owned where project = ? and kind = ? and name = ?").params(project.value(),
                        kind, name).query(Owners::row).optional();
    }

    /** Everything that folders own, by kind and name. */
    public List<Owned> list(ProjectId project) {
        return jdbc.sql("select " + COLUMNS
                + " from orchestrator.git_owned where project = ? order by kind, name").param(
                        project.value()).query(Owners::row).list();
    }

    /**
     * Refuses to change what a folder owns.
     *
     * @throws PlatformException of code {@code kept-in-git}, naming the folder and the commit
     */
    public void requireFree(ProjectId project, String kind, String name) {
        find(project, kind, name).ifPresent(owned -> {
            throw new PlatformException(KEPT_IN_GIT, "The " + kind + " '" + name + "' is kept in "
                    + owned.folder() + ", file " + owned.path() + (owned.commit().isEmpty()
                            ? ", not committed"
                            : ", commit " + owned.commit()),
                    "Change it there and run: attune apply. To keep it here from now on: attune apply --release.");
        });
    }

    public void put(ProjectId project, Owned owned) {
        jdbc.sql("insert into orchestrator.git_owned (project, " + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                + " on conflict (project, kind, name) do update set repository = excluded.repository,"
                + " folder = excluded.folder, path = excluded.path, commit_id = excluded.commit_id,"
                + " applied_by = excluded.applied_by, applied_at = excluded.applied_at").params(project.value(),
                        owned.kind(), owned.name(), owned.folder().repository(), owned.folder().folder(), owned.path(),
                        owned.commit(), owned.appliedBy(), owned.appliedAt().atOffset(ZoneOffset.UTC)).update();
    }

    public void remove(ProjectId project, String kind, String name) {
        jdbc.sql("delete from orchestrator.git_owned where project = ? and kind = ? and name = ?").params(
                project.value(), kind, name).update();
    }

    /** Gives everything that a folder owns back to people; returns how much that is. */
    public int release(ProjectId project, GitFolder folder) {
        return jdbc.sql(
                "delete from orchestrator.git_owned where project = ? and repository = ? and folder = ?").params(
                        project.value(), folder.repository(), folder.folder()).update();
    }

    private static Owned row(ResultSet row, int number) throws SQLException {
        return new Owned(row.getString("kind"), row.getString("name"), new GitFolder(row.getString("repository"),
                row.getString("folder")), row.getString("path"), row.getString("commit_id"), row.getString(
                        "applied_by"), row.getObject("applied_at", OffsetDateTime.class).toInstant());
    }
}
