package io.attune.dataset.withdraw;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import io.attune.dataset.withdraw.CurationRows.FileUse;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.ExampleJson;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.source.LineRange;
import io.attune.pipeline.source.RecordReader;
import io.attune.pipeline.source.SourceItem;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.privacy.Holding;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Looks through the uploaded files, and learns from them which records are the subject's. */
@Component
class FileSweep {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final ObjectStore objects;

    FileSweep(ObjectStore objects) {
        this.objects = objects;
    }

    List<Place> find(ProjectId project, Sought sought, List<CurationRows.Row> curations) {
        Map<ObjectKey, Set<FileUse>> uses = new LinkedHashMap<>();
        curations.forEach(row -> row.uses(project).forEach(use -> uses.computeIfAbsent(use.file(),
                key -> new LinkedHashSet<>()).add(use)));
        for (String folder : List.of("datasets/.files/", "datasets/.drafts/")) {
            objects.list(new ObjectKey(project, folder)).forEach(key -> uses.computeIfAbsent(key,
                    k -> new LinkedHashSet<>()));
        }
        List<Place> places = new ArrayList<>();
        uses.forEach((key, known) -> {
            Place place = find(key, known, sought);
            if (place != null) {
                places.add(place);
            }
        });
        return places;
    }

    private @Nullable Place find(ObjectKey key, Collection<FileUse> uses, Sought sought) {
        List<String> items = new ArrayList<>();
        Set<String> why = new TreeSet<>();
        Digest digest = lines(key, sought, items, why);
        if (digest == null || (sought.isByText() && items.isEmpty())) {
            return null;
        }
        Set<String> read = new TreeSet<>();
        for (FileUse use : uses) {
            SourceSpec.OfFile source = use.source();
            if (source != null) {
                records(key, digest, use, source, sought, read, why);
            }
        }
        List<String> all = sought.isByText() ? items : List.copyOf(read);
        return all.isEmpty()
                ? null
                : new Place.InFile(key, new Holding("source-file", key.path(), words(uses, sought), all.size(),
                        String.join(", ", why)), all);
    }

    private static String words(Collection<FileUse> uses, Sought sought) {
        Blanking blanking = new Blanking(sought);
        Set<String> words = new TreeSet<>();
        uses.forEach(use -> words.add("file " + blanking.text(use.name()) + " of dataset " + use.dataset()));
        return words.isEmpty() ? "an uploaded file" : String.join(", ", words);
    }

    /** Every line that names the subject, as it reads; returns the file's digest, or null when it is not there. */
    private @Nullable Digest lines(ObjectKey key, Sought sought, List<String> items, Set<String> why) {
        InputStream content = objects.open(key).orElse(null);
        if (content == null) {
            return null;
        }
        MessageDigest sha = Digest.sha256();
        try (InputStream in = new DigestInputStream(content, sha)) {
            if (sought.isByText()) {
                new PlainLines(in).forEach(line -> {
                    String found = inLine(line, sought);
                    if (found != null) {
                        why.add(found);
                        items.add(line);
                    }
                });
            }
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw new UncheckedIOException("An uploaded file could not be read", e);
        }
        return new Digest(HexFormat.of().formatHex(sha.digest()));
    }

    private static @Nullable String inLine(String line, Sought sought) {
        String asItReads = sought.inText(line);
        if (asItReads != null || !line.startsWith("{") || line.indexOf('\\') < 0) {
            return asItReads;
        }
        try {
            JsonNode tree = MAPPER.readTree(line);
            return sought.inTree(tree);
        } catch (JacksonException e) {
            return null;
        }
    }

    private void records(ObjectKey key, Digest digest, FileUse use, SourceSpec.OfFile source, Sought sought,
            Set<String> read, Set<String> why) {
        String dataset = use.dataset();
        InputStream content = objects.open(key).orElse(null);
        if (content == null) {
            return;
        }
        try (InputStream in = content; RecordReader reader = RecordReader.open(source, use.name(), in, LineRange.ALL)) {
            for (SourceItem item = reader.next(); item != null; item = reader.next()) {
                if (item instanceof SourceItem.Good good) {
                    JsonNode tree = ExampleJson.write(good.example());
                    String found = sought.inLine(dataset, tree);
                    if (found != null) {
                        sought.learn(digest, good.example());
                        why.add(found);
                        read.add(tree.toString());
                    }
                } else if (item instanceof SourceItem.Bad bad && sought.named(dataset, source.name(),
                        bad.key()) != null) {
                    why.add(String.valueOf(sought.named(dataset, source.name(), bad.key())));
                    read.add("{\"key\":\"" + reader.line() + "\",\"unreadable\":true}");
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("An uploaded file could not be read", e);
        }
    }
}
