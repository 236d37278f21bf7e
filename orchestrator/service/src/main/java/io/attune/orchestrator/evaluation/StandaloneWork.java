package io.attune.orchestrator.evaluation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.attune.dataset.DatasetVersion;
import io.attune.dataset.DatasetVersionRef;
import io.attune.dataset.Datasets;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.ErrorKind;
import io.attune.kernel.Money;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.quote.Price;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.quote.Quoter;
import io.attune.orchestrator.recipe.Recipe;
import io.attune.orchestrator.recipe.Recipes;
import io.attune.orchestrator.recipe.StoredRecipe;
import io.attune.registry.Attribution;
import io.attune.registry.ChargeKind;
import io.attune.registry.Ledger;
import io.attune.registry.Metric;
import io.attune.registry.ModelVersion;
import io.attune.registry.Models;
import io.attune.registry.NewCharge;
import io.attune.registry.Origin;
import io.attune.registry.ReservationOutcome;
import io.attune.registry.ReservationRequest;
import io.attune.registry.VersionRef;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Carries an evaluation by itself from its wish to its end: arms and suites are fixed, money is held, everything is asked,
 * what was billed is charged, and the version gets its measures. Each step finds what an earlier attempt did.
 */
@Component
class StandaloneWork {
    private static final Duration AFTER_TROUBLE = Duration.ofSeconds(10);

    private final StandaloneStore rows;
    private final EvaluationStore store;
    private final OutputStore outputs;
    private final Planner planner;
    private final Engine engine;
    private final Similarities similarities;
    private final Regurgitations regurgitations;
    private final StandaloneContests contests;
    private final VersionArms versions;
    private final WishCheck wishes;
    private final Recipes recipes;
    private final Datasets datasets;
    private final Models models;
    private final Ledger ledger;
    private final Prices prices;
    private final Quoter quoter;
    private final InstantSource clock;

    StandaloneWork(StandaloneStore rows, EvaluationStore store, OutputStore outputs, Planner planner, Engine engine,
            Similarities similarities, Regurgitations regurgitations, StandaloneContests contests, VersionArms versions,
            WishCheck wishes, Recipes recipes, Datasets datasets, Models models,
            Ledger ledger, Prices prices,
            Quoter quoter, InstantSource clock) {
        this.rows = rows;
        this.store = store;
        this.outputs = outputs;
        this.planner = planner;
        this.engine = engine;
        this.similarities = similarities;
        this.regurgitations = regurgitations;
        this.contests = contests;
        this.versions = versions;
        this.wishes = wishes;
        this.recipes = recipes;
        this.datasets = datasets;
        this.models = models;
        this.ledger = ledger;
        this.prices = prices;
        this.quoter = quoter;
        this.clock = clock;
    }

    /** What an evaluation is about. */
    private record Subject(VersionRef version, Optional<StoredRecipe> recipe, DatasetVersionRef dataset,
            List<Recipe.Suite> suites) {
        private @Nullable Recipe text() {
            return recipe.map(StoredRecipe::recipe).orElse(null);
        }
    }

    /** Works for some seconds on a claimed evaluation and stores how it stands then. */
    void work(StandaloneStore.Row row) {
        EvaluationWish wish = row.wish();
        if (wish == null) {
            return;
        }
        try {
            if (row.cancelRequested()) {
                rows.end(row, StandaloneStore.State.CANCELLED, settle(row, wish));
                return;
            }
            Subject subject = subject(row.project(), wish);
            Optional<Duration> wait = ask(row, wish, subject);
            if (wait.isPresent()) {
                rows.putOff(row, wait.get(), null);
                return;
            }
            StandaloneStore.Trouble unpriced = settle(row, wish);
            models.addMetrics(row.project(), subject.version(), metrics(row.id()));
            rows.end(row, StandaloneStore.State.SUCCEEDED, unpriced);
        } catch (PlatformException e) {
            if (e.code().kind().isRetryable()) {
                rows.putOff(row, AFTER_TROUBLE, StandaloneStore.Trouble.of(e));
            } else {
                end(row, wish, e);
            }
        }
    }

