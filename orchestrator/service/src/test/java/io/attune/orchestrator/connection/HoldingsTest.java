package io.attune.orchestrator.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import io.attune.kernel.Digest;
import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.connection.Holdings.Held;
import io.attune.orchestrator.connection.Holdings.Owner;
import io.attune.orchestrator.connection.Holdings.RunOf;
import io.attune.orchestrator.egress.CopyTerms;
import io.attune.orchestrator.egress.VendorCopy;
import io.attune.provider.Inventory.Item;
import io.attune.provider.Inventory.Kind;
import io.attune.provider.ProviderFileId;
import io.attune.provider.RunKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class HoldingsTest {
    private static final ProjectId MINE = new ProjectId("mine");
    private static final ProjectId THEIRS = new ProjectId("theirs");
    private static final Instant NOW = Instant.parse("2026-07-01T12:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofDays(12));
    private static final RunOf RUNNING = new RunOf(id(1), MINE, false, false, "job-1", null);
    private static final RunOf DONE = new RunOf(id(2), MINE, true, true, "job-2", "ft:2");
    private static final RunOf FAILED = new RunOf(id(3), MINE, true, false, "job-3", null);
    private static final RunOf OTHERS = new RunOf(id(4), THEIRS, false, false, "job-4", null);

    @ParameterizedTest
    @EnumSource
    void what_a_live_run_has_there_is_ours(Kind kind) {
        assertThat(one(item(kind, "x", id(1), OLD)).owner()).isEqualTo(Owner.OURS);
    }

    @Test
    void a_model_and_an_endpoint_of_a_run_that_registered_a_version_are_ours() {
        assertThat(one(item(Kind.MODEL, "ft:2", id(2), OLD)).owner()).isEqualTo(Owner.OURS);
        assertThat(one(item(Kind.MODEL, "ft:2", null, OLD)).owner()).isEqualTo(Owner.OURS);
        assertThat(one(item(Kind.ENDPOINT, "dep", id(2), OLD)).owner()).isEqualTo(Owner.OURS);
    }

    @Test
    void what_a_run_that_failed_left_behind_is_an_orphan() {
        assertThat(one(item(Kind.MODEL, "ft:3", id(3), OLD)).owner()).isEqualTo(Owner.ORPHAN);
        assertThat(one(item(Kind.ENDPOINT, "dep", id(3), OLD)).owner()).isEqualTo(Owner.ORPHAN);
        assertThat(one(item(Kind.FILE, "file", id(3), OLD)).owner()).isEqualTo(Owner.ORPHAN);
    }

    @Test
    void a_second_job_with_a_runs_key_is_an_orphan_and_the_one_it_follows_is_not() {
        assertThat(one(item(Kind.JOB, "job-2", id(2), OLD)).owner()).isEqualTo(Owner.OURS);
        assertThat(one(item(Kind.JOB, "job-2-again", id(2), OLD))).satisfies(held -> {
            assertThat(held.owner()).isEqualTo(Owner.ORPHAN);
            assertThat(held.why()).contains("does not follow");
        });
    }

    @Test
    void what_is_young_or_of_unknown_age_is_never_an_orphan() {
        assertThat(one(item(Kind.MODEL, "x", id(3), NOW.minusSeconds(60))).owner()).isEqualTo(Owner.OURS);
        assertThat(one(item(Kind.MODEL, "x", id(3), null)).owner()).isEqualTo(Owner.OURS);
    }

    @Test
    void a_key_that_this_platform_does_not_know_is_another_platforms_and_foreign() {
        assertThat(one(item(Kind.MODEL, "x", id(9), OLD))).satisfies(held -> {
            assertThat(held.owner()).isEqualTo(Owner.FOREIGN);
            assertThat(held.why()).contains("another platform");
        });
        assertThat(one(item(Kind.FILE, "x", null, OLD)).owner()).isEqualTo(Owner.FOREIGN);
    }

    @Test
    void of_another_projects_things_nothing_is_told() {
        assertThat(one(item(Kind.MODEL, "x", id(4), OLD))).satisfies(held -> {
            assertThat(held.owner()).isEqualTo(Owner.OTHER_PROJECT);
            assertThat(held.why()).isEmpty();
        });
        assertThat(one(item(Kind.FILE, "file-4", null, OLD), copy(THEIRS, 4, "file-4", "keep",
                null)).owner()).isEqualTo(
                        Owner.OTHER_PROJECT);
    }

    @Test
    void what_was_adopted_is_known_by_its_kind_and_name() {
        assertThat(holdings(Set.of("MODEL m"), List.of()).of(List.of(item(Kind.MODEL, "m", null, OLD), item(Kind.FILE,
                "m", null, OLD)))).extracting(Held::owner).containsExactly(Owner.ADOPTED, Owner.FOREIGN);
    }

    @Test
    void a_file_of_the_ledger_is_ours_while_its_run_or_its_terms_need_it_and_an_orphan_after() {
        Item file = item(Kind.FILE, "file", null, OLD);
        assertThat(one(file, copy(MINE, 1, "file", "delete-after-run", null)).owner()).isEqualTo(Owner.OURS);
        assertThat(one(file, copy(MINE, 2, "file", "keep", null)).owner()).isEqualTo(Owner.OURS);
        assertThat(one(file, copy(MINE, 2, "file", "expire-after 5d", NOW.plusSeconds(1))).owner()).isEqualTo(
                Owner.OURS);
        assertThat(one(file, copy(MINE, 2, "file", "expire-after 5d", NOW)).owner()).isEqualTo(Owner.ORPHAN);
        assertThat(one(file, copy(MINE, 2, "file", "delete-after-run", null)).owner()).isEqualTo(Owner.ORPHAN);
        assertThat(one(file, copy(MINE, 2, "file", "delete-after-run", null), copy(MINE, 1, "file", "delete-after-run",
                null)).owner()).isEqualTo(Owner.OURS);
    }

    @Test
    void what_is_left_of_an_upload_whose_answer_was_lost_is_known_by_the_content_in_its_name() {
        VendorCopy lost = copy(MINE, 3, null, "delete-after-run", null);
        Item left = new Item(Kind.FILE, "file-7", "label-train-" + lost.digest().hex() + ".jsonl", OLD, 3L, null, "");
        assertThat(one(left, lost).owner()).isEqualTo(Owner.ORPHAN);
        assertThat(one(left, copy(MINE, 1, null, "delete-after-run", null)).owner()).isEqualTo(Owner.OURS);
        assertThat(one(left, copy(THEIRS, 3, null, "delete-after-run", null)).owner()).isEqualTo(Owner.OTHER_PROJECT);
        assertThat(one(left).owner()).isEqualTo(Owner.FOREIGN);
    }

    @Test
    void age_and_known_monthly_cost_are_told() {
        Held held = new Holdings(MINE, "azure", List.of(FAILED), List.of(), Set.of(), null, () -> NOW).of(List.of(item(
                Kind.ENDPOINT, "dep", id(3), OLD))).getFirst();
        assertThat(held.age()).isEqualTo(Duration.ofDays(12));
        assertThat(held.monthlyCost()).hasToString("1241.00 USD");
        assertThat(one(item(Kind.ENDPOINT, "dep", id(3), OLD)).monthlyCost()).isNull();
    }

    private static Held one(Item item, VendorCopy... copies) {
        return holdings(Set.of(), List.of(copies)).of(List.of(item)).getFirst();
    }

    @Test
    void an_endpoint_costs_what_the_price_rows_say_where_they_say_it() {
        Held held = new Holdings(MINE, "azure", List.of(FAILED), List.of(), Set.of(), Money.of("2", "USD"),
                () -> NOW).of(List.of(item(Kind.ENDPOINT, "e", null, OLD))).getFirst();

        assertThat(held.monthlyCost()).isEqualTo(Money.of("1460", "USD"));
    }

    private static Holdings holdings(Set<String> adopted, List<VendorCopy> copies) {
        return new Holdings(MINE, "acme", List.of(RUNNING, DONE, FAILED, OTHERS), copies, adopted, null, () -> NOW);
    }

    private static Item item(Kind kind, String id, String key, Instant created) {
        return new Item(kind, id, id, created, null, key == null ? null : new RunKey(key), "");
    }

    private static VendorCopy copy(ProjectId project, int run, String file, String terms, Instant expires) {
        return new VendorCopy(run, project, "c", "c", new RunId(id(run)), "train", "d", 1, "label", Digest.of(
                String.valueOf(file)), 1,
                CopyTerms.parse(terms), VendorCopy.State.LYING, file == null ? null : new ProviderFileId(file), OLD,
                OLD, expires, null, null,
                "", 0, "");
    }

    private static String id(int number) {
        return "run_01990f2e5c3b7d4f8a6b" + "%012x".formatted(number);
    }
}
