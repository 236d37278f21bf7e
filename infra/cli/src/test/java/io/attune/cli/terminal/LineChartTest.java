package io.attune.cli.terminal;

import java.util.List;
import java.util.stream.IntStream;

import io.attune.cli.terminal.LineChart.Point;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LineChartTest {

    @Test
    void aFallingLossFallsFromTheUpperLeftToTheLowerRight() {
        List<Point> train = IntStream.rangeClosed(1, 60).mapToObj(step -> new Point(step, 4.0 / step)).toList();
        List<Point> validation = List.of(new Point(20, 1.2), new Point(40, 0.8), new Point(60, 0.6));

        List<String> lines = new LineChart().curve("training loss", train).curve("validation loss", validation).render(
                Style.PLAIN, 46, 6, 60);

        assertThat(lines).containsExactly( //
                "  4.000 ┤⡇", //
                "        │⢣", //
                "        │⢸", //
                "  1.640 ┤⠘⡄", //
                "        │ ⠑⢄⡀       •           •           •", //
                "  0.067 ┤   ⠈⠑⠒⠒⠤⠤⠤⠤⠤⠤⠤⠤⢄⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀⣀", //
                "        └────────────────────────────────────", //
                "         1                            step 60", //
                "         ⠒⠒ training loss 0.067   • validation loss 0.600");
    }

    @Test
    void withoutPointsThereIsNoChart() {
        assertThat(new LineChart().curve("training loss", List.of()).render(Style.PLAIN, 60, 6, 0)).isEmpty();
    }

    @Test
    void aSinglePointAndAFlatCurveAreDrawn() {
        assertThat(new LineChart().curve("loss", List.of(new Point(1, 2))).render(Style.PLAIN, 40, 4, 0)).hasSize(7);
        assertThat(new LineChart().curve("loss", List.of(new Point(1, 2), new Point(9, 2))).render(Style.PLAIN, 40, 4,
                0)).hasSize(7);
    }

    @Test
    void valuesThatAreNotNumbersAreLeftOut() {
        assertThat(new LineChart().curve("loss", List.of(new Point(1, Double.NaN))).render(Style.PLAIN, 40, 4,
                0)).isEmpty();
    }

    @Test
    void noLineExceedsTheWidth() {
        List<Point> points = IntStream.rangeClosed(1, 500).mapToObj(s -> new Point(s, Math.sin(s / 9.0))).toList();

        assertThat(new LineChart().curve("loss", points).render(new Style(true), 72, 8, 700)).allSatisfy(
                line -> assertThat(Style.width(line)).isLessThanOrEqualTo(72));
    }
}