    /** Whatever it failed for, what was spent until then is charged. */
    private void end(StandaloneStore.Row row, EvaluationWish wish, PlatformException why) {
        try {
            StandaloneStore.Trouble unpriced = settle(row, wish);
            StandaloneStore.Trouble trouble = StandaloneStore.Trouble.of(why);
            rows.end(row, StandaloneStore.State.FAILED, unpriced == null
                    ? trouble
                    : new StandaloneStore.Trouble(trouble.code(), trouble.message() + "; " + unpriced.message(),
                            (trouble.nextStep() + " " + unpriced.nextStep()).strip()));
        } catch (PlatformException e) {
            rows.putOff(row, AFTER_TROUBLE, StandaloneStore.Trouble.of(e));
        }
    }

    /** Says at once what an evaluation could never do. */
    void require(ProjectId project, EvaluationWish wish) {
        Subject subject = subject(project, wish);
        StandaloneContests.require(wish, subject.suites());
        List<EvaluatedArm> arms = versions.of(project, subject.version(), wish.against(), null);
        Problems problems = new Problems();
        for (Recipe.Suite suite : subject.suites()) {
            if (planner.count(suite, subject.dataset()) == 0) {
                problems.add(new Problem("/suites", "the suite '" + suite.name() + "' has no questions",
                        "Name another suite."));
            }
            wishes.check(project, wish, suite, arms, subject.text() != null
                    && subject.text().knowledge() instanceof Recipe.Knowledge.Base, problems);
        }
        problems.throwIfAny("The evaluation");
        most(arms, questions(subject));
    }

    private Optional<Duration> ask(StandaloneStore.Row row, EvaluationWish wish, Subject subject) {
        Map<String, EvaluatedArm> arms = new TreeMap<>(store.arms(row.id()));
        if (arms.isEmpty()) {
            versions.of(row.project(), subject.version(), wish.against(), subject.text()).forEach(arm -> arms.put(
                    arm.name(), arm));
            store.keepArms(row.id(), arms.values());
        }
        planner.plan(row.id(), row.project(), arms.values(), subject.suites(), subject.dataset());
        hold(row, wish, subject, arms.values());
        return engine.advance(new Engine.Job(row.id(), row.project(), arms, subject.suites().stream().collect(
                Collectors.toMap(Recipe.Suite::name, Recipe.Suite::measures))), (done, total, arm) -> {
                }).or(() -> similarities.advance(row.id(), row.project(), subject.suites())).or(
                        () -> regurgitations.advance(row.id(), arms, subject.suites(), subject.dataset())).or(
                                () -> contests.advance(row, wish, arms.keySet(), subject.suites()));
    }

    private Subject subject(ProjectId project, EvaluationWish wish) {
        VersionRef ref = ref(wish.version());
        ModelVersion version = versions.version(project, ref);
        Optional<StoredRecipe> recipe = recipes.find(project, ref.name());
        List<Recipe.Suite> suites = wish.suites().stream().map(name -> planner.suite(recipe.map(
                StoredRecipe::recipe).orElse(null), name, wish.measures())).toList();
        return new Subject(ref, recipe, dataset(project, version), suites);
    }

    private static VersionRef ref(String text) {
        try {
            return VersionRef.parse(text);
        } catch (IllegalArgumentException e) {
            throw new PlatformException(ErrorCode.INVALID_INPUT, String.valueOf(e.getMessage()),
                    "Name a registered version.", e);
        }
    }

    /** What it was trained on; a base version is asked the newest questions of its name. */
    private DatasetVersionRef dataset(ProjectId project, ModelVersion version) {
        VersionRef trainedOn = version.content().origin() instanceof Origin.Tuned tuned
                ? tuned.dataset()
                : null;
        String name = trainedOn == null ? version.ref().name() : trainedOn.name();
        return datasets.find(project, name, trainedOn == null ? "latest" : Integer.toString(trainedOn.number())).map(
                DatasetVersion::ref).orElseThrow(() -> new PlatformException(ErrorCode.NOT_FOUND,
                        "There is no dataset '" + name + "' whose held-out examples could be asked",
                        "Build it first: attune dataset build RECIPE-FILE"));
    }

    private int questions(Subject subject) {
        return subject.suites().stream().mapToInt(suite -> planner.count(suite, subject.dataset())).sum();
    }

    /** @throws PlatformException of code {@code no-price} */
    private Money most(Collection<EvaluatedArm> arms, int questions) {
        return arms.stream().map(arm -> quoter.asking(arm.connection(), arm.baseModel(), arm.knowledgeBase() != null,
                questions)).reduce(Money::plus).orElseThrow();
    }

