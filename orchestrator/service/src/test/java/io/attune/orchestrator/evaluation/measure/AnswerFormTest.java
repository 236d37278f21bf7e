package io.attune.orchestrator.evaluation.measure;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AnswerFormTest {
    private static final String REFERENCE = "`server.port` sets the port. It defaults to 8080.";

    @Test
    void an_answer_in_the_references_form_passes_whatever_it_says() {
        assertThat(AnswerForm.isLike(REFERENCE, "`a.b` names the host.")).isTrue();
    }

    @Test
    void an_answer_without_the_code_quotes_of_the_reference_fails() {
        assertThat(AnswerForm.isLike(REFERENCE, "The port is 8080.")).isFalse();
    }

    @Test
    void an_answer_that_breaks_off_fails() {
        assertThat(AnswerForm.isLike(REFERENCE, "`server.port` sets the")).isFalse();
    }

    @Test
    void an_answer_that_repeats_itself_fails() {
        assertThat(AnswerForm.isLike(REFERENCE, "`a` is the port of the port of the port of the port.")).isFalse();
    }

    @Test
    void an_empty_answer_fails() {
        assertThat(AnswerForm.isLike(REFERENCE, "  ")).isFalse();
    }
}
