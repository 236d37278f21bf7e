package io.attune.dataset.withdraw;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.github.luben.zstd.ZstdInputStream;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import io.attune.platform.privacy.Holding;
import io.attune.registry.DatasetVersion;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Looks through what is below {@code datasets/} and belongs to no recorded version: the working objects of curations, and
 * versions that were written and never recorded because the process died.
 */
@Component
class WorkSweep {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();
    private static final int FOLDER_PARTS = 3;

    private final ObjectStore objects;

    WorkSweep(ObjectStore objects) {
        this.objects = objects;
    }

    List<Place> find(ProjectId project, Sought sought, List<CurationRows.Row> curations,
            List<DatasetVersion> versions) {
        Set<String> recorded = new HashSet<>();
        versions.forEach(version -> recorded.add("datasets/" + version.content().name() + "/"
                + version.content().digest().hex()));
        Map<String, CurationRows.Row> work = new HashMap<>();
        curations.forEach(row -> work.put(row.folder(), row));
        Map<String, List<ObjectKey>> folders = new TreeMap<>();
        for (ObjectKey key : objects.list(new ObjectKey(project, "datasets/"))) {
            String[] parts = key.path().split("/", FOLDER_PARTS + 1);
            boolean uploaded = parts[1].equals(".files") || parts[1].equals(".drafts");
            if (parts.length > FOLDER_PARTS && !uploaded) {
                String folder = String.join("/", List.of(parts).subList(0, FOLDER_PARTS));
                if (!recorded.contains(folder)) {
                    folders.computeIfAbsent(folder, f -> new ArrayList<>()).add(key);
                }
            }
        }
        List<Place> places = new ArrayList<>();
        folders.forEach((folder, keys) -> {
            CurationRows.Row row = work.get(folder);
            Place place = find(new ObjectKey(project, folder), keys, row, sought);
            if (place != null) {
                places.add(place);
            }
        });
        return places;
    }

    private @Nullable Place find(ObjectKey folder, List<ObjectKey> keys, CurationRows.@Nullable Row row,
            Sought sought) {
        String[] parts = folder.path().split("/", FOLDER_PARTS);
        String dataset = row != null ? row.dataset() : parts[1].startsWith(".") ? parts[2] : parts[1];
        List<String> items = new ArrayList<>();
        Set<String> why = new TreeSet<>();
        keys.forEach(key -> find(key, dataset, sought, items, why));
        return items.isEmpty()
                ? null
                : new Place.InWork(folder, row == null ? null : row.key(), new Holding("work", folder.path(),
                        row == null
                                ? "objects that no version owns"
                                : "working objects of a curation of dataset " + dataset, items.size(),
                        String.join(", ", why)), items);
    }

    private void find(ObjectKey key, String dataset, Sought sought, List<String> items, Set<String> why) {
        InputStream content = objects.open(key).orElse(null);
        if (content == null) {
            // gone since it was listed
            return;
        }
        boolean packed = key.path().endsWith(".zst");
        try (InputStream in = packed ? new ZstdInputStream(content) : content;
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            if (!packed) {
                look(lines.readAllAsString(), dataset, sought, items, why);
                return;
            }
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                look(line, dataset, sought, items, why);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The object " + key + " could not be read", e);
        }
    }

    private static void look(String text, String dataset, Sought sought, List<String> items, Set<String> why) {
        JsonNode node;
        try {
            node = MAPPER.readTree(text);
        } catch (JacksonException e) {
            return;
        }
        String found = sought.inLine(dataset, node);
        if (found != null) {
            items.add(text);
            why.add(found);
        }
    }
}
