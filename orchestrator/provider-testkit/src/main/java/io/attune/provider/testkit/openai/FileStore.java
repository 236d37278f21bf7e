package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Uploaded files: {@code <id>.bin} and, written after it, {@code <id>.json}. Thread-safe. */
final class FileStore {
    private final Path folder;
    private final ConcurrentHashMap<String, Entry> entries = new ConcurrentHashMap<>();

    /** A file's description. */
    record Entry(String id, String fileName, String purpose, long bytes, long createdAt) {
        ObjectNode toJson() {
            ObjectNode file = Json.object();
            file.put("object", "file");
            file.put("id", id);
            file.put("purpose", purpose);
            file.put("filename", fileName);
            file.put("bytes", bytes);
            file.put("created_at", createdAt);
            file.put("status", "processed");
            file.putNull("status_details");
            return file;
        }
    }

    FileStore(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        try (Stream<Path> found = Files.list(folder)) {
            for (Path path : found.toList()) {
                String name = path.getFileName().toString();
                if (name.endsWith(".json")) {
                    Entry entry = Json.read(path, Entry.class);
                    entries.put(entry.id(), entry);
                } else if (name.endsWith(".part")) {
                    Files.delete(path);
                }
            }
        }
    }

    /** Where an upload is written until it is known to be good. */
    Path partFile(String id) {
        return folder.resolve(id + ".part");
    }

    /** Takes over the part file of this entry. */
    void add(Entry entry) throws IOException {
        Files.move(partFile(entry.id()), content(entry.id()), StandardCopyOption.REPLACE_EXISTING);
        Json.write(folder.resolve(entry.id() + ".json"), entry);
        entries.put(entry.id(), entry);
    }

    @Nullable
    Entry find(String id) {
        return entries.get(id);
    }

    /** The newest first. */
    List<Entry> list() {
        return entries.values().stream().sorted(
                Comparator.comparingLong(Entry::createdAt).thenComparing(Entry::id).reversed()).toList();
    }

    Path content(String id) {
        return folder.resolve(id + ".bin");
    }

    void delete(String id) throws IOException {
        if (entries.remove(id) != null) {
            Files.deleteIfExists(folder.resolve(id + ".json"));
            Files.deleteIfExists(content(id));
        }
    }
}
