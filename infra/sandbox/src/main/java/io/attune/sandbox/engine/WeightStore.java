package io.attune.sandbox.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import io.attune.sandbox.objects.Bucket;
import io.attune.sandbox.trainer.Checkpoint;

/**
 * Weights by name, such as {@code ftjob-x/epoch-2}: safetensors files in S3, with a copy on disk for use. Thread-safe,
 * since equal names have equal content.
 */
final class WeightStore {
    private static final String WEIGHTS = "/weights.safetensors";
    private static final String OPTIMIZER = "/optimizer.safetensors";

    private final Bucket bucket;
    private final Path cache;

    WeightStore(Bucket bucket, Path cache) {
        this.bucket = bucket;
        this.cache = cache;
    }

    /** Keeps a checkpoint durably under the name that is returned. */
    String keep(String job, Checkpoint checkpoint) {
        String name = job + "/epoch-" + checkpoint.epoch();
        bucket.put(name + OPTIMIZER, checkpoint.optimizerState());
        bucket.put(name + WEIGHTS, checkpoint.weights());
        try {
            Path file = cache.resolve(name + WEIGHTS);
            Files.createDirectories(cache.resolve(name));
            Path part = file.resolveSibling("weights.part");
            Files.copy(checkpoint.weights(), part, StandardCopyOption.REPLACE_EXISTING);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return name;
    }

    /** The weights as a file that stays in place. */
    Path weights(String name) {
        return local(name, WEIGHTS);
    }

    /** What resuming needs besides the weights. */
    Path optimizerState(String name) {
        return local(name, OPTIMIZER);
    }

    boolean canResume(String name) {
        return bucket.has(name + OPTIMIZER) && bucket.has(name + WEIGHTS);
    }

    private synchronized Path local(String name, String part) {
        Path file = cache.resolve(name + part).normalize();
        if (!file.startsWith(cache)) {
            throw new IllegalArgumentException("'" + name + "' does not name weights");
        }
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(cache.resolve(name));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            bucket.fetch(name + part, file);
        }
        return file;
    }

    /** Nothing will resume there any more. */
    void forgetResumePoint(String name) {
        bucket.delete(name + OPTIMIZER);
        deleteFile(name + OPTIMIZER);
    }

    /** Deletes weights for good. */
    void delete(String name) {
        bucket.delete(name + OPTIMIZER);
        bucket.delete(name + WEIGHTS);
        deleteFile(name + OPTIMIZER);
        deleteFile(name + WEIGHTS);
    }

    private void deleteFile(String path) {
        try {
            Files.deleteIfExists(cache.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
