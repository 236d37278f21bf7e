package io.attune.platform;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Objects by key, on any S3 server. A write is whole or not there; a later write replaces. Thread-safe.
 *
 * <p>Every method throws a {@link io.attune.kernel.PlatformException} of code {@code object-store-unavailable} when the
 * store does not answer.
 */
public interface ObjectStore {

    void put(ObjectKey key, byte[] content);

    void put(ObjectKey key, Path content);

    /** The whole object, or empty when there is none; for objects that fit in memory. */
    Optional<byte[]> get(ObjectKey key);

    /** The object as a stream that the caller closes, or empty when there is none. */
    Optional<InputStream> open(ObjectKey key);

    /**
     * A part of the object as a stream that the caller reads to its end and closes, or empty when there is no object.
     *
     * @param from the first byte, from 0
     * @param length at least 1; what lies beyond the object's end is left out
     */
    Optional<InputStream> open(ObjectKey key, long from, long length);

    boolean exists(ObjectKey key);

    /** The keys that begin with {@code prefix}, in lexical order. */
    List<ObjectKey> list(ObjectKey prefix);

    /** Removes an object; one that is not there counts as removed. */
    void delete(ObjectKey key);
}
