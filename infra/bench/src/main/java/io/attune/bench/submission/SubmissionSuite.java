package io.attune.bench.submission;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

import io.attune.bench.Bench;
import io.attune.bench.Measure;
import io.attune.bench.Readings;
import io.attune.bench.Suite;
import io.attune.bench.Target;
import io.attune.bench.submission.Point.Act;
import io.attune.bench.submission.Strikes.Aim;
import io.attune.cli.processes.Installation;
import io.attune.provider.testkit.Operation;

/** Proves on the platform's own process that no create is paid twice. */
public final class SubmissionSuite implements Suite {
    private static final int LOST = 1_000;
    private static final int LEASED = 20;
    private static final int EARLY = 3;
    private static final int DEATHS = 3;
    private static final String LOST_ANSWERS = "lost answers: ";
    private static final String DEATH = "death of a node: its leased runs resumed after";

    @Override
    public String name() {
        return "submission";
    }

    @Override
    public String about() {
        return "at most one paid job: kills, stops, lost answers, a node's death";
    }

    @Override
    public void run(Bench bench) throws Exception {
        Installation installation = Installation.ofProcess();
        boolean matrix = wants(bench, Blow.KILL) || wants(bench, Blow.STALL);
        if (matrix || bench.wants(LOST_ANSWERS + "duplicates")) {
            try (Strikes strikes = Strikes.begin(installation, bench.scratch().resolve("matrix"), Strikes.ROOMY,
                    bench::say)) {
                if (bench.wants(LOST_ANSWERS + "duplicates")) {
                    lostAnswers(bench, installation, strikes);
                }
                if (matrix) {
                    matrix(bench, strikes);
                }
            }
        }
        if (bench.wants(DEATH)) {
            deaths(bench, installation);
        }
    }

    private static boolean wants(Bench bench, Blow blow) {
        return bench.wants(prefix(blow) + "paid jobs of one run, at most");
    }

    private static String prefix(Blow blow) {
        return blow.signals() + ": ";
    }

    private static void matrix(Bench bench, Strikes strikes) throws IOException, SQLException {
        bench.say("where undisturbed runs pass");
        boolean whole = bench.settings().large();
        Matrix matrix = Matrix.of(strikes, Trouble.all(), whole);
        bench.say(matrix.size() + " points under " + Trouble.all().size() + " troubles");
        for (Blow blow : Blow.values()) {
            if (wants(bench, blow)) {
                Tally tally = matrix.strike(strikes, blow, whole ? aim -> true : sample(blow), bench::say);
                report(bench, prefix(blow), tally);
            }
        }
    }

    /**
     * The part that is struck unless all is wanted. Claims are the same under every trouble, and what goes wrong once the job
     * is known cannot make another one; a process that stands still takes more than a minute for each group, and the later
     * points of a doubt, where one look at the vendor's list is like another, wait for their time.
     */
    private static Predicate<Aim> sample(Blow blow) {
        return aim -> {
            Point point = Objects.requireNonNull(aim.point());
            Trouble trouble = aim.trouble();
            boolean plain = trouble.equals(Trouble.NONE) || trouble.equals(Trouble.ANSWER_LOST);
            if (point.act() == Act.CLAIM) {
                return plain && point.number() == 1;
            }
            boolean ofCreate = trouble.operation() == Operation.CREATE_JOB && trouble.listDelay().isZero();
            return point.number() <= EARLY && (plain || (ofCreate && blow == Blow.KILL));
        };
    }

    private static void report(Bench bench, String prefix, Tally tally) {
        bench.add(prefix + "runs struck, each at its point", "runs", Target.noneButMore(), tally.runs()
                - tally.missed().size());
        bench.add(prefix + "points that no run came to", "points", Target.none(), tally.missed().size());
        tally.missed().forEach(aim -> bench.say("not met: " + aim));
        judge(bench, prefix, tally);
    }

    private static void judge(Bench bench, String prefix, Tally tally) {
        bench.add(prefix + "paid jobs of one run, at most", "jobs", Target.atMost(1), tally.paidMost());
        bench.add(prefix + "runs neither ended nor in doubt with a reason", "runs", Target.atMost(0), tally.open());
        bench.add(prefix + "runs whose job was never made", "runs", Target.atMost(0), tally.unpaid());
        bench.add(prefix + "trainings one run was charged for, at most", "charges", Target.atMost(1),
                (double) tally.chargedMost());
    }

    private static void lostAnswers(Bench bench, Installation installation, Strikes strikes) throws IOException,
            SQLException, InterruptedException {
        bench.say(LOST + " creates whose answers are lost");
        int before = strikes.ground().jobs();
        Tally tally = strikes.suffer(Trouble.ANSWER_LOST, LOST);
        int made = strikes.ground().jobs() - before;
        String name = LOST_ANSWERS + "jobs paid for each run asked for";
        bench.add(LOST_ANSWERS + "duplicates", "jobs", Target.atMost(0), made - LOST + tally.unpaid());
        judge(bench, LOST_ANSWERS, tally);
        bench.add(name, "jobs", Target.atMost(1), made / (double) LOST);
        peer(bench, installation, strikes.ground()).ifPresent(jobs -> bench.beside(name, new Measure.Peer(
                RetryingClient.NAME, jobs)));
    }

    /** Jobs for each run, with the vendor's own client; each run's first answer is lost here too, no other. */
    private static Optional<Double> peer(Bench bench, Installation installation, Ground ground) throws IOException,
            SQLException, InterruptedException {
        List<Course> courses = new ArrayList<>();
        for (int i = 0; i < LOST; i++) {
            courses.add(new Course("retries-" + i, Trouble.ANSWER_LOST, null));
        }
        ground.courses().follow(courses);
        Path packages = installation.root().resolve("orchestrator/provider-testkit/src/test/node");
        RetryingClient client = new RetryingClient(packages, bench.scratch().resolve("npm"), bench::say);
        int before = ground.jobs();
        try (VendorProxy proxy = new VendorProxy(ground.desk(), ground.courses(), () -> new Life(false))) {
            proxy.start();
            bench.say("the same with " + RetryingClient.NAME);
            return client.create(ground.vendorAt(proxy.port()), ground.vendor().credential(),
                    ground.vendor().baseModel().value(), ground.trainingFile(), LOST).map(said -> {
                        bench.say(RetryingClient.NAME + " says " + said);
                        return (ground.jobs() - before) / (double) LOST;
                    });
        }
    }

    private static void deaths(Bench bench, Installation installation) throws IOException, SQLException {
        // the platform's own settings, its lease among them
        try (Strikes strikes = Strikes.begin(installation, bench.scratch().resolve("death"), Map.of(), bench::say)) {
            double[] seconds = new double[DEATHS];
            for (int i = 0; i < DEATHS; i++) {
                bench.say(DEATH + " (" + (i + 1) + " of " + DEATHS + ")");
                seconds[i] = strikes.resumption(LEASED).toNanos() / 1e9;
            }
            bench.add(DEATH, "s", Target.atMost(5), Readings.of(seconds));
        }
    }
}