    private void hold(StandaloneStore.Row row, EvaluationWish wish, Subject subject, Collection<EvaluatedArm> arms) {
        if (!ledger.reservations(row.project(), row.id().spender()).isEmpty()) {
            return;
        }
        Money most = most(arms, questions(subject));
        for (Money judges : contests.most(wish, arms.stream().map(EvaluatedArm::name).toList(), subject.suites(),
                suite -> planner.count(suite, subject.dataset()))) {
            most = most.plus(judges);
        }
        Money budget = wish.budget();
        Recipe recipe = subject.text();
        ReservationOutcome outcome = ledger.reserve(new ReservationRequest(row.project(), row.id().spender(),
                "evaluation", subject.version().name(), most, new ReservationRequest.Limits(budget, null),
                new Attribution(recipe == null ? Map.of() : recipe.labels(), arms.iterator().next().connection(),
                        null)));
        if (outcome instanceof ReservationOutcome.Refused refused) {
            throw new PlatformException(new ErrorCode(refused.code(), ErrorKind.REFUSED),
                    refused.message(), refused.nextStep());
        }
    }

    /**
     * Charges what was billed, each arm and suite once, and frees the rest. It needs nothing of the version or its suites, which may
     * be gone by now.
     *
     * @return what could not be charged because nobody says its price, or null
     */
    private StandaloneStore.@Nullable Trouble settle(StandaloneStore.Row row, EvaluationWish wish) {
        Map<String, EvaluatedArm> arms = store.arms(row.id());
        Set<String> unpriced = new TreeSet<>();
        for (OutputStore.Usage usage : outputs.usage(row.id())) {
            EvaluatedArm arm = arms.get(usage.arm());
            if (arm != null) {
                charge(row, wish, arm, usage, Price.Kind.INPUT, usage.inputTokens(), unpriced);
                charge(row, wish, arm, usage, Price.Kind.OUTPUT, usage.outputTokens(), unpriced);
            }
        }
        contests.charge(row, ref(wish.version()).name(), labels(row.project(), wish), unpriced);
        ledger.release(row.project(), row.id().spender());
        return unpriced.isEmpty()
                ? null
                : new StandaloneStore.Trouble("no-price", "Not charged, for want of a price: " + String.join(", ",
                        unpriced),
                        "Record the price: attune catalog set-price CONNECTION MODEL KIND AMOUNT --source TEXT");
    }

    private Map<String, String> labels(ProjectId project, EvaluationWish wish) {
        return recipes.find(project, ref(wish.version()).name()).map(it -> it.recipe().labels()).orElse(Map.of());
    }

    private void charge(StandaloneStore.Row row, EvaluationWish wish, EvaluatedArm arm, OutputStore.Usage usage,
            Price.Kind kind, long tokens, Set<String> unpriced) {
        if (tokens == 0) {
            return;
        }
        Optional<Price> found = prices.look(arm.connection(), arm.baseModel(), kind);
        if (found.isEmpty()) {
            unpriced.add(tokens + " " + kind.unit() + " of '" + arm.baseModel() + "' on '" + arm.connection() + "' in "
                    + usage.suite());
            return;
        }
        Price price = found.get();
        VersionRef version = ref(wish.version());
        Map<String, String> labels = labels(row.project(), wish);
        String trainedOn = models.find(row.project(), version).map(it -> it.content().origin()).filter(
                Origin.Tuned.class::isInstance).map(origin -> ((Origin.Tuned) origin).dataset().toString()).orElse(
                        null);
        ledger.charge(new NewCharge(row.project(), row.id() + "/" + usage.arm() + "/" + usage.suite() + "/"
                + (kind == Price.Kind.INPUT ? "input" : "output"), row.id().spender(), version.name(), version.name(),
                ChargeKind.INFERENCE, price.of(new TokenCount(tokens)), BigDecimal.valueOf(tokens), kind.unit(),
                price.source(), labels, clock.instant(), NewCharge.Stage.METERED, new NewCharge.Usage(arm.connection(),
                        null, null, null, arm.baseModel(), trainedOn, null, null)));
    }

    private List<Metric> metrics(EvaluationId id) {
        List<Metric> metrics = new ArrayList<>();
        new Report(store.rows(id)).figures().forEach(figure -> metrics.add(new Metric(id.value(), figure.suite(),
                figure.arm(), figure.measure(), figure.interval(), figure.examples())));
        return metrics;
    }
}
