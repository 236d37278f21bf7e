package io.attune.cli.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws curves over training steps with Unicode braille, two dots wide and four high in each character. The first curve
 * is a line of dots; later ones are sparse marks on top, so that two curves can be told apart without colour. Pure.
 */
public final class LineChart {
    private static final int[][] DOTS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};
    private static final char[] MARKS = {'•', '◦', '×'};
    private static final int AXIS_WIDTH = 8;

    private final List<Series> curves = new ArrayList<>();

    /**
     * One point of a curve.
     *
     * @param x the step
     * @param y the value; points that are not finite are not drawn
     */
    public record Point(double x, double y) {
    }

    private record Series(String name, List<Point> points) {
    }

    private record Frame(double xMin, double xMax, double yMin, double yMax, int width, int height) {
        int column(double x, int perCell) {
            double share = xMax > xMin ? (x - xMin) / (xMax - xMin) : 0;
            return (int) Math.round(share * (width * perCell - 1));
        }

        int row(double y, int perCell) {
            double share = yMax > yMin ? (yMax - y) / (yMax - yMin) : 0.5;
            return (int) Math.round(share * (height * perCell - 1));
        }
    }

    /** Adds a curve; its points may come in any number, also none. */
    public LineChart curve(String name, List<Point> points) {
        curves.add(new Series(name,
                points.stream().filter(p -> Double.isFinite(p.x()) && Double.isFinite(p.y())).toList()));
        return this;
    }

    /**
     * The lines to print: the plot with its axes, the steps below, and a legend with each curve's last value.
     *
     * @param style colours the curves
     * @param width columns to fit into, at least 24
     * @param height lines of the plot itself, at least 2
     * @param xMax the last step there will be, or 0 to end at the last point
     * @return nothing when no curve has a point
     */
    public List<String> render(Style style, int width, int height, double xMax) {
        List<Point> all = curves.stream().flatMap(curve -> curve.points().stream()).toList();
        if (all.isEmpty()) {
            return List.of();
        }
        Frame frame = frame(all, Math.max(24, width) - AXIS_WIDTH - 2, Math.max(2, height), xMax);
        int[][] cells = new int[frame.height()][frame.width()];
        int[][] marks = new int[frame.height()][frame.width()];
        drawDots(curves.getFirst(), frame, cells);
        for (int c = 1; c < curves.size(); c++) {
            for (Point point : curves.get(c).points()) {
                marks[frame.row(point.y(), 1)][frame.column(point.x(), 1)] = c;
            }
        }
        List<String> lines = new ArrayList<>();
        for (int row = 0; row < frame.height(); row++) {
            lines.add(axisLabel(frame, row) + plotRow(style, cells[row], marks[row]));
        }
        lines.add(" ".repeat(AXIS_WIDTH) + "└" + "─".repeat(frame.width()));
        lines.add(stepLabels(frame));
        lines.add(legend(style));
        return lines;
    }

    private static Frame frame(List<Point> points, int width, int height, double xMax) {
        double left = points.stream().mapToDouble(Point::x).min().orElse(0);
        double right = Math.max(xMax, points.stream().mapToDouble(Point::x).max().orElse(1));
        double low = points.stream().mapToDouble(Point::y).min().orElse(0);
        double high = points.stream().mapToDouble(Point::y).max().orElse(1);
        return new Frame(left, right, low, high, width, height);
    }

    private static void drawDots(Series curve, Frame frame, int[][] cells) {
        int lastX = -1;
        int lastY = -1;
        for (Point point : curve.points()) {
            int x = frame.column(point.x(), 2);
            int y = frame.row(point.y(), 4);
            int steps = lastX < 0 ? 0 : Math.max(Math.abs(x - lastX), Math.abs(y - lastY));
            for (int s = 0; s <= steps; s++) {
                int px = steps == 0 ? x : lastX + Math.round((float) (x - lastX) * s / steps);
                int py = steps == 0 ? y : lastY + Math.round((float) (y - lastY) * s / steps);
                cells[py / 4][px / 2] |= DOTS[py % 4][px % 2];
            }
            lastX = x;
            lastY = y;
        }
    }

    private static String axisLabel(Frame frame, int row) {
        boolean labelled = row == 0 || row == frame.height() - 1 || (row == frame.height() / 2 && frame.height() > 4);
        double value = frame.yMax() - (frame.yMax() - frame.yMin()) * row / (frame.height() - 1);
        return labelled ? String.format(Locale.ROOT, "%7.3f ┤", value) : " ".repeat(AXIS_WIDTH) + "│";
    }

    private static String plotRow(Style style, int[] cells, int[] marks) {
        StringBuilder row = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            if (marks[i] > 0) {
                row.append(style.cyan(dots.toString()));
                dots.setLength(0);
                row.append(style.yellow(String.valueOf(mark(marks[i]))));
            } else {
                dots.append(cells[i] == 0 ? ' ' : (char) (0x2800 + cells[i]));
            }
        }
        return row.append(style.cyan(dots.toString().stripTrailing())).toString().stripTrailing();
    }

    private static String stepLabels(Frame frame) {
        String left = Format.value(frame.xMin());
        String right = "step " + Format.value(frame.xMax());
        int gap = Math.max(1, frame.width() - left.length() - right.length());
        return " ".repeat(AXIS_WIDTH + 1) + left + " ".repeat(gap) + right;
    }

    private String legend(Style style) {
        StringBuilder legend = new StringBuilder(" ".repeat(AXIS_WIDTH + 1));
        for (int c = 0; c < curves.size(); c++) {
            Series curve = curves.get(c);
            if (curve.points().isEmpty()) {
                continue;
            }
            String last = String.format(Locale.ROOT, "%.3f", curve.points().getLast().y());
            String sign = c == 0 ? style.cyan("⠒⠒") : style.yellow(String.valueOf(mark(c)));
            legend.append(sign).append(' ').append(curve.name()).append(' ').append(last).append("   ");
        }
        return legend.toString().stripTrailing();
    }

    private static char mark(int curve) {
        return MARKS[Math.min(curve, MARKS.length) - 1];
    }
}
