package io.attune.orchestrator.stage;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.attune.dataset.Curation;
import io.attune.dataset.CurationRequest;
import io.attune.dataset.CurationStatus;
import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunGroup;
import io.attune.orchestrator.run.RunGroups;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.Stage;
import io.attune.orchestrator.suite.NeverTrained;
import io.attune.pipeline.Split;
import org.springframework.stereotype.Component;

/** Has the dataset version made, as a job keyed by the run, or by all runs of one start. */
@Component
class CurateStage implements Stage {
    /** Fewer examples than this are refused by every vendor. */
    static final int TRAINING_EXAMPLES_MIN = 10;

    private final PinnedRecipe recipes;
    private final Curation curation;
    private final Datasets datasets;
    private final RunGroups groups;
    private final NeverTrained suites;

    CurateStage(PinnedRecipe recipes, Curation curation, Datasets datasets, RunGroups groups,
            NeverTrained suites) {
        this.recipes = recipes;
        this.curation = curation;
        this.datasets = datasets;
        this.groups = groups;
        this.suites = suites;
    }

    @Override
    public Set<RunState> states() {
        return Set.of(RunState.CURATING);
    }

    @Override
    public RunEvent perform(Run run, Work work) {
        StoredRecipe stored = recipes.stored(run);
        CurationStatus status = curation.ensure(new CurationRequest(run.project(), groups.of(run).map(
                RunGroup::curation).orElse(run.id() + "/curate"),
                run.recipe(), stored.recipe().curation(), stored.files(), List.of(),
                recipes.of(run).evaluation().frozenNames()));
        return switch (status) {
            case CurationStatus.Running running -> {
                running.progress().stream().reduce((first, last) -> last).ifPresent(p -> work.progress("curate: "
                        + p.step(), p.done(), p.total(), ""));
                yield new RunEvent.StillWorking(Duration.ofMillis(250));
            }
            case CurationStatus.Finished finished -> curated(run, finished.version());
            case CurationStatus.Failed failed -> failed(run, "Curation found problems: " + list(failed.problems()),
                    "Mend the sources or the recipe, then start the run again.");
        };
    }

    private RunEvent curated(Run run, DatasetVersionRef ref) {
        Optional<PlatformException> refusal = suites.refusal(ref);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        DatasetVersion version = datasets.version(ref);
        long train = count(version, Split.TRAIN).examples();
        if (train < TRAINING_EXAMPLES_MIN) {
            return failed(run, "Dataset " + ref.name() + "@" + ref.number() + " has " + train
                    + " training examples, and providers need at least " + TRAINING_EXAMPLES_MIN,
                    "See what was dropped and why: attune dataset show " + ref.name());
        }
        return new RunEvent.Curated(new Fact.Dataset(ref.name(), ref.number(), ref.digest().toString(), train,
                count(version, Split.VALIDATION).examples(), count(version, Split.TEST).examples(),
                count(version, Split.TRAIN).tokens()));
    }

    private static DatasetVersion.SplitCount count(DatasetVersion version, Split split) {
        return version.splits().getOrDefault(split, new DatasetVersion.SplitCount(0, 0));
    }

    private static RunEvent failed(Run run, String message, String nextStep) {
        return new RunEvent.Failed(new Fact.Failure("curation-failed", ErrorKind.INVALID, message, nextStep,
                run.state()));
    }

    private static String list(List<Problem> problems) {
        return problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
    }
}
