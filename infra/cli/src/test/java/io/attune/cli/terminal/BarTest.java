package io.attune.cli.terminal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BarTest {

    @Test
    void aBarShowsShareAndCount() {
        assertThat(Bar.line(Style.PLAIN, "Training", 45, 100, "steps", 70)).isEqualTo(
                "Training                     █████████░░░░░░░░░░░  45 %  45/100 steps");
    }

    @Test
    void aFinishedBarIsFull() {
        assertThat(Bar.line(Style.PLAIN, "Training", 100, 100, "", 60)).contains("100 %").doesNotContain("░");
    }

    @Test
    void moreThanAllIsNotDrawnBeyondTheEnd() {
        assertThat(Bar.line(Style.PLAIN, "Training", 130, 100, "", 60)).contains("100 %");
    }

    @Test
    void withoutATotalOnlyTheCountIsShown() {
        assertThat(Bar.line(Style.PLAIN, "Reading", 1234, 0, "records", 60).strip()).endsWith("1,234 records");
    }

    @Test
    void aLineNeverExceedsTheWidth() {
        for (int width = 20; width < 120; width++) {
            assertThat(Style.width(Bar.line(new Style(true), "Evaluating four arms", 5, 10, "with a long note",
                    width))).isLessThanOrEqualTo(width);
        }
    }
}
