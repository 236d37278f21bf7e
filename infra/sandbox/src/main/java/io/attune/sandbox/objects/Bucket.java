package io.attune.sandbox.objects;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.gaul.s3proxy.blobstore.BlobStore;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** A bucket of the server in this process, reached without HTTP; what is put here is seen by S3 clients. Thread-safe. */
public final class Bucket {
    private final BlobStore store;
    private final String name;

    Bucket(BlobStore store, String name) {
        this.store = store;
        this.name = name;
    }

    /** Stores a file's content under a key, replacing what was there. */
    public void put(String key, Path file) {
        try (InputStream content = Files.newInputStream(file)) {
            store.putBlob(PutObjectRequest.builder().bucket(name).key(key).contentLength(Files.size(file)).build(),
                    content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether there is an object under a key. */
    public boolean has(String key) {
        return store.blobExists(name, key);
    }

    /** Copies an object to a file, as a whole or not at all. */
    public void fetch(String key, Path file) {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try (InputStream content = store.getBlob(name, key)) {
            Files.createDirectories(part.resolveSibling("."));
            Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes an object; one that is not there is fine. */
    public void delete(String key) {
        store.removeBlob(name, key);
    }
}
