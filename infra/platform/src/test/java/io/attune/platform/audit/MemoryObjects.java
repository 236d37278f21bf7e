package io.attune.platform.audit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;

/** An object store in memory. */
final class MemoryObjects implements ObjectStore {
    private final ConcurrentSkipListMap<String, Stored> objects = new ConcurrentSkipListMap<>();

    private record Stored(ObjectKey key, byte[] content) {
    }

    @Override
    public void put(ObjectKey key, byte[] content) {
        objects.put(key.value(), new Stored(key, content.clone()));
    }

    @Override
    public void put(ObjectKey key, Path content) {
        try {
            put(key, Files.readAllBytes(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<byte[]> get(ObjectKey key) {
        return Optional.ofNullable(objects.get(key.value())).map(stored -> stored.content().clone());
    }

    @Override
    public Optional<InputStream> open(ObjectKey key) {
        return get(key).map(ByteArrayInputStream::new);
    }

    @Override
    public Optional<InputStream> open(ObjectKey key, long from, long length) {
        return get(key).map(bytes -> new ByteArrayInputStream(Arrays.copyOfRange(bytes, (int) from, (int) Math.min(
                bytes.length, from + length))));
    }

    @Override
    public boolean exists(ObjectKey key) {
        return objects.containsKey(key.value());
    }

    @Override
    public List<ObjectKey> list(ObjectKey prefix) {
        return objects.values().stream().map(Stored::key).filter(key -> key.value().startsWith(
                prefix.value())).toList();
    }

    @Override
    public void delete(ObjectKey key) {
        objects.remove(key.value());
    }
}
