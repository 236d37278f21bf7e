package io.attune.orchestrator.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.TokenCount;
import io.attune.orchestrator.evaluation.measure.Served;
import io.attune.orchestrator.evaluation.measure.Served.Outcome;
import io.attune.orchestrator.quote.Price;
import io.attune.orchestrator.quote.Prices;
import io.attune.orchestrator.recipe.Recipe;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Asks what is still to be asked, for some seconds at a time, from wherever it was interrupted. It holds no more examples
 * than a page. Everything that an arm gives is kept before it is measured; a fault is met again later, some times; any
 * other outcome is the arm's own and counts.
 */
@Component
class Engine {
    /** How long one call works before it lets whoever claimed the evaluation breathe. */
    private static final Duration SLICE = Duration.ofSeconds(5);
    /** Nor more than so much, and what is then under way, within the lease of a claim. */
    private static final Duration SLICE_MAX = Duration.ofSeconds(40);
    /** At a call's end nothing new is asked until the slowest has answered, so it lasts so many times as long as that. */
    private static final int SLOWEST = 10;
    private static final Duration TELL = Duration.ofMillis(500);
    /** After so long somebody else's question is looked for. */
    private static final Duration MEANWHILE = Duration.ofMillis(200);
    private static final Duration WAIT_MAX = Duration.ofMinutes(1);
    private static final int PAGE = 256;
    private static final int TOGETHER_MAX = 100;
    /** How often a faulty provider is asked the same before the example counts as failed. */
    static final int TRIES_MAX = 6;

    private final EvaluationStore store;
    private final OutputStore outputs;
    private final Asker asker;
    private final Prices prices;
    private final InstantSource clock;
    private final int parallel;
    private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
    /** What is being asked: arms that are the same model would ask the same at the same time. */
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();
    private final Together<OutputStore.Intent, OutputStore.Begun> intents;
    private final Together<OutputStore.Outcoming, Served> answers;
    private final Together<EvaluationStore.Measured, EvaluationStore.Measured> measures;

    Engine(EvaluationStore store, OutputStore outputs, Asker asker, Prices prices, InstantSource clock,
            EvaluationProperties settings) {
        this.store = store;
        this.outputs = outputs;
        this.asker = asker;
        this.prices = prices;
        this.clock = clock;
        this.parallel = settings.parallel();
        this.intents = new Together<>(TOGETHER_MAX, outputs::begin);
        this.answers = new Together<>(TOGETHER_MAX, outputs::finish);
        this.measures = new Together<>(TOGETHER_MAX, store::measured);
    }

    /**
     * One connection is asked so much at once, by however many evaluations. What is written before and after a question keeps
     * no other one waiting: as many again stand ready, and some more are being written down. One at once means strictly one after
     * another.
     */
    private record Lane(Semaphore asking, Semaphore ready, Semaphore open) implements Asker.Turns {
        static Lane of(int parallel) {
            return new Lane(new Semaphore(parallel), new Semaphore(2 * parallel - 1), new Semaphore(8 * parallel
                    - 7));
        }

        @Override
        public <T> T take(Supplier<T> question) {
            asking.acquireUninterruptibly();
            try {
                return question.get();
            } finally {
                asking.release();
            }
        }
    }

    /** What is to be asked: every example that stands open on these arms and suites. */
    record Job(EvaluationId evaluation, ProjectId project, Map<String, EvaluatedArm> arms,
            Map<String, List<Recipe.Measure>> suites) {}

    /** Hears how far it has come. */
    interface Progress {
        void tell(long done, long total, String arm);
    }

    /**
     * Asks for some seconds.
     *
     * @return how long to wait before it is called again, or empty when nothing stands open any more
     */
    Optional<Duration> advance(Job job, Progress progress) {
        Slice slice = new Slice(job, progress, store.count(job.evaluation(), job.arms().keySet(),
                job.suites().keySet()));
        if (slice.isOver()) {
            return Optional.empty();
        }
        return Optional.of(slice.work());
    }

