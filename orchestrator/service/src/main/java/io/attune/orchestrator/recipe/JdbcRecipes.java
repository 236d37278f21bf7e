package io.attune.orchestrator.recipe;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.attune.dataset.SentFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.RecipeFiles.RecipeFile;
import io.attune.orchestrator.recipe.git.Owners;
import io.attune.platform.Audit;
import io.attune.platform.ObjectKey;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.node.ObjectNode;

/** Recipes in PostgreSQL, their files in the object store. */
@Repository
class JdbcRecipes implements Recipes, KeptRecipes {
    private static final int REMEMBERED_MAX = 500;

    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final RecipeFiles files;
    private final TargetChecks targets;
    private final SuiteChecks suites;
    private final GateFloors floors;
    private final PromotionFloors promotions;
    private final Owners owners;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final InstantSource clock;
    /** Versions never change, and a run asks for its own again and again. */
    private final Map<VersionKey, StoredRecipe> remembered = new ConcurrentHashMap<>();

    private record VersionKey(ProjectId project, String name, int version) {}

    private record Row(int version, Digest digest, Digest curationDigest, String yaml, String author,
            OffsetDateTime createdAt) {}

    JdbcRecipes(JdbcClient jdbc, TransactionOperations transactions, RecipeFiles files, TargetChecks targets,
            SuiteChecks suites, GateFloors floors, PromotionFloors promotions, Owners owners, Audit audit,
            ApplicationEventPublisher events, InstantSource clock) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.files = files;
        this.targets = targets;
        this.suites = suites;
        this.floors = floors;
        this.promotions = promotions;
        this.owners = owners;
        this.audit = audit;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public Checked check(ProjectId project, String yaml, Map<String, byte[]> sent) {
        RecipeReader.Accepted accepted = accept(project, yaml, sent);
        return new Checked(accepted.recipe(), accepted.notes());
    }

    @Override
    public Recipe read(ProjectId project, String yaml, Map<String, byte[]> sent) {
        return RecipeReader.accept(yaml, sent, targets.connections(project), (target, data, curation) -> List.of(),
                SuiteLook.at(suites, targets, project)).recipe();
    }

    private RecipeReader.Accepted accept(ProjectId project, String yaml, SentFiles sent) {
        RecipeReader.Accepted accepted = accept(project, yaml, sent.readable());
        SuiteLook.at(suites, targets, project).checkAhead(accepted.recipe().name(), named(accepted.files(),
                sent).ahead());
        return accepted;
    }

    private RecipeReader.Accepted accept(ProjectId project, String yaml, Map<String, byte[]> sent) {
        return RecipeReader.accept(yaml, sent, targets.connections(project), (target, data, curation) -> Stream.concat(
                MethodData.remarks(target, curation).stream(), targets.remarks(project, target,
                        data).stream()).toList(), SuiteLook.at(suites, targets, project), FloorLook.of(project,
                                floors.of(project), promotions.of(project)));
    }

    @Override
    public Applied apply(ProjectId project, String actor, String yaml, SentFiles sent) {
        RecipeReader.Accepted accepted = accept(project, yaml, sent);
        owners.requireFree(project, "recipe", accepted.recipe().name());
        SentFiles named = named(accepted.files(), sent);
        files.keep(project, named);
        return transactions.execute(status -> put(project, actor, yaml, accepted, named, null));
    }

    @Override
    public Looked look(ProjectId project, String yaml, SentFiles sent) {
        RecipeReader.Accepted accepted = accept(project, yaml, sent);
        return new Looked(accepted.recipe(), RecipeDigests.whole(accepted.recipe(), digests(accepted, known(named(
                accepted.files(), sent)))), accepted.files(), accepted.notes(), accepted.origins());
    }

    @Override
    public void keep(ProjectId project, Looked looked, SentFiles sent) {
        files.keep(project, named(looked.files(), sent));
    }

