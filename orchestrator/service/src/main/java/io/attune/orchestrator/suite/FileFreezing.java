package io.attune.orchestrator.suite;

import java.util.List;
import java.util.Map;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.dataset.SentFiles;
import io.attune.dataset.WithdrawnFiles;
import io.attune.kernel.CanonicalJson;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.platform.ObjectStore;
import org.springframework.stereotype.Component;

/** Makes a dataset version of a file of questions and freezes it. Asked again with the same file, it goes on. */
@Component
class FileFreezing {
    private final Curation curation;
    private final Suites suites;
    private final ObjectStore objects;
    private final WithdrawnFiles withdrawn;

    FileFreezing(Curation curation, Suites suites, ObjectStore objects, WithdrawnFiles withdrawn) {
        this.curation = curation;
        this.suites = suites;
        this.objects = objects;
        this.withdrawn = withdrawn;
    }

    /** How it stands. */
    sealed interface Standing {
        record Building(List<CurationStatus.StepProgress> progress) implements Standing {}

        record Frozen(Suites.Freezing freezing) implements Standing {}
    }

    /** @throws InvalidInputException with everything wrong about the file */
    Standing advance(ProjectId project, String actor, String name, QuestionFile file, String reason) {
        Problems problems = new Problems();
        new SentFiles(Map.of(), Map.of(file.path(), file.content())).checkAhead(project, objects, withdrawn, problems);
        problems.throwIfAny("Suite '" + name + "'");
        String key = "suite/" + CanonicalJson.digest(List.of(name, file.content().hex(), file.plan().toMap())).hex();
        return switch (curation.ensure(new CurationRequest(project, key, name, file.plan(), Map.of(file.path(),
                SentFiles.key(project, file.content())), List.of()))) {
            case CurationStatus.Running running -> new Standing.Building(running.progress());
            case CurationStatus.Failed failed -> throw new InvalidInputException("Suite '" + name + "'",
                    failed.problems());
            case CurationStatus.Finished finished -> new Standing.Frozen(suites.freeze(project, actor, name,
                    String.valueOf(finished.version().number()), reason));
        };
    }
}
