package io.attune.dataset.store;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.attune.dataset.DatasetVersionRef;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.registry.DatasetRecords;
import io.attune.registry.DatasetVersion;
import io.attune.registry.VersionRef;
import org.springframework.stereotype.Component;

/** Reads a version's manifest and its files, from any line or byte on. Thread-safe. */
@Component
public class VersionReader {
    private static final int MANIFESTS_MAX = 100;

    /** What reading a version answers whose data was withdrawn. */
    public static final ErrorCode WITHDRAWN = new ErrorCode("dataset-withdrawn", ErrorKind.GONE);

    private final ObjectStore objects;
    private final DatasetRecords records;
    /** Manifests never change, so a copy is as good as the object. */
    private final Map<ObjectKey, Manifest> manifests = new ConcurrentHashMap<>();

    VersionReader(ObjectStore objects, DatasetRecords records) {
        this.objects = objects;
        this.records = records;
    }

    /**
     * Sees to it that a version's examples may be read.
     *
     * @throws PlatformException of code {@code dataset-withdrawn}, naming the successor
     */
    public void requireReadable(DatasetVersionRef ref) {
        records.find(ref.project(), ref.name(), ref.digest()).map(DatasetVersion::withdrawal).ifPresent(withdrawal -> {
            VersionRef successor = withdrawal.successor();
            throw new PlatformException(WITHDRAWN, "Dataset version " + ref + " was withdrawn at " + withdrawal.at()
                    + ": data in it had to be destroyed", successor == null
                            ? "Nothing of it remained; build a new version."
                            : "Use its successor, " + successor + ", which has what remained.");
        });
    }

    /** Forgets a manifest that was replaced. */
    void forget(DatasetVersionRef ref) {
        manifests.remove(Layout.manifest(ref.project(), ref.name(), ref.digest()));
    }

    /** @throws PlatformException of code {@code not-found} */
    public Manifest manifest(DatasetVersionRef ref) {
        ObjectKey key = Layout.manifest(ref.project(), ref.name(), ref.digest());
        Manifest known = manifests.get(key);
        if (known != null) {
            return known;
        }
        Manifest read = objects.get(key).map(Manifest::ofJson).orElseThrow(() -> new PlatformException(
                ErrorCode.NOT_FOUND, "There is no dataset version " + ref + " (" + ref.digest().shortForm() + ")",
                "List the versions there are: attune dataset show " + ref.name()));
        if (manifests.size() >= MANIFESTS_MAX) {
            manifests.clear();
        }
        manifests.put(key, read);
        return read;
    }

    /**
     * The lines of a file.
     *
     * @param from the number of the first line to read, from 0
     */
    public LineReader lines(DatasetVersionRef ref, String name, long from) {
        requireReadable(ref);
        return new LineReader(objects, folder(ref), file(ref, name), from);
    }

    /** The lines of a sorted file from the frame on that can hold a sort key; up to one frame of earlier lines comes first. */
    public LineReader linesNear(DatasetVersionRef ref, String name, String sortKey) {
        requireReadable(ref);
        LineFile file = file(ref, name);
        long line = 0;
        long before = 0;
        for (LineFile.Shard shard : file.shards()) {
            for (LineFile.Frame frame : shard.frames()) {
                // equal keys may have begun in the frame before
                if (frame.first() != null && frame.first().compareTo(sortKey) >= 0) {
                    return new LineReader(objects, folder(ref), file, before);
                }
                before = line;
                line += frame.lines();
            }
        }
        return new LineReader(objects, folder(ref), file, before);
    }

    /** Copies a range of a file's bytes, as they are before compression. Reads only the frames that hold them. */
    public void copy(DatasetVersionRef ref, LineFile file, long from, long length, OutputStream out)
            throws IOException {
        requireReadable(ref);
        long frameStart = 0;
        long end = from + length;
        for (LineFile.Shard shard : file.shards()) {
            long packedStart = 0;
            for (LineFile.Frame frame : shard.frames()) {
                if (frameStart + frame.bytes() > from && frameStart < end) {
                    byte[] packed = LineReader.bytes(objects, folder(ref).resolve(shard.file()), packedStart,
                            frame.packed());
                    int skip = (int) Math.max(0, from - frameStart);
                    int stop = (int) Math.min(frame.bytes(), end - frameStart);
                    out.write(LineReader.unpack(packed, 0, frame), skip, stop - skip);
                }
                frameStart += frame.bytes();
                packedStart += frame.packed();
            }
        }
    }

    /** Copies a range of a shard's bytes as they are stored. */
    public void copy(DatasetVersionRef ref, LineFile.Shard shard, long from, long length, OutputStream out)
            throws IOException {
        requireReadable(ref);
        if (length == 0) {
            return;
        }
        try (var in = objects.open(folder(ref).resolve(shard.file()), from, length).orElseThrow(
                () -> new PlatformException(ErrorCode.INTERNAL, "The object " + shard.file() + " of " + ref
                        + " is missing", "Restore the object store to a state that has it."))) {
            in.transferTo(out);
        }
    }

    private LineFile file(DatasetVersionRef ref, String name) {
        return manifest(ref).file(name).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "Version " + ref + " has no file " + name, "Build the version again."));
    }

    private static ObjectKey folder(DatasetVersionRef ref) {
        return Layout.folder(ref.project(), ref.name(), ref.digest());
    }
}
