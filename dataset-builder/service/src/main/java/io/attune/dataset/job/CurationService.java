package io.attune.dataset.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.curate.InputDigest;
import io.attune.platform.ObjectKey;
import org.springframework.stereotype.Component;

/** Takes requests and tells how they stand. */
@Component
class CurationService implements Curation {
    private final CurationStore store;
    private final CurationRunner runner;
    private final Inputs inputs;

    CurationService(CurationStore store, CurationRunner runner, Inputs inputs) {
        this.store = store;
        this.runner = runner;
        this.inputs = inputs;
    }

    @Override
    public CurationStatus ensure(CurationRequest request) {
        Optional<CurationStatus> standing = status(request.project(), request.key());
        if (standing.isPresent()) {
            return standing.get();
        }
        check(request);
        store.add(request);
        runner.wake();
        return status(request.project(), request.key()).orElseThrow(() -> new PlatformException(ErrorCode.INTERNAL,
                "Curation " + request.key() + " was added and is gone", "Ask for it again."));
    }

    private static void check(CurationRequest request) {
        Problems problems = new Problems();
        for (Map.Entry<String, ObjectKey> file : request.files().entrySet()) {
            if (!file.getValue().project().equals(request.project())) {
                problems.add(new Problem(file.getKey(), "the file is another project's",
                        "Send it with the recipe."));
            }
        }
        for (String path : request.plan().files()) {
            ObjectKey key = request.files().get(path);
            if (key == null) {
                problems.add(new Problem(path, "the file is not among those sent with the recipe",
                        "Send it with the recipe."));
            }
        }
        problems.throwIfAny("Dataset '" + request.dataset() + "'");
    }

    @Override
    public Optional<CurationStatus> status(ProjectId project, String key) {
        CurationKey curation = new CurationKey(project, key);
        return store.find(curation).map(row -> store.status(curation, row));
    }

    @Override
    public List<InputDigest> inputs(CurationRequest request) {
        check(request);
        return inputs.plan(request).inputDigests();
    }
}
