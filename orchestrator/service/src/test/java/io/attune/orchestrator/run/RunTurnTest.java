package io.attune.orchestrator.run;

import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunTurnTest {
    private static final RunEvent ANY = new RunEvent.Closed();

    @Test
    void a_run_is_told_to_begin_when_its_dataset_is_known() {
        assertThat(RunTurn.of(RunState.CURATING, RunState.PAIRING, ANY)).contains(RunTurn.STARTED);
    }

    @Test
    void staying_where_it_is_is_no_turn() {
        assertThat(Arrays.stream(RunState.values()).map(state -> RunTurn.of(state, state, ANY))).allMatch(
                Optional::isEmpty);
    }

    @Test
    void ends_waits_and_doubts_are_turns() {
        assertThat(RunTurn.of(RunState.CLOSING, RunState.FAILED, ANY)).contains(RunTurn.FAILED);
        assertThat(RunTurn.of(RunState.CURATING, RunState.CANCELLED, ANY)).contains(RunTurn.CANCELLED);
        assertThat(RunTurn.of(RunState.QUOTING, RunState.AWAITING_APPROVAL, ANY)).contains(RunTurn.AWAITS_APPROVAL);
        assertThat(RunTurn.of(RunState.SUBMITTING, RunState.IN_DOUBT, ANY)).contains(RunTurn.IN_DOUBT);
    }

    @Test
    void what_dispatch_does_most_is_no_turn() {
        assertThat(RunTurn.of(RunState.UPLOADING, RunState.SUBMITTING, ANY)).isEmpty();
        assertThat(RunTurn.of(RunState.SUBMITTING, RunState.TRAINING, ANY)).isEmpty();
    }
}
