package io.attune.dataset.origin;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.plan.Origin;
import io.attune.platform.AddressGuard;
import org.springframework.stereotype.Component;

/** Copies files of other servers; one that the server calls unchanged is not sent again. Thread-safe. */
@Component
class WebSource {
    private static final ErrorCode UNAVAILABLE = new ErrorCode("source-unavailable", ErrorKind.OUTSIDE);

    private final WebClient client;
    private final FileObjects files;
    private final SnapshotRows snapshots;

    WebSource(FileObjects files, SnapshotRows snapshots, SourceProperties settings, InstantSource clock) {
        this.client = new WebClient(new AddressGuard(settings.web().privateHosts(), InetAddress::getAllByName),
                settings.web(), clock);
        this.files = files;
        this.snapshots = snapshots;
    }

    /** The file at an address; what is wrong with the address goes to the problems. */
    List<SourceFile> fetch(ProjectId project, int source, Origin.Web origin, Problems problems) {
        String at = "/sources/" + source + "/path";
        Optional<SnapshotRows.Snapshot> known = snapshots.find(project, origin.address().toString()).filter(
                last -> files.isKnown(project, last.digest()));
        try (WebClient.Answer answer = client.get(origin.address(), known.map(WebSource::conditions).orElse(
                Map.of()))) {
            if (answer.status() == 304 && known.isPresent()) {
                return List.of(file(project, source, origin, known.get()));
            }
            if (answer.status() == 200) {
                return List.of(file(project, source, origin, copy(project, origin, answer)));
            }
            if (answer.status() == 408 || answer.status() == 429 || answer.status() >= 500) {
                throw unavailable(origin, "it answers " + answer.status(), null);
            }
            problems.add(new Problem(at, "'" + origin.shown() + "' answers " + answer.status(), "Check the address."));
        } catch (AddressGuard.RefusedException e) {
            problems.add(new Problem(at, "nothing is read from '" + origin.shown() + "': " + e.getMessage(),
                    "Name a public address, send the file (attune dataset upload), or let the operator list the host in"
                            + " attune.sources.web.private-hosts."));
        } catch (UnknownHostException e) {
            throw unavailable(origin, "its host is not known", e);
        } catch (IOException e) {
            throw unavailable(origin, String.valueOf(e.getMessage()), e);
        }
        return List.of();
    }

    private static PlatformException unavailable(Origin.Web origin, String why,
            @org.jspecify.annotations.Nullable Exception cause) {
        return new PlatformException(UNAVAILABLE, "'" + origin.shown() + "' could not be read: " + why,
                "Check the address and that its server runs, then try again.", cause);
    }

    private static Map<String, String> conditions(SnapshotRows.Snapshot known) {
        Map<String, String> conditions = new TreeMap<>();
        String etag = known.origin().getOrDefault("etag", "");
        String modified = known.origin().getOrDefault("lastModified", "");
        if (!etag.isEmpty()) {
            conditions.put("If-None-Match", etag);
        } else if (!modified.isEmpty()) {
            conditions.put("If-Modified-Since", modified);
        }
        return conditions;
    }

    private SnapshotRows.Snapshot copy(ProjectId project, Origin.Web origin, WebClient.Answer answer)
            throws IOException {
        String length = answer.header("content-length");
        if (!length.isEmpty() && Long.parseLong(length) > files.bytesMax()) {
            throw files.tooLarge(origin.shown());
        }
        FileObjects.Kept kept = files.keep(project, origin.shown(), answer.body());
        Map<String, String> told = new TreeMap<>(Map.of("kind", "http", "address", origin.shown()));
        tell(told, "etag", answer.header("etag"));
        tell(told, "lastModified", answer.header("last-modified"));
        return snapshots.keep(project, origin.address().toString(), answer.header("etag") + " " + answer.header(
                "last-modified"), kept, told);
    }

    private static void tell(Map<String, String> told, String name, String value) {
        if (!value.isEmpty()) {
            told.put(name, value);
        }
    }

    private static SourceFile file(ProjectId project, int source, Origin.Web origin, SnapshotRows.Snapshot snapshot) {
        String path = origin.address().getRawPath();
        String name = path.substring(path.lastIndexOf('/') + 1);
        return new SourceFile(source, name.isEmpty() ? "file" : name, origin.shown(), FileObjects.key(project,
                snapshot.digest()).path(), snapshot.origin());
    }
}