    private final class Slice {
        private final Job job;
        private final Progress progress;
        private final long total;
        private final AtomicLong done;
        private final Instant from = clock.instant();
        private final AtomicReference<Duration> slowest = new AtomicReference<>(Duration.ZERO);
        private final AtomicReference<Instant> told = new AtomicReference<>(Instant.EPOCH);
        private final AtomicReference<@Nullable Throwable> broken = new AtomicReference<>();
        private final AtomicReference<Duration> wait = new AtomicReference<>(Duration.ZERO);
        private final AtomicInteger faultsInARow = new AtomicInteger();
        private final AtomicLong asked = new AtomicLong();
        private final Map<String, Optional<Price>> priced = new ConcurrentHashMap<>();

        Slice(Job job, Progress progress, EvaluationStore.Count count) {
            this.job = job;
            this.progress = progress;
            this.total = count.total();
            this.done = new AtomicLong(count.done());
        }

        boolean isOver() {
            return done.get() >= total;
        }

        Duration work() {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                EvaluationStore.Place after = EvaluationStore.Place.START;
                List<EvaluationStore.Pending> page;
                do {
                    page = store.pending(job.evaluation(), job.arms().keySet(), job.suites().keySet(), after, PAGE);
                    Map<OutputStore.Asking, Map<Way, Served>> known = outputs.known(job.project(), page.stream().map(
                            Slice::asking).toList(), job.evaluation());
                    for (EvaluationStore.Pending example : page) {
                        if (!begin(threads, example, known.getOrDefault(asking(example), Map.of()))) {
                            page = List.of();
                            break;
                        }
                        after = new EvaluationStore.Place(example.arm(), example.suite(), example.item().id());
                    }
                } while (page.size() == PAGE);
            }
            rethrow();
            return asked.get() > 0 ? Duration.ZERO : wait.get();
        }

        private static OutputStore.Asking asking(EvaluationStore.Pending example) {
            return new OutputStore.Asking(example.armDigest(), example.digest());
        }

        private boolean begin(ExecutorService threads, EvaluationStore.Pending example, Map<Way, Served> known) {
            EvaluatedArm arm = arm(example);
            Lane lane = lanes.computeIfAbsent(arm.connection(), name -> Lane.of(parallel));
            lane.open().acquireUninterruptibly();
            lane.ready().acquireUninterruptibly();
            boolean mayGoOn = clock.instant().isBefore(until()) && broken.get() == null && faultsInARow.get() < parallel
                    && !Thread.currentThread().isInterrupted();
            if (!mayGoOn) {
                lane.ready().release();
                lane.open().release();
                return false;
            }
            tell(arm);
            threads.execute(() -> {
                try {
                    answer(arm, example, known, lane);
                } catch (Throwable e) {
                    broken.compareAndSet(null, e);
                } finally {
                    lane.open().release();
                }
            });
            return true;
        }

        private Instant until() {
            Duration wanted = slowest.get().multipliedBy(SLOWEST);
            return from.plus(longer(SLICE, wanted.compareTo(SLICE_MAX) > 0 ? SLICE_MAX : wanted));
        }

        private EvaluatedArm arm(EvaluationStore.Pending example) {
            EvaluatedArm arm = job.arms().get(example.arm());
            if (arm == null) {
                throw new IllegalStateException("There is no arm " + example.arm());
            }
            return arm;
        }

        private void tell(EvaluatedArm arm) {
            Instant now = clock.instant();
            if (Duration.between(told.get(), now).compareTo(TELL) >= 0) {
                told.set(now);
                progress.tell(done.get(), total, arm.name());
            }
        }

        private void answer(EvaluatedArm arm, EvaluationStore.Pending example, Map<Way, Served> known, Lane lane) {
            List<Recipe.Measure> wanted = job.suites().getOrDefault(example.suite(), List.of());
            Map<Way, Served> served = new EnumMap<>(Way.class);
            try {
                for (Way way : Way.of(example.item(), wanted)) {
                    Served given = known.get(way);
                    given = given == null ? ask(arm, example, way, lane) : given;
                    if (given == null) {
                        return;
                    }
                    served.put(way, given);
                }
            } finally {
                lane.ready().release();
            }
            Outcome outcome = served.values().stream().map(Served::outcome).max(Outcome::compareTo).orElse(
                    Outcome.ANSWERED);
            measures.write(new EvaluationStore.Measured(job.evaluation(), example, outcome.name(), Derivation.of(
                    example.item(), served, wanted, arm.knowledgeBase() != null)));
            asked.incrementAndGet();
            done.incrementAndGet();
        }

