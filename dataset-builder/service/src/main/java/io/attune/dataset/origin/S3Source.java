package io.attune.dataset.origin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
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
import org.springframework.stereotype.Component;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Copies objects of S3 servers; one whose ETag and length are what they were is not copied again. Thread-safe. */
@Component
class S3Source {
    private static final ErrorCode UNAVAILABLE = new ErrorCode("source-unavailable", ErrorKind.OUTSIDE);

    private final S3Places places;
    private final FileObjects files;
    private final SnapshotRows snapshots;
    private final int filesMax;

    S3Source(S3Places places, FileObjects files, SnapshotRows snapshots, SourceProperties settings) {
        this.places = places;
        this.files = files;
        this.snapshots = snapshots;
        this.filesMax = settings.filesMax();
    }

    /** The objects a pattern stands for, in the order of their keys; what is wrong goes to the problems. */
    List<SourceFile> fetch(ProjectId project, int source, Origin.S3 origin, Problems problems) {
        String at = "/sources/" + source + "/path";
        Optional<SourceProperties.S3> place = places.find(project, origin.location());
        if (place.isEmpty()) {
            List<String> names = places.names(project);
            problems.add(new Problem(at, "there is no S3 place '" + origin.location() + "'", names.isEmpty()
                    ? "None is configured for this project: set attune.sources.s3[0].name and the others."
                    : "Write one of " + String.join(", ", names) + "."));
            return List.of();
        }
        try {
            return fetch(project, source, origin, place.get(), problems);
        } catch (S3Exception e) {
            if (e.statusCode() == 403 || e.statusCode() == 404) {
                problems.add(new Problem(at, "the S3 server answers " + e.statusCode() + " for the place '"
                        + origin.location() + "'", "Check attune.sources.s3: bucket, keys, and the right to list and"
                                + " read."));
                return List.of();
            }
            throw unavailable(origin, e);
        } catch (SdkException | IOException e) {
            throw unavailable(origin, e);
        }
    }

    private static PlatformException unavailable(Origin.S3 origin, Exception cause) {
        return new PlatformException(UNAVAILABLE, "The S3 place '" + origin.location() + "' could not be read: "
                + cause.getMessage(), "Check attune.sources.s3 and that the server runs, then try again.", cause);
    }

    private List<SourceFile> fetch(ProjectId project, int source, Origin.S3 origin, SourceProperties.S3 place,
            Problems problems) throws IOException {
        List<S3Object> found = list(origin, place);
        if (found.isEmpty() || found.size() > filesMax) {
            problems.add(new Problem("/sources/" + source + "/path", found.isEmpty()
                    ? "no object matches '" + origin.keys().pattern() + "'"
                    : "more than " + filesMax + " objects match", found.isEmpty()
                            ? "Check the path; * stands for any characters but a slash."
                            : "Name fewer, or raise attune.sources.files-max."));
            return List.of();
        }
        List<SourceFile> fetched = new ArrayList<>();
        for (S3Object object : found) {
            String name = object.key().substring(place.prefix().length());
            SnapshotRows.Snapshot snapshot = snapshot(project, origin, place, object, name);
            fetched.add(new SourceFile(source, name, "s3://" + place.name() + "/" + name, FileObjects.key(project,
                    snapshot.digest()).path(), snapshot.origin()));
        }
        return fetched;
    }

    /** One more than are allowed at most. */
    private List<S3Object> list(Origin.S3 origin, SourceProperties.S3 place) {
        String prefix = place.prefix() + origin.keys().literalPrefix();
        return places.client(place).listObjectsV2Paginator(request -> request.bucket(place.bucket()).prefix(
                prefix)).contents().stream().filter(object -> !object.key().endsWith("/") && origin.keys().matches(
                        object.key().substring(place.prefix().length()))).limit(filesMax + 1L).sorted(
                                Comparator.comparing(S3Object::key)).toList();
    }

    private SnapshotRows.Snapshot snapshot(ProjectId project, Origin.S3 origin, SourceProperties.S3 place,
            S3Object object, String name) throws IOException {
        String address = "s3 " + place.endpoint() + " " + place.bucket() + " " + object.key();
        String mark = object.eTag() + " " + object.size();
        Optional<SnapshotRows.Snapshot> known = snapshots.find(project, address).filter(last -> last.mark().equals(
                mark) && files.isKnown(project, last.digest()));
        return known.isPresent() ? known.get() : copy(project, origin, place, object, name, address, mark);
    }

    private SnapshotRows.Snapshot copy(ProjectId project, Origin.S3 origin, SourceProperties.S3 place,
            S3Object object, String name, String address, String mark) throws IOException {
        String shown = "s3://" + origin.location() + "/" + name;
        if (object.size() > files.bytesMax()) {
            throw files.tooLarge(shown);
        }
        S3Client client = places.client(place);
        try (ResponseInputStream<GetObjectResponse> content = client.getObject(request -> request.bucket(
                place.bucket()).key(object.key()).ifMatch(object.eTag()))) {
            GetObjectResponse got = content.response();
            FileObjects.Kept kept = files.keep(project, shown, content);
            if (!object.eTag().equals(got.eTag()) || kept.bytes() != object.size()) {
                throw new OriginChangedException(shown);
            }
            Map<String, String> told = new TreeMap<>(Map.of("kind", "s3", "address", shown, "etag", got.eTag()));
            if (got.versionId() != null) {
                told.put("versionId", got.versionId());
            }
            if (got.lastModified() != null) {
                told.put("lastModified", got.lastModified().toString());
            }
            return snapshots.keep(project, address, mark, kept, told);
        } catch (S3Exception e) {
            if (e.statusCode() == 412 || e.statusCode() == 404) {
                throw new OriginChangedException(shown);
            }
            throw e;
        }
    }
}