    @Override
    public Applied put(ProjectId project, String actor, String yaml, SentFiles sent, String commit) {
        RecipeReader.Accepted accepted = accept(project, yaml, sent);
        return transactions.execute(status -> put(project, actor, yaml, accepted, named(accepted.files(), sent),
                commit));
    }

    @Override
    public void remove(ProjectId project, String actor, String name) {
        transactions.executeWithoutResult(status -> {
            jdbc.sql("delete from orchestrator.recipe where project = ? and name = ?").params(project.value(),
                    name).update();
            audit.record(project, actor, "recipe.remove", name, Digest.of(name));
            events.publishEvent(new RecipeRemoved(project, name));
        });
    }

    @Override
    public Optional<String> commit(ProjectId project, String name, int version) {
        return jdbc.sql("select commit_id from orchestrator.recipe_version where project = ? and name = ?"
                + " and version = ? and commit_id is not null").params(project.value(), name, version).query(
                        String.class).optional();
    }

    @Override
    public ObjectNode words(Recipe recipe) {
        return RecipeJson.write(recipe);
    }

    private static SentFiles named(Set<String> paths, SentFiles sent) {
        SentFiles named = new SentFiles(sent.contents(), sent.ahead());
        named.contents().keySet().retainAll(paths);
        named.ahead().keySet().retainAll(paths);
        return named;
    }

    private static Map<String, RecipeFile> known(SentFiles named) {
        Map<String, RecipeFile> known = new TreeMap<>();
        named.contents().forEach((path, content) -> known.put(path, new RecipeFile(Digest.of(content), false)));
        named.ahead().forEach((path, digest) -> known.put(path, new RecipeFile(digest, true)));
        return known;
    }

    /** What a recipe inherits stands in it; the file's own digest would count comments. */
    private static Map<String, Digest> digests(RecipeReader.Accepted accepted, Map<String, RecipeFile> known) {
        Map<String, Digest> digests = new TreeMap<>();
        known.forEach((path, file) -> digests.put(path, file.digest()));
        if (accepted.extended() != null) {
            digests.remove(accepted.extended());
        }
        return digests;
    }

    private Applied put(ProjectId project, String actor, String yaml, RecipeReader.Accepted accepted, SentFiles named,
            @Nullable String commit) {
        Recipe recipe = accepted.recipe();
        Map<String, RecipeFile> known = known(named);
        Map<String, Digest> digests = digests(accepted, known);
        Digest digest = RecipeDigests.whole(recipe, digests);
        lock(project, recipe.name(), actor);
        Optional<Integer> standing = jdbc.sql(
                """
                select version from orchestrator.recipe_version where project = ? and name = ? and digest = ?""").params(
                        project.value(), recipe.name(), digest.toString()).query(Integer.class).optional();
        int version = standing.orElseGet(() -> insert(project, actor, yaml, recipe, digest,
                RecipeDigests.curation(recipe, digests), commit));
        if (standing.isEmpty()) {
            known.forEach((path, file) -> insertFile(project, recipe.name(), version, path, file,
                    named.contents().getOrDefault(path, new byte[0]).length));
            audit.record(project, actor, "recipe.apply", recipe.name() + "@" + version, digest);
        }
        jdbc.sql("update orchestrator.recipe set current = ? where project = ? and name = ?").params(version,
                project.value(), recipe.name()).update();
        StoredRecipe stored = version(project, recipe.name(), version);
        events.publishEvent(new RecipeApplied(stored));
        return new Applied(stored, standing.isEmpty(), accepted.notes());
    }

    /** One at a time may number versions of a recipe. */
    private void lock(ProjectId project, String name, String actor) {
        jdbc.sql("""
                insert into orchestrator.recipe (project, name, current, applied_by, applied_at) values (?, ?, 0, ?, ?)
                on conflict (project, name) do update
                set applied_by = excluded.applied_by, applied_at = excluded.applied_at""").params(project.value(), name,
                actor, now()).update();
    }

