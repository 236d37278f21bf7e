package io.attune.dataset.job;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.attune.dataset.CurationRequest;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectStore;
import org.springframework.stereotype.Component;

/** The curations that run in this process. */
@Component
class CurationContexts {
    private final CurationStore store;
    private final ObjectStore objects;
    private final Inputs inputs;
    private final Map<CurationKey, CurationContext> running = new ConcurrentHashMap<>();

    CurationContexts(CurationStore store, ObjectStore objects, Inputs inputs) {
        this.store = store;
        this.objects = objects;
        this.inputs = inputs;
    }

    CurationContext get(ProjectId project, String key) {
        return running.computeIfAbsent(new CurationKey(project, key),
                k -> new CurationContext(store.request(k), objects, inputs));
    }

    /** One that nobody else finds. */
    CurationContext apart(CurationRequest request) {
        return new CurationContext(request, objects, inputs);
    }

    void forget(CurationKey key) {
        running.remove(key);
    }
}
