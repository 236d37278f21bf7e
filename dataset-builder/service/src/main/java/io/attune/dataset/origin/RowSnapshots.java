package io.attune.dataset.origin;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was read from databases so far, piece by piece. */
@Component
class RowSnapshots {
    private final JdbcClient jdbc;
    private final InstantSource clock;

    RowSnapshots(JdbcClient jdbc, InstantSource clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * The rows of one query.
     *
     * @param number from 1
     * @param leftOut rows whose data was withdrawn
     * @param from null before the first
     */
    record Piece(int number, Digest digest, long rows, long leftOut, @Nullable String from, String to,
            Instant takenAt) {}

    /** In the order they were read. */
    List<Piece> find(ProjectId project, String address) {
        return jdbc.sql("""
                select number, digest, rows, left_out, watermark_from, watermark_to, taken_at
                from dataset.row_snapshot where project = ? and address = ? order by number""").params(
                project.value(), address).query(RowSnapshots::row).list();
    }

    private static Piece row(ResultSet row, int number) throws SQLException {
        return new Piece(row.getInt("number"), new Digest(row.getString("digest")), row.getLong("rows"), row.getLong(
                "left_out"), row.getString("watermark_from"), row.getString("watermark_to"), row.getObject("taken_at",
                        OffsetDateTime.class).toInstant());
    }

    void add(ProjectId project, String address, int number, Digest digest, long rows, long leftOut,
            @Nullable String from, String to) {
        jdbc.sql("""
                insert into dataset.row_snapshot (project, address, number, digest, rows, left_out, watermark_from,
                       watermark_to, taken_at)
                values (:project, :address, :number, :digest, :rows, :leftOut, :from, :to, :now)""").param("project",
                project.value()).param("address", address).param("number", number).param("digest", digest.hex()).param(
                        "rows", rows).param("leftOut", leftOut).param("from", from).param("to", to).param("now",
                                clock.instant().atOffset(ZoneOffset.UTC)).update();
    }

    /** Puts a piece without some of its rows in the place of the whole one. */
    void replace(ProjectId project, String address, int number, Digest digest, long rows) {
        jdbc.sql("update dataset.row_snapshot set digest = ?, rows = ? where project = ? and address = ? and number"
                + " = ?").params(digest.hex(), rows, project.value(), address, number).update();
    }

    /** Forgets a piece and all after it, so that they are read again. */
    void forgetFrom(ProjectId project, String address, int number) {
        jdbc.sql("delete from dataset.row_snapshot where project = ? and address = ? and number >= ?").params(
                project.value(), address, number).update();
    }
}
