package io.attune.platform;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Objects of any size beside {@link ObjectStore}: written as they arrive, in parts that others send to the store
 * themselves, and read folder by folder. Thread-safe.
 *
 * <p>Every method throws a {@link PlatformException} of code {@code object-store-unavailable} when the store does not
 * answer.
 */
public interface LargeObjects {

    /**
     * Writes an object of unknown size, holding at most 16 MiB of it in memory; whole or not there.
     *
     * @return its bytes
     * @throws IOException when the content cannot be read to its end; then nothing was written
     */
    long write(ObjectKey key, InputStream content) throws IOException;

    /** What lies in a folder, one level deep, by name. */
    List<Entry> folder(ObjectKey folder);

    /** Begins an upload in parts; nothing is there until it is completed. */
    String begin(ObjectKey key);

    /**
     * Where a part may be sent by PUT without any key.
     *
     * @param number from 1 to 10,000; every part but the last has at least 5 MiB
     */
    URI part(ObjectKey key, String upload, int number, Duration validity);

    /**
     * Makes the object of its parts.
     *
     * @param tags the store's ETag of each part, by number
     * @throws io.attune.kernel.PlatformException upload-unknown, when there is no such upload; upload-incomplete, when the
     *         parts are not those that were sent
     */
    void complete(ObjectKey key, String upload, Map<Integer, String> tags);

    /** Forgets an upload and its parts; one that is not there counts as forgotten. */
    void abort(ObjectKey key, String upload);

    /**
     * Something in a folder.
     *
     * @param name without the folder's
     * @param bytes its size; 0 for a folder
     */
    record Entry(String name, boolean folder, long bytes) {
    }
}
