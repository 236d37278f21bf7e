package io.attune.dataset.files;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.store.LineFile;
import io.attune.dataset.store.Manifest;
import io.attune.dataset.store.VersionReader;
import io.attune.kernel.Digest;

/**
 * A file that is offered.
 *
 * @param mediaType {@code application/x-ndjson} for lines of JSON, {@code application/zstd} (RFC 8878) for shards
 * @param digest of its bytes
 */
record VersionFile(String name, long bytes, Digest digest, String mediaType, Content content) {
    private static final String LINES = "application/x-ndjson";
    private static final String PACKED = "application/zstd";

    /** Where the bytes come from. */
    interface Content {
        void copy(VersionReader reader, DatasetVersionRef ref, long from, long length, OutputStream out)
                throws IOException;
    }

    /** Every file of a version: the lines as they read, then the shards as they are stored. */
    static List<VersionFile> of(Manifest manifest) {
        List<VersionFile> files = new ArrayList<>();
        for (LineFile file : manifest.files()) {
            files.add(new VersionFile(file.name(), file.bytes(), file.digest(), LINES,
                    (reader, ref, from, length, out) -> reader.copy(ref, file, from, length, out)));
        }
        for (LineFile file : manifest.files()) {
            for (LineFile.Shard shard : file.shards()) {
                files.add(new VersionFile(shard.file(), shard.bytes(), shard.sha256(), PACKED,
                        (reader, ref, from, length, out) -> reader.copy(ref, shard, from, length, out)));
            }
        }
        return files;
    }

    String etag() {
        return '"' + digest.toString() + '"';
    }
}
