package io.attune.orchestrator.suite;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.Digest;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.PlatformException;
import io.attune.kernel.ProjectId;
import io.attune.orchestrator.recipe.GateFloors;
import io.attune.orchestrator.recipe.Recipe.Questions.Frozen;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.orchestrator.recipe.SuiteChecks;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Example;
import io.attune.pipeline.Split;
import io.attune.pipeline.curate.InputDigest;
import io.attune.platform.Audit;
import io.attune.registry.LineageNode;
import io.attune.registry.Quarantines;
import io.attune.registry.VersionRef;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The frozen suites of all projects. Thread-safe. */
@Component
public class Suites implements NeverTrained {
    /** An evaluation asks a suite whose examples had to be destroyed. */
    public static final ErrorCode WITHDRAWN = new ErrorCode("suite-withdrawn", ErrorKind.GONE);
    /** An evaluation asks a suite that is frozen no more. */
    public static final ErrorCode MISSING = new ErrorCode("suite-missing", ErrorKind.INVALID);
    static final ErrorCode IN_USE = new ErrorCode("suite-in-use", ErrorKind.CONFLICT);
    private static final ErrorCode NEVER_TRAINABLE = new ErrorCode("suite-never-trainable", ErrorKind.REFUSED);

    /** What curations read beside sources. */
    private static final Set<String> OF_PEOPLE = Set.of("what people decided", "what was withdrawn");

    private final SuiteStore store;
    private final Datasets datasets;
    private final Recipes recipes;
    private final GateFloors floors;
    private final Quarantines quarantines;
    private final TransactionOperations transactions;
    private final Audit audit;
    private final InstantSource clock;

    Suites(SuiteStore store, Datasets datasets, Recipes recipes, GateFloors floors, Quarantines quarantines,
            TransactionOperations transactions, Audit audit, InstantSource clock) {
        this.store = store;
        this.datasets = datasets;
        this.recipes = recipes;
        this.floors = floors;
        this.quarantines = quarantines;
        this.transactions = transactions;
        this.audit = audit;
        this.clock = clock;
    }

    /** @param isNew whether it was frozen just now */
    record Freezing(FrozenSuite suite, boolean isNew) {}

    /**
     * Freezes a dataset version; one that is frozen stays as it is.
     *
     * @param version its number, its digest or {@code latest}
     * @throws PlatformException of code {@code not-found} or {@code suite-withdrawn}
     */
    Freezing freeze(ProjectId project, String actor, String name, String version, String reason) {
        DatasetVersion found = datasets.find(project, name, version).orElseThrow(() -> noDataset(project, name,
                version));
        DatasetVersion.Withdrawn withdrawn = found.withdrawn();
        if (withdrawn != null) {
            throw new PlatformException(WITHDRAWN, "Dataset version " + found.ref()
                    + " was withdrawn, its examples are destroyed", withdrawn.successor() == null
                            ? "Freeze another version."
                            : "Freeze its successor: attune suite freeze " + withdrawn.successor());
        }
        Frozen frozen = new Frozen(found.ref().name(), found.ref().number());
        Optional<FrozenSuite> standing = store.find(project, frozen);
        if (standing.isPresent()) {
            return new Freezing(standing.get(), false);
        }
        FrozenSuite suite = new FrozenSuite(found.ref(), profile(found.ref()), actor, clock.instant(), reason);
        boolean isNew = Boolean.TRUE.equals(transactions.execute(status -> {
            boolean added = store.add(suite, files(found));
            if (added) {
                audit.record(project, actor, "suite.freeze", frozen.toString(), found.ref().digest());
            }
            return added;
        }));
        return new Freezing(store.find(project, frozen).orElse(suite), isNew);
    }

    private PlatformException noDataset(ProjectId project, String name, String version) {
        List<DatasetVersionRef> versions = datasets.versions(project, name);
        return new PlatformException(ErrorCode.NOT_FOUND, "There is no dataset version " + name + "@" + version,
                versions.isEmpty()
                        ? "See which there are: attune datasets"
                        : "Its versions are " + String.join(", ", versions.stream().map(
                                DatasetVersionRef::toString).toList()) + ".");
    }

    private SuiteProfile profile(DatasetVersionRef dataset) {
        try (Stream<Example> examples = examples(dataset)) {
            return SuiteProfile.of(examples);
        }
    }

    /** Every example of a version, in the order of splits and ids, read as they are asked for. The caller closes it. */
    public Stream<Example> examples(DatasetVersionRef dataset) {
        return Stream.of(Split.values()).flatMap(split -> datasets.examples(dataset, split)).map(
                CuratedExample::example);
    }

    /** How many examples a suite has, as it was counted when it was frozen. */
    public long size(ProjectId project, Frozen name) {
        return get(project, name).profile().examples();
    }

