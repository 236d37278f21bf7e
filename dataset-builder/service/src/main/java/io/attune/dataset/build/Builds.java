package io.attune.dataset.build;

import java.util.LinkedHashMap;
import java.util.Map;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.dataset.RecipePlans;
import io.attune.dataset.SentFiles;
import io.attune.dataset.WithdrawnFiles;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TypedId;
import io.attune.kernel.UuidV7;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Curations that people start without a run. Thread-safe. */
@Component
class Builds {
    private static final String PREFIX = "build";

    private final Curation curation;
    private final ObjectStore objects;
    private final WithdrawnFiles withdrawn;
    private final UuidV7 ids;

    Builds(Curation curation, ObjectStore objects, WithdrawnFiles withdrawn, UuidV7 ids) {
        this.curation = curation;
        this.objects = objects;
        this.withdrawn = withdrawn;
        this.ids = ids;
    }

    /** A build and how it stands. */
    record Build(String id, CurationStatus status) {}

    /**
     * Starts a build.
     *
     * @param intent the caller's key: the same again is the same build; null for a new one
     */
    Build start(ProjectId project, RecipePlans.Planned planned, SentFiles files, @Nullable String intent) {
        String id = intent == null
                ? TypedId.of(PREFIX, ids.next())
                : PREFIX + "_" + Digest.of(project + " " + intent).hex().substring(0, 32);
        Map<String, ObjectKey> kept = new LinkedHashMap<>();
        Problems problems = new Problems();
        files.contents().forEach((path, content) -> kept.put(path, SentFiles.key(project, Digest.of(content))));
        files.ahead().forEach((path, digest) -> kept.put(path, SentFiles.key(project, digest)));
        kept.keySet().removeIf(path -> !planned.plan().isNamed(path));
        files.checkAhead(project, objects, withdrawn, problems);
        kept.forEach((path, file) -> {
            if (files.contents().containsKey(path) && withdrawn.includes(file)) {
                problems.add(WithdrawnFiles.problem("/files", path));
            }
        });
        problems.throwIfAny("The build");
        files.contents().forEach((path, content) -> {
            ObjectKey file = kept.get(path);
            if (file != null) {
                keep(file, content);
            }
        });
        return new Build(id, curation.ensure(new CurationRequest(project, key(id), planned.dataset(), planned.plan(),
                kept, planned.suites(), planned.frozen())));
    }

    /** Files lie under their digest, so the same content is kept once. */
    private void keep(ObjectKey file, byte[] content) {
        if (!objects.exists(file)) {
            objects.put(file, content);
        }
    }

    /** @throws PlatformException of code {@code not-found} */
    Build find(ProjectId project, String id) {
        return new Build(id, curation.status(project, key(TypedId.require(PREFIX, id))).orElseThrow(
                () -> new PlatformException(ErrorCode.NOT_FOUND, "There is no build '" + id + "'",
                        "Start one: attune dataset build RECIPE")));
    }

    private static String key(String id) {
        return "build/" + id;
    }
}
