package io.attune.dataset.job;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.dataset.CurationRequest;
import io.attune.kernel.Problem;
import io.attune.pipeline.Suite;
import io.attune.pipeline.plan.CurationPlan;
import io.attune.platform.ObjectKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Requests and problems as they stand in the database. */
final class RequestJson {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private RequestJson() {}

    /**
     * The stored form: the plan as a recipe would say it, paths below the project.
     *
     * @param frozen null in rows of earlier releases
     */
    private record Stored(Map<String, Object> plan, Map<String, String> files, List<Suite> suites,
            @Nullable List<String> frozen) {}

    static String write(CurationRequest request) {
        Map<String, String> files = new TreeMap<>();
        request.files().forEach((path, key) -> files.put(path, key.path()));
        return MAPPER.writeValueAsString(new Stored(request.plan().toMap(), files, request.suites(), request.frozen()));
    }

    static CurationRequest read(CurationKey key, String dataset, String json) {
        Stored stored = MAPPER.readValue(json, Stored.class);
        Map<String, ObjectKey> files = new LinkedHashMap<>();
        stored.files().forEach((path, object) -> files.put(path, new ObjectKey(key.project(), object)));
        return new CurationRequest(key.project(), key.key(), dataset, CurationPlan.ofMap(stored.plan()), files,
                stored.suites(), stored.frozen() == null ? List.of() : stored.frozen());
    }

    static String write(List<Problem> problems) {
        return MAPPER.writeValueAsString(problems);
    }

    static List<Problem> readProblems(String json) {
        return MAPPER.readValue(json, new TypeReference<List<Problem>>() {
        });
    }
}
