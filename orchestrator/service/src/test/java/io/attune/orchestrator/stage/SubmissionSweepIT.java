package io.attune.orchestrator.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.attune.adapter.openai.OpenAiProviderFactory;
import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.kill.KillPoints;
import io.attune.orchestrator.kill.Killed;
import io.attune.orchestrator.kill.Point;
import io.attune.orchestrator.run.Fact;
import io.attune.orchestrator.run.Node;
import io.attune.orchestrator.run.Run;
import io.attune.orchestrator.run.RunEvent;
import io.attune.orchestrator.run.RunProperties;
import io.attune.orchestrator.run.RunState;
import io.attune.orchestrator.run.RunStore;
import io.attune.orchestrator.run.Seeds;
import io.attune.orchestrator.run.Stage;
import io.attune.orchestrator.testing.RunsAlone;
import io.attune.platform.testing.TestServers;
import io.attune.provider.ConnectionSettings;
import io.attune.provider.Connections;
import io.attune.provider.FileUpload;
import io.attune.provider.FineTuneProvider;
import io.attune.provider.ProviderFactory;
import io.attune.provider.ProviderFileId;
import io.attune.provider.RunKey;
import io.attune.provider.TrainingFile;
import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.Pace;
import io.attune.provider.testkit.TestClock;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * At most one paid job, whatever happens: every fault of the vendor, and at every durable write and every request a process
 * that dies there, one that stands still there until another has done its work, and a connection that breaks there.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SubmissionSweepIT {
    private static final Duration LEASE = Duration.ofSeconds(10);
    private static final int STEPS_MAX = 5_000;
    /** {@code -Dattune.sweep=all}: every blow at every point under every fault, some minutes more. */
    private static final boolean ALL = "all".equals(System.getProperty("attune.sweep"));
    private static final RunProperties SETTINGS = new RunProperties(1, 1, Duration.ofMillis(100), LEASE,
            Duration.ofSeconds(20), 5, Duration.ofSeconds(20));

    private final TestClock clock = new TestClock(Instant.parse("2026-03-01T10:00:00Z"));
    private final KillPoints points = new KillPoints();
    private ConfigurableApplicationContext context;
    private SimulatedOpenAi vendor;
    private RunStore store;
    private List<Stage> stages;
    private ProviderFileId file;
    private JdbcClient jdbc;
    private long runs;
    private RunId current = RunId.of(new UUID(7, 0));

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        context = RunsAlone.start(TestServers.freshProperties(), clock, points);
        store = context.getBean(RunStore.class);
        jdbc = context.getBean(JdbcClient.class);
        vendor = SimulatedOpenAi.open(folder, Pace.free(), clock);
        Connections connections = new Connections(List.of(new ConnectionSettings("trainer", "openai", vendor.baseUrl(),
                vendor::credential, Duration.ofSeconds(5))), List.of(pointed(new OpenAiProviderFactory())), clock);
        TestRecipes recipes = new TestRecipes(vendor.baseModel().value());
        PollPace pace = new PollPace(connections, SETTINGS, clock);
        stages = List.of(new SubmitStage(recipes.pinned(), connections, clock, SETTINGS, pace,
                SlotRule.UNLIMITED, dataset -> Optional.empty()), new ReconcileStage(
                        recipes.pinned(), connections, clock, pace), new TrainStage(recipes.pinned(), connections,
                                context.getBean(TrainingStore.class), pace, MoneyWatch.NONE, LossLog.NONE),
                new Ending());
        String lines = (vendor.exampleLine("Q?", "A.") + "\n").repeat(12);
        file = connections.provider("trainer").ability(FileUpload.class).orElseThrow().upload(new TrainingFile(
                "train", Digest.of(lines), Files.writeString(folder.resolve("train.jsonl"), lines)));
    }

    @AfterAll
    void stop() {
        vendor.close();
        context.close();
    }

    /** What is done at a point. */
    private enum Blow {
        /** The process dies. */
        KILL,
        /** The process stands still, its lease ends, and another does all the work before it goes on. */
        STALL,
        /** The connection breaks; the process lives. */
        BREAK
    }

    /** What goes wrong at the vendor while the run is submitted and watched. */
    private record Trouble(String name, Operation operation, int times, Fault fault, Duration listDelay) {
        static final Trouble NONE = new Trouble("no fault", Operation.OTHER, 0, new Fault.DropRequest(), Duration.ZERO);

        static Trouble create(String name, Fault fault) {
            return new Trouble(name, Operation.CREATE_JOB, 1, fault, Duration.ZERO);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<Trouble> troubles() {
        return List.of(Trouble.NONE,
                Trouble.create("create dropped before", new Fault.DropRequest()),
                Trouble.create("create's answer lost", new Fault.LoseAnswer()),
                Trouble.create("500 after the create", new Fault.FailAfterCommit(500)),
                Trouble.create("503 instead of a create", new Fault.Refuse(503, null)),
                Trouble.create("429 instead of a create", new Fault.Refuse(429, Duration.ofSeconds(3))),
                Trouble.create("create's answer truncated", new Fault.TruncateAnswer()),
                Trouble.create("create's answer in an unknown state", new Fault.UnknownState("dreaming")),
                Trouble.create("create answered by a redirect", new Fault.Redirect("http://127.0.0.1:9/")),
                new Trouble("answer lost and the list slow", Operation.CREATE_JOB, 1, new Fault.LoseAnswer(),
                        Duration.ofSeconds(25)),
                new Trouble("lists fail", Operation.LIST_JOBS, 3, new Fault.Refuse(500, null), Duration.ZERO),
                new Trouble("reads answer 404 for a while", Operation.READ_JOB, 3, new Fault.Refuse(404, null),
                        Duration.ZERO),
                new Trouble("reads are dropped", Operation.READ_JOB, 3, new Fault.DropRequest(), Duration.ZERO),
                new Trouble("reads are truncated", Operation.READ_JOB, 2, new Fault.TruncateAnswer(), Duration.ZERO),
                new Trouble("reads speak of an unknown state", Operation.READ_JOB, 2, new Fault.UnknownState("musing"),
                        Duration.ZERO));
    }

    @TestFactory
    Stream<DynamicTest> one_run_pays_for_at_most_one_job() {
        return troubles().stream().flatMap(trouble -> {
            Course undisturbed = course(trouble, point -> {
            });
            List<DynamicTest> tests = new ArrayList<>();
            tests.add(DynamicTest.dynamicTest(trouble + ", undisturbed", () -> judge("undisturbed", undisturbed)));
            boolean whole = ALL || trouble.equals(Trouble.NONE) || trouble.fault() instanceof Fault.LoseAnswer;
            List<Point> where = whole ? ends(undisturbed.points(), 28, 12) : ends(undisturbed.points(), 20, 6);
            for (Blow blow : whole ? Set.of(Blow.values()) : Set.of(Blow.KILL)) {
                tests.add(DynamicTest.dynamicTest(trouble + ", " + blow + " at each of " + where.size() + " points",
                        () -> where.forEach(point -> judge(blow + " " + point, course(trouble, blow, point)))));
            }
            return tests.stream();
        });
    }

    /** The points of a course without those of its middle, where one poll is like another. */
    private static List<Point> ends(List<Point> points, int first, int last) {
        return IntStream.range(0, points.size()).filter(i -> ALL || i < first || i >= points.size()
                - last).mapToObj(points::get).toList();
    }

    /** What became of a run. */
    private record Course(Run run, int paidJobs, List<Point> points) {}

    private static void judge(String what, Course course) {
        assertThat(course.paidJobs()).as("paid jobs, %s", what).isEqualTo(1);
        assertThat(course.run().state()).as("state, %s: %s", what, course.run().facts()).isEqualTo(
                RunState.EVALUATING);
        assertThat(course.run().facts().get(Fact.Job.class).trainedTokens()).as("tokens, %s", what).isPositive();
    }

    private Course course(Trouble trouble, Blow blow, Point where) {
        boolean[] struck = {false};
        return course(trouble, point -> {
            if (!struck[0] && point.equals(where)) {
                struck[0] = true;
                switch (blow) {
                    case KILL -> throw new Killed(point);
                    case STALL -> {
                        clock.advance(LEASE.multipliedBy(2));
                        untilEnd(new Node("other", store, stages, LEASE));
                    }
                    case BREAK -> {
                        throw point.act() == Point.Act.WRITE
                                ? KillPoints.connectionLost()
                                : new java.io.IOException("connection reset");
                    }
                }
            }
        });
    }

    private Course course(Trouble trouble, KillPoints.Strike strike) {
        RunId id = RunId.of(new UUID(7, ++runs));
        current = id;
        points.restart(point -> {
        });
        Seeds.submitting(store, jdbc, id, file);
        vendor.faults().clear();
        vendor.faults().next(trouble.operation(), trouble.times(), trouble.fault());
        vendor.faults().listDelay(trouble.listDelay());
        points.restart(strike);
        try {
            untilEnd(new Node("first", store, stages, LEASE));
        } catch (Killed e) {
            clock.advance(LEASE);
        }
        untilEnd(new Node("second", store, stages, LEASE));
        List<Point> passed = points.passed();
        return new Course(store.find(ProjectId.DEFAULT, id).orElseThrow(), vendor.paidJobs(new RunKey(id.value())),
                passed);
    }

    /** Works until nothing is left to do; time goes on to whatever is due next. */
    private void untilEnd(Node node) {
        for (int i = 0; i < STEPS_MAX && !ended(); i++) {
            Instant due = nextDue();
            if (!due.isBefore(clock.instant())) {
                clock.advance(Duration.between(clock.instant(), due).plusMillis(1));
            }
            node.step();
        }
    }

    private Instant nextDue() {
        return jdbc.sql("select max(greatest(due_at, claimed_until)) from orchestrator.run where id = ?").param(
                current.value()).query((rs, i) -> rs.getTimestamp(1).toInstant()).single();
    }

    private boolean ended() {
        RunState state = store.find(ProjectId.DEFAULT, current).orElseThrow().state();
        return state.isTerminal() || state == RunState.EVALUATING;
    }

    private ProviderFactory pointed(ProviderFactory behind) {
        return new ProviderFactory() {
            @Override
            public String dialect() {
                return behind.dialect();
            }

            @Override
            public FineTuneProvider connect(ConnectionSettings settings, java.net.http.HttpClient http,
                    java.time.InstantSource time) {
                return behind.connect(settings, points.around(http), time);
            }
        };
    }

    /** What follows a training is not looked at here. */
    private static final class Ending implements Stage {
        @Override
        public Set<RunState> states() {
            return Set.of(RunState.SETTLING, RunState.CLOSING);
        }

        @Override
        public RunEvent perform(Run run, Work work) {
            return run.state() == RunState.SETTLING ? new RunEvent.Settled() : new RunEvent.Closed();
        }
    }
}
