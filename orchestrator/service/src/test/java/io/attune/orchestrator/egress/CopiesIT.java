package io.attune.orchestrator.egress;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import io.attune.orchestrator.egress.VendorCopy.State;
import io.attune.orchestrator.testing.Http;
import io.attune.orchestrator.testing.VendorPlatform;
import io.attune.platform.testing.TestServers;
import io.attune.provider.Connections;
import io.attune.provider.FileUpload;
import io.attune.provider.ProviderFileId;
import io.attune.provider.TrainingFile;
import io.attune.provider.testkit.Fault;
import io.attune.provider.testkit.Operation;
import io.attune.provider.testkit.TestClock;
import io.attune.provider.testkit.openai.SimulatedOpenAi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Copies at a vendor that speaks HTTP, from before they are sent until it is seen that they are gone. */
class CopiesIT {
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static final CopyTerms AFTER_RUN = new CopyTerms.DeleteAfterRun();

    @TempDir
    static Path home;

    private static ConfigurableApplicationContext platform;
    private static Copies copies;
    private static CopySweeper sweeper;
    private static TestClock clock;
    private static SimulatedOpenAi vendor;
    private static FileUpload files;

    private final ProjectId project = new ProjectId("p" + NEXT.incrementAndGet());

    @BeforeAll
    static void start() {
        Map<String, String> settings = new HashMap<>(TestServers.freshProperties());
        settings.put("attune.home", home.toString());
        platform = VendorPlatform.start(settings);
        copies = platform.getBean(Copies.class);
        sweeper = platform.getBean(CopySweeper.class);
        clock = platform.getBean(TestClock.class);
        vendor = platform.getBean(SimulatedOpenAi.class);
        files = platform.getBean(Connections.class).provider("vendor").ability(FileUpload.class).orElseThrow();
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @Test
    void a_copy_stays_while_its_run_goes_on_and_is_deleted_with_proof_when_it_has_ended() throws IOException {
        RunId run = run("TRAINING");
        TrainingFile content = content("first");
        ProviderFileId file = send(run, content, AFTER_RUN);
        sweeper.sweep();
        assertThat(only().state()).isEqualTo(State.LYING);

        end(run);
        sweeper.sweep();
        assertThat(only()).satisfies(copy -> {
            assertThat(copy.state()).isEqualTo(State.DELETED);
            assertThat(copy.deletedAt()).isEqualTo(clock.instant());
            assertThat(copy.proof()).contains("the vendor took the delete of " + file);
        });
        clock.advance(CopySweeper.LOOK_AGAIN);
        sweeper.sweep();
        assertThat(only()).satisfies(copy -> {
            assertThat(copy.state()).isEqualTo(State.GONE);
            assertThat(copy.absentAt()).isEqualTo(clock.instant());
            assertThat(copy.proof()).contains("took the delete", "listed no such file");
        });
        assertThat(files.find(content)).isEmpty();
    }

    @Test
    void a_copy_that_is_kept_stays_and_one_with_days_is_deleted_after_them() throws IOException {
        RunId run = run("SUCCEEDED");
        send(run, content("kept"), new CopyTerms.Keep());
        RunId other = run("SUCCEEDED");
        send(other, content("expiring"), CopyTerms.parse("expire-after 30d"));
        clock.advance(Duration.ofDays(29));
        sweeper.sweep();
        assertThat(states()).containsOnly(Map.entry(run, State.LYING), Map.entry(other, State.LYING));

        clock.advance(Duration.ofDays(1));
        sweeper.sweep();
        assertThat(states()).containsOnly(Map.entry(run, State.LYING), Map.entry(other, State.DELETED));
    }

    @Test
    void a_copy_with_days_outlives_them_while_its_run_goes_on() throws IOException {
        RunId run = run("TRAINING");
        send(run, content("long"), CopyTerms.parse("expire-after 1d"));
        clock.advance(Duration.ofDays(2));
        sweeper.sweep();
        assertThat(only().state()).isEqualTo(State.LYING);
        end(run);
        sweeper.sweep();
        assertThat(only().state()).isEqualTo(State.DELETED);
    }

    @Test
    void a_file_that_two_runs_share_is_deleted_with_the_last_of_them_and_both_rows_hold_the_proof() throws IOException {
        RunId first = run("SUCCEEDED");
        RunId second = run("TRAINING");
        TrainingFile content = content("shared");
        ProviderFileId file = send(first, content, AFTER_RUN);
        assertThat(send(second, content, AFTER_RUN)).isEqualTo(file);

        sweeper.sweep();
        assertThat(states()).containsOnly(Map.entry(first, State.RELEASED), Map.entry(second, State.LYING));
        assertThat(files.find(content)).contains(file);

        end(second);
        sweeper.sweep();
        assertThat(states()).containsOnly(Map.entry(first, State.DELETED), Map.entry(second, State.DELETED));
        assertThat(files.find(content)).isEmpty();
    }

    @Test
    void what_was_announced_and_did_arrive_is_found_again_by_its_content_and_deleted() throws IOException {
        RunId run = run("CANCELLED");
        TrainingFile content = content("lost");
        copies.announce(announced(run, content, AFTER_RUN));
        ProviderFileId file = files.upload(content);
        sweeper.sweep();
        assertThat(only().state()).as("it may still be on its way").isEqualTo(State.SENDING);

        clock.advance(Copies.ON_ITS_WAY);
        sweeper.sweep();
        sweeper.sweep();
        assertThat(only()).satisfies(copy -> {
            assertThat(copy.state()).isEqualTo(State.DELETED);
            assertThat(copy.file()).isEqualTo(file);
        });
    }

    @Test
    void what_was_announced_and_never_arrived_is_closed_with_that_as_its_proof() throws IOException {
        copies.announce(announced(run("FAILED"), content("never"), AFTER_RUN));
        clock.advance(Copies.ON_ITS_WAY);
        sweeper.sweep();
        assertThat(only()).satisfies(copy -> {
            assertThat(copy.state()).isEqualTo(State.GONE);
            assertThat(copy.proof()).contains("never arrived");
        });
    }

    @Test
    void a_delete_that_fails_is_tried_again_later_and_less_and_less_often() throws IOException {
        RunId run = run("SUCCEEDED");
        send(run, content("stubborn"), AFTER_RUN);
        vendor.faults().next(Operation.DELETE_FILE, 2, new Fault.Refuse(500, null));
        sweeper.sweep();
        assertThat(only()).satisfies(copy -> {
            assertThat(copy.state()).isEqualTo(State.DELETING);
            assertThat(copy.trouble()).contains("provider-failed");
        });
        int asked = vendor.requests(Operation.DELETE_FILE);
        sweeper.sweep();
        assertThat(vendor.requests(Operation.DELETE_FILE)).isEqualTo(asked);

        clock.advance(CopySweeper.LOOK_AGAIN);
        sweeper.sweep();
        clock.advance(CopySweeper.LOOK_AGAIN);
        sweeper.sweep();
        assertThat(vendor.requests(Operation.DELETE_FILE)).isEqualTo(asked + 1);
        clock.advance(CopySweeper.LOOK_AGAIN);
        sweeper.sweep();
        assertThat(only().state()).isEqualTo(State.DELETED);
        assertThat(only().trouble()).isEmpty();
    }

    @Test
    void a_delete_whose_answer_was_lost_is_repeated_and_counts() throws IOException {
        RunId run = run("SUCCEEDED");
        send(run, content("unheard"), AFTER_RUN);
        vendor.faults().next(Operation.DELETE_FILE, new Fault.LoseAnswer());
        sweeper.sweep();
        clock.advance(CopySweeper.LOOK_AGAIN);
        sweeper.sweep();
        assertThat(only().state()).isEqualTo(State.DELETED);
    }

    @Test
    void content_that_is_being_deleted_is_not_sent_at_the_same_time() throws IOException {
        RunId run = run("SUCCEEDED");
        TrainingFile content = content("crossing");
        send(run, content, AFTER_RUN);
        vendor.faults().next(Operation.DELETE_FILE, new Fault.Refuse(500, null));
        sweeper.sweep();

        VendorCopy.Announced next = announced(run("UPLOADING"), content, AFTER_RUN);
        assertThatThrownBy(() -> copies.announce(next)).hasMessageContaining("just being deleted");
        clock.advance(CopySweeper.LOOK_AGAIN);
        sweeper.sweep();
        copies.announce(next);
        assertThat(states().get(next.run())).isEqualTo(State.SENDING);
    }

    @Test
    void over_http_a_project_sees_its_own_copies_alone() throws Exception {
        ProjectId mine = new ProjectId("default");
        copies.announce(new VendorCopy.Announced(mine, "vendor", "vendor", run("TRAINING"), "train", "d", 3, "label",
                content("mine").digest(), 5, AFTER_RUN));
        send(run("TRAINING"), content("theirs"), AFTER_RUN);

        JsonNode shown = Http.of(platform, home).json("GET", "/api/v1/egress/copies?connection=vendor", "").get(
                "items");
        assertThat(shown).singleElement().satisfies(copy -> {
            assertThat(copy.get("state").stringValue()).isEqualTo("sending");
            assertThat(copy.get("dataset").stringValue()).isEqualTo("d");
            assertThat(copy.get("terms").stringValue()).isEqualTo("delete-after-run");
        });
    }

    private VendorCopy only() {
        List<VendorCopy> all = copies.list(project, "vendor", true, 10);
        assertThat(all).hasSize(1);
        return all.getFirst();
    }

    private Map<RunId, State> states() {
        return copies.list(project, "vendor", true, 10).stream().collect(Collectors.toMap(VendorCopy::run,
                VendorCopy::state));
    }

    private ProviderFileId send(RunId run, TrainingFile content, CopyTerms terms) throws IOException {
        VendorCopy.Announced copy = announced(run, content, terms);
        copies.announce(copy);
        ProviderFileId file = files.find(content).orElseGet(() -> files.upload(content));
        copies.sent(copy, file);
        return file;
    }

    private VendorCopy.Announced announced(RunId run, TrainingFile content, CopyTerms terms) throws IOException {
        return new VendorCopy.Announced(project, "vendor", "vendor", run, "train", "d", 1, content.label(),
                content.digest(),
                Files.size(content.content()), terms);
    }

    private TrainingFile content(String text) throws IOException {
        Path file = Files.createTempFile(home, "content", ".jsonl");
        Files.writeString(file, vendor.exampleLine(project + " " + text, "answer") + "\n");
        return TrainingFile.of("label", file);
    }

    private RunId run(String state) {
        RunId run = new RunId("run_01990f2e5c3b7d4f8a6b" + "%012x".formatted(NEXT.incrementAndGet()));
        platform.getBean(JdbcClient.class).sql("""
                insert into orchestrator.run (id, project, recipe, recipe_version, started_by, idempotency_key, state,
                    facts, due_at, created_at, updated_at)
                values (?, ?, 'r', 1, 'ann', ?, ?, '{}', now(), now(), now())""").params(run.value(), project.value(),
                run.value(), state).update();
        return run;
    }

    private static void end(RunId run) {
        platform.getBean(JdbcClient.class).sql("update orchestrator.run set state = 'SUCCEEDED' where id = ?").param(
                run.value()).update();
    }
}
