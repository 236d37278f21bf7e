package io.attune.cli.terminal;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableTest {

    @Test
    void textIsAlignedLeftAndFiguresRight() {
        Table table = new Table().column("STEP").number("KEPT").column("WHY");
        table.row("normalize", "6,012", "").row("exact-duplicates", "5,998", "duplicate 14");

        assertThat(table.render(Style.PLAIN, 0)).containsExactly( //
                "STEP               KEPT  WHY", //
                "normalize         6,012", //
                "exact-duplicates  5,998  duplicate 14");
    }

    @Test
    void aNarrowTerminalWrapsTheWidestTextAtSpaces() {
        Table table = new Table().column("GATE").column("REASON");
        table.row("exact", "tuned+retrieval reaches 0.999 where 0.99 was asked for");

        assertThat(table.render(Style.PLAIN, 34)).containsExactly( //
                "GATE   REASON", //
                "exact  tuned+retrieval reaches", //
                "       0.999 where 0.99 was asked", //
                "       for");
    }

    @Test
    void anIdentifierIsNeverBroken() {
        String id = "run_01990f2e5c3b7d4f8a6b1c2d3e4f5a6b";
        Table table = new Table().column("RUN").column("STATE").row(id, "succeeded");

        assertThat(table.render(Style.PLAIN, 20)).anyMatch(line -> line.contains(id));
    }

    @Test
    void coloursDoNotDisturbTheAlignment() {
        Style style = new Style(true);
        Table table = new Table().column("STATE").column("ADDRESS").row(style.green("up"), "a").row("starting", "b");

        assertThat(table.render(style, 0).stream().map(Style::strip)).containsExactly( //
                "STATE     ADDRESS", //
                "up        a", //
                "starting  b");
    }

    @Test
    void aRowOfTheWrongSizeIsRefused() {
        Table table = new Table().column("A").column("B");

        assertThatThrownBy(() -> table.row("only one")).isInstanceOf(
                IllegalArgumentException.class).hasMessageContaining("1 cells").hasMessageContaining("2 columns");
    }
}
