package io.attune.dataset.origin;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import javax.sql.DataSource;

import io.attune.dataset.lock.JobLock;
import io.attune.dataset.suppress.Suppressions;
import io.attune.kernel.CanonicalJson;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.source.LineRange;
import io.attune.pipeline.source.RecordReader;
import io.attune.pipeline.source.SourceItem;
import io.attune.pipeline.withdraw.Withdrawn;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies rows of databases. Each look adds a piece with the rows above the watermark of the one before; a row that is found
 * again under its id takes the place of its former self, and one at the very watermark that is known already is not taken
 * twice. A piece whose data was withdrawn is read again, with all after it, without the withdrawn rows. Thread-safe.
 */
@Component
class RowSource {
    private static final ErrorCode UNAVAILABLE = new ErrorCode("source-unavailable", ErrorKind.OUTSIDE);
    private static final ErrorCode BUSY = new ErrorCode("source-busy", ErrorKind.UNAVAILABLE);
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final Databases databases;
    private final RowSnapshots pieces;
    private final FileObjects files;
    private final Suppressions suppressions;
    private final DataSource own;

    RowSource(Databases databases, RowSnapshots pieces, FileObjects files, Suppressions suppressions, DataSource own) {
        this.databases = databases;
        this.pieces = pieces;
        this.files = files;
        this.suppressions = suppressions;
        this.own = own;
    }

    /** All rows that were found so far, those of now included; what is to be mended goes to the problems. */
    List<SourceFile> fetch(ProjectId project, int index, SourceSpec.Jdbc source, Problems problems) {
        String at = "/sources/" + index;
        Optional<SourceProperties.Jdbc> database = databases.find(project, source.connection());
        if (database.isEmpty()) {
            List<String> names = databases.names(project);
            problems.add(new Problem(at + "/connection", "there is no database '" + source.connection() + "'",
                    names.isEmpty()
                            ? "None is configured for this project: set attune.sources.jdbc[0].name and the others."
                            : "Write one of " + String.join(", ", names) + "."));
            return List.of();
        }
        String address = address(source);
        try (JobLock lock = JobLock.tryTake(own, "rows " + project + " " + address)) {
            if (lock == null) {
                throw new PlatformException(BUSY, "Source '" + source.name() + "' is being read by another build",
                        "Try again in a few seconds.");
            }
            dropUnreadable(project, address);
            readNew(project, address, source, database.get(), at);
            return files(project, index, source, address);
        } catch (InvalidInputException e) {
            e.problems().forEach(problems::add);
            return List.of();
        } catch (SQLException e) {
            throw unavailable("The platform's own database", e);
        } catch (IOException e) {
            throw new UncheckedIOException("Rows of '" + source.name() + "' could not be kept", e);
        }
    }

    private static PlatformException unavailable(String what, SQLException cause) {
        // a driver's words may quote data or addresses
        return new PlatformException(UNAVAILABLE, what + " does not answer (" + cause.getSQLState() + ")",
                "Check attune.sources.jdbc and that the database runs, then try again.");
    }

    private static String address(SourceSpec.Jdbc source) {
        Map<String, String> parts = new TreeMap<>(Map.of("connection", source.connection(), "query", source.query(),
                "watermark", source.watermark(), "prompt", source.columns().prompt(), "answer",
                source.columns().answer()));
        parts.put("id", String.valueOf(source.columns().id()));
        return CanonicalJson.digest(parts).hex();
    }

    private void dropUnreadable(ProjectId project, String address) {
        pieces.find(project, address).stream().filter(piece -> !files.isReadable(project,
                piece.digest())).findFirst().ifPresent(piece -> pieces.forgetFrom(project, address, piece.number()));
    }

    private void readNew(ProjectId project, String address, SourceSpec.Jdbc source, SourceProperties.Jdbc database,
            String at) throws IOException {
        List<RowSnapshots.Piece> standing = pieces.find(project, address);
        String from = standing.isEmpty() ? null : standing.getLast().to();
        Path raw = files.spoolFile();
        try {
            RowQuery.Found found = query(source, database, at, from, new Edge(project, standing, source), raw);
            String to = found.to();
            if (to != null) {
                Set<Long> withdrawn = withdrawn(project, source, raw);
                FileObjects.Kept kept = files.<IOException>keepWritten(project, "what '" + source.name() + "' found",
                        out -> copy(raw, withdrawn, out));
                dropFormer(project, address, source, standing, found.ids());
                pieces.add(project, address, standing.isEmpty() ? 1 : standing.getLast().number() + 1, kept.digest(),
                        found.rows() - withdrawn.size(), withdrawn.size(), from, to);
            }
        } finally {
            Files.deleteIfExists(raw);
        }
    }

