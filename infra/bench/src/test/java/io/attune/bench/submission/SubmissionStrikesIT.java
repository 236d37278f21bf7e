package io.attune.bench.submission;

import java.nio.file.Path;
import java.util.List;

import io.attune.bench.submission.Point.Act;
import io.attune.bench.submission.Strikes.Aim;
import io.attune.cli.processes.Installation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The platform's process is killed, and stopped across a lease, at each point of a submission once: the same as
 * {@code ./attune bench submission} without the vendor's faults.
 */
class SubmissionStrikesIT {
    private static final int TURNS = 3;

    @TempDir
    Path folder;

    @Test
    void a_run_whose_process_is_killed_or_stands_still_anywhere_in_its_submission_pays_for_one_job() throws Exception {
        Installation installation = new Installation(Path.of("../..").toRealPath(), Path.of(System.getProperty(
                "java.home"), "bin", "java"));
        StringBuilder said = new StringBuilder();
        try (Strikes strikes = Strikes.begin(installation, folder, Strikes.ROOMY, line -> said.append(line).append(
                '\n'))) {
            Matrix points = Matrix.of(strikes, List.of(Trouble.NONE), false);

            // what waits after a kill waits while the others are stopped
            for (Blow blow : Blow.values()) {
                for (List<Aim> group : Matrix.groups(points.aims(SubmissionStrikesIT::isOncePerKind))) {
                    strikes.strike(blow, group);
                }
            }
            Tally struck = strikes.settle(Blow.STALL);
            // what another process did while this one stood still, before the run came to its point, is tried again
            for (int turn = 1; turn < TURNS && !struck.missed().isEmpty(); turn++) {
                List<Aim> missed = struck.missed();
                for (List<Aim> group : Matrix.groups(missed)) {
                    strikes.strike(Blow.STALL, group);
                }
                struck = struck.withoutMissed().plus(strikes.settle(Blow.STALL));
            }

            assertThat(struck.failures()).as(said.toString()).isEmpty();
            assertThat(struck.missed()).as(said.toString()).isEmpty();
            assertThat(struck.runs()).as("points").isGreaterThanOrEqualTo(18);
            assertThat(struck.paidMost()).as("paid jobs of one run").isEqualTo(1);
            assertThat(struck.chargedMost()).as("trainings one run was charged for").isEqualTo(1);
        }
    }

    /** One claim is like another, and each point of a claim takes a start of the platform. */
    private static boolean isOncePerKind(Aim aim) {
        Point point = aim.point();
        return point != null && (point.act() != Act.CLAIM || point.number() == 1);
    }
}
