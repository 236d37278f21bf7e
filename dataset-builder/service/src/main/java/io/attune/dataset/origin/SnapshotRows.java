package io.attune.dataset.origin;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was last copied from each origin. */
@Component
class SnapshotRows {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final InstantSource clock;

    SnapshotRows(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A copy.
     *
     * @param mark by which the origin tells whether it has changed
     * @param origin what is told of it
     */
    record Snapshot(String mark, Digest digest, Map<String, String> origin) {}

    /** @param address of the origin; only its digest is kept */
    Optional<Snapshot> find(ProjectId project, String address) {
        return jdbc.sql("select mark, digest, origin::text as origin from dataset.snapshot"
                + " where project = ? and address = ?").params(project.value(), Digest.of(address).hex()).query(
                        (row, number) -> new Snapshot(row.getString("mark"), new Digest(row.getString("digest")),
                                MAPPER.readValue(row.getString("origin"), new TypeReference<Map<String, String>>() {
                                }))).optional();
    }

    /** Remembers the copy instead of the one before; returns it with the time it was taken. */
    Snapshot keep(ProjectId project, String address, String mark, FileObjects.Kept kept, Map<String, String> origin) {
        Map<String, String> told = new TreeMap<>(origin);
        told.put("bytes", Long.toString(kept.bytes()));
        told.put("takenAt", clock.instant().toString());
        jdbc.sql("""
                insert into dataset.snapshot (project, address, mark, digest, origin, taken_at)
                values (?, ?, ?, ?, ?::jsonb, ?)
                on conflict (project, address) do update set mark = excluded.mark, digest = excluded.digest,
                       origin = excluded.origin, taken_at = excluded.taken_at""").params(project.value(), Digest.of(
                address).hex(), mark, kept.digest().hex(), MAPPER.writeValueAsString(told),
                clock.instant().atOffset(ZoneOffset.UTC)).update();
        return new Snapshot(mark, kept.digest(), told);
    }
}
