package io.attune.provider.testkit;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;

import io.attune.kernel.Money;
import io.attune.provider.ActualCosts;
import io.attune.provider.JobState;
import io.attune.provider.PauseResume;
import io.attune.provider.ProviderJob;
import io.attune.provider.RunKey;
import io.attune.provider.TrainingMethod;
import io.attune.provider.testkit.VendorAbilities.Bills;
import io.attune.provider.testkit.VendorAbilities.DecidesFates;
import io.attune.provider.testkit.VendorAbilities.TunesOtherwise;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the adapter says was trained is what the vendor billed, however the job went. */
abstract class BillingCases {
    abstract ExamRoom room();

    @Test
    void the_trained_tokens_are_the_billed_ones() {
        room().vendorAs(Bills.class);
        ProviderJob job = room().trained("key-1");

        assertThat(awaitBill("key-1", 1)).singleElement().satisfies(line -> {
            assertThat(line.unit()).isEqualTo("tokens");
            assertThat(line.quantity()).isEqualByComparingTo(BigDecimal.valueOf(
                    Objects.requireNonNull(job.trainedTokens()).value()));
            assertThat(line.amount().amount()).isPositive();
        });
    }

    @Test
    void a_cancelled_job_bills_its_steps_and_a_failed_one_nothing() {
        Bills vendor = room().vendorAs(Bills.class);
        ProviderJob job = room().submit(room().request("key-1"));
        room().vendor().pace().allow(3);
        room().awaitMetrics(job, 2);
        room().provider().cancel(job.id());
        ProviderJob cancelled = room().awaitState(job, JobState.CANCELLED);
        ProviderJob failed = room().submit(room().request("key-2", room().vendor().baseModel(),
                room().upload(List.of(room().vendor().exampleLine("q", "a")))));
        room().awaitState(failed, JobState.FAILED);

        assertThat(awaitBill("key-1", 1)).singleElement().satisfies(line -> assertThat(
                line.quantity()).isEqualByComparingTo(BigDecimal.valueOf(
                        Objects.requireNonNull(cancelled.trainedTokens()).value())));
        assertThat(vendor.billed(new RunKey("key-2"))).isEmpty();
    }

    @Test
    void a_restarted_job_succeeds_and_is_billed_once() {
        room().vendorAs(DecidesFates.class).nextJob(JobFate.RESTARTS);
        ProviderJob job = room().trained("key-1");

        assertThat(awaitBill("key-1", 1)).singleElement().satisfies(line -> assertThat(
                line.quantity()).isEqualByComparingTo(BigDecimal.valueOf(
                        Objects.requireNonNull(job.trainedTokens()).value())));
    }

    @Test
    void a_job_that_runs_out_of_time_fails_and_says_why() {
        room().vendorAs(DecidesFates.class).nextJob(JobFate.EXPIRES);
        ProviderJob job = room().submit(room().request("key-1"));
        room().vendor().pace().release();

        ProviderJob failed = room().awaitState(job, JobState.FAILED);

        assertThat(Objects.requireNonNull(failed.failure()).code()).isNotBlank();
        assertThat(failed.tunedModel()).isNull();
    }

    @Test
    void a_job_the_vendor_forgot_is_empty_and_never_a_guess() {
        room().vendorAs(DecidesFates.class).nextJob(JobFate.FORGOTTEN);
        ProviderJob job = room().submit(room().request("key-1"));
        room().vendor().pace().release();

        await().atMost(Duration.ofSeconds(20)).until(() -> room().provider().poll(job.id()).isEmpty());
    }

    @Test
    void a_refund_is_a_line_of_its_own_that_brings_the_sum_to_nothing() {
        room().vendorAs(DecidesFates.class).nextJob(JobFate.REFUNDED);
        room().trained("key-1");

        assertThat(sum(awaitBill("key-1", 2)).isZero()).isTrue();
    }

    @Test
    void a_reinforcement_training_is_billed_by_the_second_without_its_pauses() {
        TunesOtherwise vendor = room().vendorAs(TunesOtherwise.class);
        PauseResume pauses = room().ability(PauseResume.class);
        ProviderJob job = room().submit(room().request("key-1", new TrainingMethod.Reinforcement(vendor.grader(), null,
                null, null, null), room().uploaded(i -> vendor.promptLine("Question " + i, "answer " + i))));
        room().vendor().pace().allow(1);
        room().awaitState(job, JobState.RUNNING);
        room().clock().advance(Duration.ofMinutes(20));
        pauses.pause(job.id());
        room().awaitState(job, JobState.PAUSED);
        room().clock().advance(Duration.ofHours(9));
        pauses.resume(job.id());
        room().vendor().pace().allow(1);
        room().awaitState(job, JobState.RUNNING);
        room().clock().advance(Duration.ofMinutes(10));
        room().vendor().pace().release();
        room().awaitState(job, JobState.SUCCEEDED);

        assertThat(awaitBill("key-1", 1)).singleElement().satisfies(line -> {
            assertThat(line.unit()).isEqualTo("seconds");
            assertThat(line.quantity()).isEqualByComparingTo(BigDecimal.valueOf(30 * 60));
        });
    }

    @Test
    void the_costs_read_afterwards_are_the_vendors_own_books() {
        ActualCosts costs = room().ability(ActualCosts.class);
        room().vendorAs(Bills.class);
        room().trained("key-1");
        Money first = sum(awaitBill("key-1", 1));
        room().clock().advance(Duration.ofDays(1));
        room().trained("key-2");
        Money second = sum(awaitBill("key-2", 1));

        LocalDate day = ExamRoom.NOON.atZone(ZoneOffset.UTC).toLocalDate();

        List<ActualCosts.Billed> billed = costs.costs(day, day.plusDays(3));
        assertThat(billed).extracting(ActualCosts.Billed::day).containsExactly(day, day.plusDays(1));
        assertThat(billed).extracting(ActualCosts.Billed::amount).containsExactly(first, second);
        assertThat(billed).allSatisfy(line -> assertThat(line.quantity()).isPositive());
    }

    /** A job has ended a moment before its bill is written. */
    private List<Billed> awaitBill(String key, int lines) {
        Bills vendor = room().vendorAs(Bills.class);
        return await().atMost(Duration.ofSeconds(20)).until(() -> vendor.billed(new RunKey(key)),
                billed -> billed.size() >= lines);
    }

    private static Money sum(List<Billed> lines) {
        return lines.stream().map(Billed::amount).reduce(Money::plus).orElseThrow();
    }
}
