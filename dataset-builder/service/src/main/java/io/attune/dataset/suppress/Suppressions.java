package io.attune.dataset.suppress;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.dataset.WithdrawnFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.withdraw.Withdrawn;
import io.attune.platform.ObjectKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of what may not come back. Thread-safe. */
@Component
public class Suppressions implements WithdrawnFiles {
    static final String CONTENT = "content";
    static final String IDENTIFIER = "identifier";
    private static final String FILE = "file";

    private final JdbcClient jdbc;
    private final KeyedHashes hashes;

    Suppressions(JdbcClient jdbc, KeyedHashes hashes) {
        this.jdbc = jdbc;
        this.hashes = hashes;
    }

    /** What every curation of a project leaves out from now on. */
    public Withdrawn of(ProjectId project) {
        Set<Digest> contents = new HashSet<>();
        Map<Integer, Set<Digest>> identifiers = new HashMap<>();
        jdbc.sql("select kind, hash, length from dataset.withdrawn where project = ? and kind <> 'file'").param(
                project.value()).query(row -> {
                    Digest hash = new Digest(row.getString("hash"));
                    if (row.getString("kind").equals(CONTENT)) {
                        contents.add(hash);
                    } else {
                        identifiers.computeIfAbsent(row.getInt("length"), l -> new HashSet<>()).add(hash);
                    }
                });
        return contents.isEmpty() && identifiers.isEmpty()
                ? Withdrawn.NOTHING
                : new HashedWithdrawals(project, hashes, contents, identifiers);
    }

    /** Adds the digests of what withdrawn records said. */
    public void addContents(ProjectId project, String withdrawal, Iterable<Digest> contents) {
        contents.forEach(content -> add(project, withdrawal, CONTENT, content.hex(), 0));
    }

    /** Adds prepared identifiers. */
    public void addIdentifiers(ProjectId project, String withdrawal, List<String> tokens) {
        tokens.forEach(token -> add(project, withdrawal, IDENTIFIER, token, token.length()));
    }

    /** Adds a file, wherever one of that content is kept. */
    public void addFile(String withdrawal, ObjectKey file) {
        add(file.project(), withdrawal, FILE, content(file), 0);
    }

    @Override
    public boolean includes(ObjectKey file) {
        return jdbc.sql(
                "select count(*) from dataset.withdrawn where project = ? and kind = 'file' and hash = ?").params(
                        file.project().value(), hashes.hash(file.project(), FILE, content(file)).hex()).query(
                                Long.class).single() > 0;
    }

    /** Uploads lie under the digest of their content. */
    private static String content(ObjectKey file) {
        return file.path().substring(file.path().lastIndexOf('/') + 1);
    }

    private void add(ProjectId project, String withdrawal, String kind, String value, int length) {
        jdbc.sql("""
                insert into dataset.withdrawn (project, kind, hash, length, withdrawal) values (?, ?, ?, ?, ?)
                on conflict do nothing""").params(project.value(), kind, hashes.hash(project, kind, value).hex(),
                length, withdrawal).update();
    }
}
