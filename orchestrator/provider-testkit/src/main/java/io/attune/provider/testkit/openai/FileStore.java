package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Uploaded files: {@code <id>.bin} and, written after it, {@code <id>.json}. Thread-safe. */
final class FileStore {
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

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

    /** Adds a file of the server's own, such as a job's results. */
    void addResult(String id, String fileName, String content, long now) throws IOException {
        Files.writeString(partFile(id), content);
        add(new Entry(id, fileName, "fine-tune-results", Files.size(partFile(id)), now));
    }

    /** Whether a file begins with UTF-8's byte order mark. */
    static boolean hasMark(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MARK.length), MARK);
        }
    }

    /** Copies a file without its byte order mark; a link where it has none. */
    void copyUnmarked(String id, Path target) throws IOException {
        Path source = content(id);
        if (hasMark(source)) {
            try (InputStream in = Files.newInputStream(source)) {
                in.skipNBytes(MARK.length);
                Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
            }
            return;
        }
        try {
            Files.createLink(target, source);
        } catch (IOException | UnsupportedOperationException e) {
            Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    void delete(String id) throws IOException {
        if (entries.remove(id) != null) {
            Files.deleteIfExists(folder.resolve(id + ".json"));
            Files.deleteIfExists(content(id));
        }
    }
}