    private RowQuery.Found query(SourceSpec.Jdbc source, SourceProperties.Jdbc database, String at,
            @org.jspecify.annotations.Nullable String from, Edge edge, Path raw) throws IOException {
        RowQuery query = new RowQuery(source, database, at);
        try (Connection connection = databases.open(database)) {
            return query.run(connection, from, edge::lines, raw);
        } catch (SQLException e) {
            InvalidInputException refused = query.refused(e);
            throw refused == null ? unavailable("The database '" + database.name() + "'", e) : refused;
        }
    }

    /** The known rows at the very watermark where the last look ended, read when they are first needed. */
    private final class Edge {
        private final ProjectId project;
        private final List<RowSnapshots.Piece> standing;
        private final SourceSpec.Jdbc source;
        private final Set<String> lines = new HashSet<>();
        private boolean read;

        Edge(ProjectId project, List<RowSnapshots.Piece> standing, SourceSpec.Jdbc source) {
            this.project = project;
            this.standing = standing;
            this.source = source;
        }

        Set<String> lines() {
            for (int i = standing.size() - 1; !read && i >= 0; i--) {
                String end = standing.getLast().to();
                if (standing.get(i).to().equals(end)) {
                    forEachLine(project, standing.get(i).digest(), line -> {
                        if (end.equals(MAPPER.readTree(line).path(source.watermark()).asString(""))) {
                            lines.add(line);
                        }
                    });
                }
            }
            read = true;
            return lines;
        }
    }

    private interface LineUse {
        void take(String line) throws IOException;
    }

    private void forEachLine(ProjectId project, Digest content, LineUse use) {
        try (InputStream in = files.open(project, content)) {
            forEachLine(in, use);
        } catch (IOException e) {
            throw new UncheckedIOException("Rows that were read before could not be read", e);
        }
    }

    private static void forEachLine(InputStream in, LineUse use) throws IOException {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            use.take(line);
        }
    }

    /** The numbers of the lines whose data was withdrawn. */
    private Set<Long> withdrawn(ProjectId project, SourceSpec.Jdbc source, Path raw) throws IOException {
        Withdrawn withdrawn = suppressions.of(project);
        Set<Long> found = new HashSet<>();
        if (withdrawn.isEmpty()) {
            return found;
        }
        try (InputStream in = Files.newInputStream(raw);
                RecordReader reader = RecordReader.open(source, source.path(), in, LineRange.ALL)) {
            for (SourceItem item = reader.next(); item != null; item = reader.next()) {
                if (item instanceof SourceItem.Good good && withdrawn.includes(good.example())) {
                    found.add(reader.line());
                }
            }
        }
        return found;
    }

    private static void copy(Path raw, Set<Long> without, OutputStream out) throws IOException {
        long[] number = new long[1];
        try (InputStream in = Files.newInputStream(raw)) {
            forEachLine(in, line -> {
                if (!without.contains(++number[0])) {
                    out.write(line.getBytes(StandardCharsets.UTF_8));
                    out.write('\n');
                }
            });
        }
    }

    /** Takes rows that were found again out of the pieces they stood in. */
    private void dropFormer(ProjectId project, String address, SourceSpec.Jdbc source,
            List<RowSnapshots.Piece> standing, Set<String> ids) throws IOException {
        String id = source.columns().id();
        if (id == null) {
            return;
        }
        for (RowSnapshots.Piece piece : standing) {
            List<Long> kept = new ArrayList<>();
            FileObjects.Kept rest = files.<IOException>keepWritten(project, "what '" + source.name() + "' found",
                    out -> forEachLine(project, piece.digest(), line -> {
                        if (!ids.contains(MAPPER.readTree(line).path(id).asString(""))) {
                            kept.add(1L);
                            out.write(line.getBytes(StandardCharsets.UTF_8));
                            out.write('\n');
                        }
                    }));
            if (!rest.digest().equals(piece.digest())) {
                pieces.replace(project, address, piece.number(), rest.digest(), kept.size());
            }
        }
    }

    private List<SourceFile> files(ProjectId project, int index, SourceSpec.Jdbc source, String address) {
        return pieces.find(project, address).stream().filter(piece -> piece.rows() > 0).map(piece -> {
            String name = String.format(Locale.ROOT, "rows-%06d.jsonl", piece.number());
            Map<String, String> origin = new TreeMap<>(Map.of("kind", "jdbc", "address", source.path(), "rows",
                    Long.toString(piece.rows()), "leftOut", Long.toString(piece.leftOut()), "watermark",
                    source.watermark(), "watermarkTo", piece.to(), "takenAt", piece.takenAt().toString()));
            if (piece.from() != null) {
                origin.put("watermarkFrom", piece.from());
            }
            return new SourceFile(index, name, source.path() + "#" + piece.number(), FileObjects.key(project,
                    piece.digest()).path(), origin);
        }).toList();
    }
}
