package io.attune.pipeline.generate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;

import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what a generator makes into a folder, on several threads and in constant memory: chunks of records are made and
 * compressed apart and appended in order, so that the files are the same for any number of threads. After each chunk the
 * lengths of the files are noted; a folder that was left unfinished goes on from there when it is written again with the
 * same parameters.
 */
public final class GeneratedFolder {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CHUNK = 2_048;
    private static final String DONE = "generated.json";
    private static final String UNFINISHED = "generated.unfinished.json";

    private final Path folder;
    private final Compression compression;
    private final int threads;

    /**
     * A folder to write into.
     *
     * @param folder made when it is not there
     * @param threads how many make records, from 1
     */
    public GeneratedFolder(Path folder, Compression compression, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("Records are made by a thread or more, not by " + threads);
        }
        this.folder = folder;
        this.compression = compression;
        this.threads = threads;
    }

    /**
     * What was written.
     *
     * @param records how many
     * @param bytes the size of the file of records
     * @param truths lines of truth
     * @param suiteItems how many items the evaluation suite has
     * @param planted how many records carry each kind
     * @param files names in the folder
     */
    public record Summary(long records, long bytes, long truths, long suiteItems, Map<PlantKind, Long> planted,
            List<String> files) {
        public Summary {
            planted = Map.copyOf(planted);
            files = List.copyOf(files);
        }
    }

    /** Where an unfinished writing stands: so many records, and the lengths of the two files. */
    private record Mark(long records, long recordBytes, long truthBytes, long truths) {
    }

    @SuppressWarnings("ArrayRecordComponent") // handed over once and never compared
    private record Chunk(byte[] records, byte[] truths, int truthLines) {
    }

    /** Whether a generation was finished here. */
    public boolean isFinished() {
        return Files.exists(folder.resolve(DONE));
    }

    /** Removes what a generation wrote here, finished or not, and nothing else. */
    public void clear() {
        try {
            for (String stem : List.of("records.jsonl", "truth.jsonl", "suite.jsonl")) {
                for (Compression each : Compression.values()) {
                    Files.deleteIfExists(folder.resolve(stem + each.suffix()));
                }
            }
            Files.deleteIfExists(folder.resolve(DONE));
            Files.deleteIfExists(folder.resolve(UNFINISHED));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /**
     * Writes all files, or the rest of them.
     *
     * @param progress told how many records are written so far, after each chunk
     * @throws PlatformException of code {@code conflict} when the folder holds a finished generation or an unfinished one
     * of other parameters; of code {@code invalid-input} when it cannot be written
     */
    public Summary write(Generator generator, LongConsumer progress) {
        try {
            Files.createDirectories(folder);
            Mark mark = start(generator);
            Mark end = append(generator, mark, progress);
            List<String> files = new ArrayList<>(List.of(name("records.jsonl"), name("truth.jsonl")));
            if (generator.suiteCount() > 0) {
                suite(generator);
                files.add(name("suite.jsonl"));
            }
            files.add(DONE);
            Summary summary = new Summary(generator.count(), end.recordBytes(), end.truths(), generator.suiteCount(),
                    planted(generator), files);
            replace(DONE, describe(generator, summary));
            Files.deleteIfExists(folder.resolve(UNFINISHED));
            return summary;
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Mark start(Generator generator) throws IOException {
        if (isFinished()) {
            throw new PlatformException(ErrorCode.CONFLICT, folder + " holds a finished generation",
                    "Choose another folder or have this one overwritten.");
        }
        Path note = folder.resolve(UNFINISHED);
        if (!Files.exists(note)) {
            for (String file : List.of(name("records.jsonl"), name("truth.jsonl"))) {
                if (Files.exists(folder.resolve(file))) {
                    throw new PlatformException(ErrorCode.CONFLICT, folder.resolve(file)
                            + " is there already and was not written by a generation",
                            "Choose another folder or have this one overwritten.");
                }
            }
            return new Mark(0, 0, 0, 0);
        }
        JsonNode found = read(note);
        if (!found.path("parameters").asString("").equals(parameters(generator))) {
            throw new PlatformException(ErrorCode.CONFLICT, folder
                    + " holds an unfinished generation with other parameters",
                    "Finish it with its own, choose another folder or have this one overwritten.");
        }
        return new Mark(found.path("records").asLong(), found.path("recordBytes").asLong(), found.path(
                "truthBytes").asLong(), found.path("truths").asLong());
    }

    private static JsonNode read(Path note) throws IOException {
        try {
            return JSON.readTree(Files.readString(note));
        } catch (JacksonException e) {
            return JsonNodeFactory.instance.objectNode();
        }
    }

    private Mark append(Generator generator, Mark from, LongConsumer progress) throws IOException {
        Mark mark = from;
        try (AppendedFile records = new AppendedFile(folder.resolve(name("records.jsonl")), mark.recordBytes());
                AppendedFile truths = new AppendedFile(folder.resolve(name("truth.jsonl")), mark.truthBytes());
                ExecutorService makers = Executors.newFixedThreadPool(threads)) {
            Deque<Future<Chunk>> ahead = new ArrayDeque<>();
            long next = mark.records();
            try {
                while (mark.records() < generator.count()) {
                    while (ahead.size() < threads * 2 && next < generator.count()) {
                        long first = next;
                        next = Math.min(generator.count(), first + CHUNK);
                        long end = next;
                        ahead.add(makers.submit(() -> make(generator, first, end)));
                    }
                    Chunk chunk = await(ahead.remove());
                    records.append(chunk.records());
                    truths.append(chunk.truths());
                    mark = new Mark(Math.min(generator.count(), mark.records() + CHUNK), records.length(),
                            truths.length(),
                            mark.truths() + chunk.truthLines());
                    replace(UNFINISHED, note(generator, mark));
                    progress.accept(mark.records());
                }
            } finally {
                makers.shutdownNow();
            }
        }
        return mark;
    }

    private Chunk make(Generator generator, long first, long end) throws IOException {
        StringBuilder records = new StringBuilder();
        StringBuilder truths = new StringBuilder();
        int truthLines = 0;
        for (long number = first; number < end; number++) {
            Generated made = generator.record(number);
            records.append(made.line()).append('\n');
            for (Truth truth : made.truths()) {
                truths.append(truth.json()).append('\n');
                truthLines++;
            }
        }
        return new Chunk(part(records), part(truths), truthLines);
    }

    private byte[] part(StringBuilder text) throws IOException {
        return compression.part(text.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static Chunk await(Future<Chunk> chunk) throws IOException {
        try {
            return chunk.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException(ErrorCode.CONFLICT, "The generation was interrupted",
                    "The same command goes on where it was.", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("A record could not be made", e);
        }
    }

    private void suite(Generator generator) throws IOException {
        try (AppendedFile file = new AppendedFile(folder.resolve(name("suite.jsonl")), 0)) {
            StringBuilder lines = new StringBuilder();
            for (long item = 0; item < generator.suiteCount(); item++) {
                lines.append(generator.suiteItem(item)).append('\n');
                if (item % CHUNK == CHUNK - 1 || item == generator.suiteCount() - 1) {
                    file.append(part(lines));
                    lines.setLength(0);
                }
            }
        }
    }

    private String name(String stem) {
        return stem + compression.suffix();
    }

    private String parameters(Generator generator) {
        return generator.parameters() + " " + compression;
    }

    private ObjectNode note(Generator generator, Mark mark) {
        return JsonNodeFactory.instance.objectNode().put("parameters", parameters(generator)).put("records",
                mark.records()).put("recordBytes", mark.recordBytes()).put("truthBytes", mark.truthBytes()).put(
                        "truths",
                        mark.truths());
    }

    private ObjectNode describe(Generator generator, Summary summary) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("parameters", parameters(generator)).put("records", summary.records()).put("truths",
                summary.truths()).put(
                        "suiteItems", summary.suiteItems());
        ObjectNode planted = node.putObject("planted");
        new TreeMap<>(summary.planted()).forEach((kind, count) -> planted.put(kind.word(), count));
        return node;
    }

    private static Map<PlantKind, Long> planted(Generator generator) {
        EnumMap<PlantKind, Long> planted = new EnumMap<>(PlantKind.class);
        generator.plan().rates().keySet().forEach(kind -> planted.put(kind, generator.planted(kind)));
        return planted;
    }

    private void replace(String name, ObjectNode content) throws IOException {
        Path fresh = folder.resolve(name + ".new");
        Files.writeString(fresh, JSON.writeValueAsString(content) + "\n");
        Files.move(fresh, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private PlatformException unwritable(IOException e) {
        return new PlatformException(ErrorCode.INVALID_INPUT, folder + " cannot be written: " + e.getMessage(),
                "Check the path, its permissions and the free space.", e);
    }
}