        /** Asks and keeps what came, or null when it shall be asked later. */
        private @Nullable Served ask(EvaluatedArm arm, EvaluationStore.Pending example, Way way, Lane lane) {
            OutputStore.Key key = new OutputStore.Key(job.project(), example.armDigest(), example.digest(), way);
            if (!underWay.add(key.id())) {
                wait.accumulateAndGet(MEANWHILE, Slice::shorter);
                return null;
            }
            try {
                return switch (intents.write(new OutputStore.Intent(key, new OutputStore.Payer(job.evaluation(),
                        example.arm(), example.suite())))) {
                    case OutputStore.Begun.Later(Duration later) -> {
                        wait.accumulateAndGet(later, Slice::shorter);
                        yield null;
                    }
                    case OutputStore.Begun.Yours(int tries) -> ask(arm, example, key, tries, lane);
                };
            } finally {
                underWay.remove(key.id());
            }
        }

        private @Nullable Served ask(EvaluatedArm arm, EvaluationStore.Pending example, OutputStore.Key key,
                int tries, Lane lane) {
            Instant begun = clock.instant();
            try {
                Asked given = asker.ask(job.project(), arm, key.way(), example.item(), key.id(), lane);
                faultsInARow.set(0);
                return keep(arm, key, given);
            } catch (NotAnswered e) {
                return switch (e.why()) {
                    case TIMED_OUT -> keep(arm, key, Asked.nothing(Outcome.TIMED_OUT, e.message()));
                    case REFUSED -> keep(arm, key, Asked.nothing(Outcome.REFUSED, e.message()));
                    case FAULT -> fault(arm, key, tries, e);
                };
            } finally {
                slowest.accumulateAndGet(Duration.between(begun, clock.instant()), Slice::longer);
            }
        }

        private @Nullable Served fault(EvaluatedArm arm, OutputStore.Key key, int tries, NotAnswered e) {
            faultsInARow.incrementAndGet();
            if (tries >= TRIES_MAX) {
                return keep(arm, key, Asked.nothing(Outcome.FAILED, e.message()));
            }
            Duration asksFor = e.retryAfter();
            Duration pause = asksFor == null ? Duration.ofSeconds(1L << (tries - 1)) : asksFor;
            Duration later = pause.compareTo(WAIT_MAX) > 0 ? WAIT_MAX : pause;
            outputs.putOff(key, e.message(), later);
            wait.accumulateAndGet(later, Slice::shorter);
            return null;
        }

        private Served keep(EvaluatedArm arm, OutputStore.Key key, Asked given) {
            return answers.write(new OutputStore.Outcoming(key, given, cost(arm, given.served())));
        }

        private @Nullable Money cost(EvaluatedArm arm, Served served) {
            Optional<Price> input = price(arm, Price.Kind.INPUT);
            Optional<Price> output = price(arm, Price.Kind.OUTPUT);
            if (input.isEmpty() || output.isEmpty() || !input.get().amount().currency().equals(
                    output.get().amount().currency())) {
                return null;
            }
            return input.get().of(new TokenCount(served.inputTokens())).plus(output.get().of(new TokenCount(
                    served.outputTokens())));
        }

        private Optional<Price> price(EvaluatedArm arm, Price.Kind kind) {
            return priced.computeIfAbsent(arm.connection() + "\n" + arm.baseModel() + "\n" + kind, key -> prices.look(
                    arm.connection(), arm.baseModel(), kind));
        }

        private void rethrow() {
            switch (broken.get()) {
                case null -> {
                }
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                case Throwable e -> throw new IllegalStateException(e);
            }
        }

        private static Duration longer(Duration one, Duration other) {
            return one.compareTo(other) < 0 ? other : one;
        }

        /** Zero stands for nothing to wait for. */
        private static Duration shorter(Duration one, Duration other) {
            return one.isZero() || other.compareTo(one) < 0 ? other : one;
        }
    }
}