    /** The digests of the files that went into a version; jars of metadata are read question by question. */
    private static List<String> files(DatasetVersion version) {
        return version.inputs().stream().filter(input -> !input.place().endsWith(".jar") && !input.source().contains(
                ":") && !OF_PEOPLE.contains(input.place())).map(InputDigest::digest).map(
                        Digest::toString).distinct().sorted().toList();
    }

    /** By name, the newest version first. */
    public List<FrozenSuite> list(ProjectId project) {
        return store.list(project);
    }

    /** @throws PlatformException of code {@code not-found} */
    FrozenSuite get(ProjectId project, Frozen name) {
        return store.find(project, name).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                "There is no frozen suite " + name, "List them: attune suite list"));
    }

    /** When and why a suite's examples were destroyed; empty while they are there. */
    Optional<DatasetVersion.Withdrawn> withdrawn(FrozenSuite suite) {
        return datasets.find(suite.dataset().project(), suite.dataset().name(), String.valueOf(
                suite.dataset().number())).map(DatasetVersion::withdrawn);
    }

    /** The recipes in force that name a suite. */
    List<String> uses(ProjectId project, Frozen name) {
        return recipes.list(project).stream().filter(stored -> names(stored, name)).map(StoredRecipe::name).toList();
    }

    private static boolean names(StoredRecipe stored, Frozen name) {
        return stored.recipe().evaluation().frozen().contains(name);
    }

    /**
     * Lets a version be a dataset like any other again.
     *
     * @throws PlatformException of code {@code suite-in-use}, naming every recipe and run under way that asks it
     */
    void remove(ProjectId project, String actor, Frozen name) {
        FrozenSuite suite = get(project, name);
        Stream<String> policy = floors.of(project).floors().stream().filter(floor -> floor.suite().equals(
                name.toString())).limit(1).map(floor -> "the project's policy of gates");
        List<String> users = Stream.concat(Stream.concat(policy, uses(project, name).stream().map(
                recipe -> "recipe '" + recipe + "'")), store.pinned(project).stream().filter(run -> names(
                        recipes.version(project, run.recipe(),
                                run.version()), name)).map(SuiteStore.Pinned::run)).toList();
        if (!users.isEmpty()) {
            throw new PlatformException(IN_USE, "Suite " + name + " is in use: " + String.join(", ", users),
                    "Take it out of the policy and the recipes' evaluation and let the runs end, then delete it again.");
        }
        transactions.executeWithoutResult(status -> {
            if (store.remove(project, name)) {
                audit.record(project, actor, "suite.delete", name.toString(), suite.dataset().digest());
            }
        });
    }

    /**
     * The version that a suite asks, once more sure that it may be asked.
     *
     * @throws PlatformException of code {@code suite-withdrawn} or {@code suite-missing}
     */
    public DatasetVersionRef require(ProjectId project, Frozen name) {
        FrozenSuite suite = store.find(project, name).orElseThrow(() -> missing(project, name));
        withdrawn(suite).ifPresent(withdrawn -> {
            throw new PlatformException(WITHDRAWN, "The suite " + name + " was withdrawn while it was in use: "
                    + withdrawn.reason(), withdrawn.successor() == null
                            ? "Name another suite in the recipe."
                            : "Freeze its successor " + withdrawn.successor() + " and name that in the recipe.");
        });
        return suite.dataset();
    }

    private PlatformException missing(ProjectId project, Frozen name) {
        if (datasets.find(project, name.name(), String.valueOf(name.version())).isPresent()) {
            return new PlatformException(MISSING, "The dataset version " + name + " is not frozen, or not any more",
                    "Freeze it: attune suite freeze " + name);
        }
        SuiteChecks.Wrong wrong = StoredSuiteChecks.unknown(store.list(project), name);
        String message = wrong.message();
        return new PlatformException(MISSING, Character.toUpperCase(message.charAt(0)) + message.substring(1),
                wrong.nextStep());
    }

    @Override
    public Optional<PlatformException> refusal(DatasetVersionRef dataset) {
        return measuredWith(dataset).or(() -> quarantines.refusal(dataset.project(), LineageNode.dataset(new VersionRef(
                dataset.name(), dataset.number()))));
    }

    private Optional<PlatformException> measuredWith(DatasetVersionRef dataset) {
        ProjectId project = dataset.project();
        return store.ofContent(project, dataset.digest()).stream().map(suite -> "is frozen as the suite "
                + suite.name()).findFirst().or(() -> store.madeOf(project, files(datasets.version(
                        dataset))).stream().map(
                                suite -> "has a source that the frozen suite " + suite.name()
                                        + " was made of").findFirst()).map(
                                                why -> new PlatformException(NEVER_TRAINABLE, "Dataset version "
                                                        + dataset + " " + why
                                                        + ", and nothing is trained on what it is measured with",
                                                        "Train on other data: take the suite's examples out of the recipe's sources."));
    }
}