    private int insert(ProjectId project, String actor, String yaml, Recipe recipe, Digest digest, Digest curation,
            @Nullable String commit) {
        return jdbc.sql("""
                insert into orchestrator.recipe_version
                (project, name, version, digest, curation_digest, yaml, author, created_at, commit_id)
                values (:project, :name, 1 + (select coalesce(max(version), 0) from orchestrator.recipe_version
                where project = :project and name = :name), :digest, :curation, :yaml, :author, :at, :commit)
                returning version""").param("project", project.value()).param("name", recipe.name()).param("digest",
                digest.toString()).param("curation", curation.toString()).param("yaml", yaml).param("author",
                        actor).param("at", now()).param("commit",
                                commit).query(Integer.class).single();
    }

    private void insertFile(ProjectId project, String name, int version, String path, RecipeFile file,
            long bytes) {
        jdbc.sql("insert into orchestrator.recipe_file (project, name, version, path, digest, bytes, ahead)"
                + " values (?, ?, ?, ?, ?, ?, ?)").params(project.value(), name, version, path,
                        file.digest().toString(), bytes, file.ahead()).update();
    }

    @Override
    public Optional<StoredRecipe> find(ProjectId project, String name) {
        return jdbc.sql("select current from orchestrator.recipe where project = ? and name = ?").params(
                project.value(), name).query(Integer.class).optional().map(number -> version(project, name, number));
    }

    @Override
    public List<StoredRecipe> list(ProjectId project) {
        List<VersionKey> keys = jdbc.sql(
                "select name, current from orchestrator.recipe where project = ? order by name").params(
                        project.value()).query((row, n) -> new VersionKey(project, row.getString("name"),
                                row.getInt("current"))).list();
        return keys.stream().map(key -> version(key.project(), key.name(), key.version())).toList();
    }

    @Override
    public StoredRecipe version(ProjectId project, String name, int version) {
        VersionKey key = new VersionKey(project, name, version);
        StoredRecipe known = remembered.get(key);
        if (known != null) {
            return known;
        }
        StoredRecipe loaded = load(key);
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            return loaded; // it may be rolled back, and its number given to another content
        }
        if (remembered.size() >= REMEMBERED_MAX) {
            remembered.clear();
        }
        remembered.put(key, loaded);
        return loaded;
    }

    private StoredRecipe load(VersionKey key) {
        Row row = jdbc.sql("""
                select version, digest, curation_digest, yaml, author, created_at from orchestrator.recipe_version
                where project = ? and name = ? and version = ?""").params(key.project().value(), key.name(),
                key.version()).query(JdbcRecipes::row).optional().orElseThrow(
                        () -> new PlatformException(ErrorCode.NOT_FOUND,
                                "There is no version " + key.version() + " of the recipe '" + key.name() + "'",
                                "List the recipes with 'attune recipe list'."));
        Map<String, RecipeFile> known = known(key);
        Recipe recipe = RecipeReader.readAccepted(row.yaml(), files.load(key.project(), known));
        Map<String, ObjectKey> keys = new TreeMap<>();
        known.forEach((path, file) -> keys.put(path, RecipeFiles.key(key.project(), file)));
        return new StoredRecipe(key.project(), key.name(), row.version(), row.digest(), row.curationDigest(), recipe,
                keys, row.yaml(), row.author(), row.createdAt().toInstant());
    }

    private Map<String, RecipeFile> known(VersionKey key) {
        Map<String, RecipeFile> known = new TreeMap<>();
        jdbc.sql("select path, digest, ahead from orchestrator.recipe_file where project = ? and name = ?"
                + " and version = ? order by path").params(key.project().value(), key.name(), key.version()).query(
                        row -> {
                            known.put(row.getString("path"), new RecipeFile(Digest.parse(row.getString("digest")),
                                    row.getBoolean("ahead")));
                        });
        return known;
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(row.getInt("version"), Digest.parse(row.getString("digest")),
                Digest.parse(row.getString("curation_digest")), row.getString("yaml"), row.getString("author"),
                row.getObject("created_at", OffsetDateTime.class));
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }
}
