package io.attune.dataset.store;

import java.util.List;

import io.attune.kernel.Digest;
import org.jspecify.annotations.Nullable;

/**
 * A file of lines as it is kept: cut into shards, each a sequence of zstd frames (RFC 8878) of whole lines. A frame can be
 * decompressed by itself, so a reader that wants the middle begins there, and a shard is an ordinary {@code .zst} file.
 *
 * @param name as it is offered, such as {@code train.jsonl}
 * @param lines in all shards together
 * @param bytes of the lines with their ends, not compressed
 * @param digest of those bytes
 * @param shards in order
 */
public record LineFile(String name, long lines, long bytes, Digest digest, List<Shard> shards) {
    public LineFile {
        shards = List.copyOf(shards);
    }

    /**
     * An object that holds a part of the file.
     *
     * @param file below the version's folder
     * @param bytes compressed
     * @param sha256 of the compressed bytes
     * @param frames one after the other, from the object's first byte to its last
     */
    public record Shard(String file, long bytes, Digest sha256, List<Frame> frames) {
        public Shard {
            frames = List.copyOf(frames);
        }
    }

    /**
     * What is compressed together.
     *
     * @param lines at least one
     * @param bytes not compressed
     * @param packed bytes, compressed
     * @param first the sort key of the first line, where lines are sorted
     */
    public record Frame(int lines, int bytes, int packed, @Nullable String first) {}
}
