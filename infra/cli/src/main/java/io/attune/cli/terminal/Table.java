package io.attune.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, aligned by spaces alone, so that any cell can be copied into the next command. Where the width
 * does not suffice, the widest text columns are wrapped at spaces; a word longer than its column is never broken, so an
 * identifier stays whole. Not thread-safe.
 */
public final class Table {
    private static final int GAP = 2;
    private static final int COLUMN_MIN = 12;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    private record Column(String heading, boolean right) {
    }

    /** Adds a column of text, aligned left. */
    public Table column(String heading) {
        columns.add(new Column(heading, false));
        return this;
    }

    /** Adds a column of figures, aligned right. */
    public Table number(String heading) {
        columns.add(new Column(heading, true));
        return this;
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException when it has another number of cells than there are columns
     */
    public Table row(String... cells) {
        return row(List.of(cells));
    }

    /**
     * Adds a row.
     *
     * @throws IllegalArgumentException when it has another number of cells than there are columns
     */
    public Table row(List<String> cells) {
        if (cells.size() != columns.size()) {
            throw new IllegalArgumentException(
                    "A row of " + cells.size() + " cells does not fit " + columns.size() + " columns");
        }
        rows.add(List.copyOf(cells));
        return this;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /**
     * The lines to print.
     *
     * @param style for the headings
     * @param width columns to fit into, 0 for as many as needed
     */
    public List<String> render(Style style, int width) {
        int[] widths = fit(width);
        List<String> lines = new ArrayList<>();
        List<String> headings = columns.stream().map(Column::heading).toList();
        if (headings.stream().anyMatch(heading -> !heading.isEmpty())) {
            for (String line : layOut(headings, widths)) {
                lines.add(style.bold(line));
            }
        }
        for (List<String> row : rows) {
            lines.addAll(layOut(row, widths));
        }
        return lines;
    }

    private int[] fit(int width) {
        int[] widths = new int[columns.size()];
        for (int c = 0; c < widths.length; c++) {
            widths[c] = Style.width(columns.get(c).heading());
            for (List<String> row : rows) {
                widths[c] = Math.max(widths[c], Style.width(row.get(c)));
            }
        }
        if (width > 0) {
            int excess = total(widths) - width;
            while (excess > 0 && shrinkWidest(widths, excess)) {
                excess = total(widths) - width;
            }
        }
        return widths;
    }

    private boolean shrinkWidest(int[] widths, int excess) {
        int widest = -1;
        for (int c = 0; c < widths.length; c++) {
            if (!columns.get(c).right() && widths[c] > minimum(c) && (widest < 0 || widths[c] > widths[widest])) {
                widest = c;
            }
        }
        if (widest < 0) {
            return false;
        }
        int second = 0;
        for (int c = 0; c < widths.length; c++) {
            if (c != widest && !columns.get(c).right()) {
                second = Math.max(second, Math.min(widths[c], widths[widest] - 1));
            }
        }
        widths[widest] = Math.max(minimum(widest), Math.max(second, widths[widest] - excess));
        return true;
    }

    private int minimum(int column) {
        int longestWord = Math.max(COLUMN_MIN, Style.width(columns.get(column).heading()));
        for (List<String> row : rows) {
            for (String word : Style.strip(row.get(column)).split(" ")) {
                longestWord = Math.max(longestWord, word.codePointCount(0, word.length()));
            }
        }
        return longestWord;
    }

    private int total(int[] widths) {
        int sum = GAP * Math.max(0, widths.length - 1);
        for (int width : widths) {
            sum += width;
        }
        return sum;
    }

    private List<String> layOut(List<String> cells, int[] widths) {
        List<List<String>> wrapped = new ArrayList<>();
        int height = 1;
        for (int c = 0; c < widths.length; c++) {
            List<String> parts = wrap(cells.get(c), widths[c]);
            wrapped.add(parts);
            height = Math.max(height, parts.size());
        }
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            StringBuilder out = new StringBuilder();
            for (int c = 0; c < widths.length; c++) {
                String part = line < wrapped.get(c).size() ? wrapped.get(c).get(line) : "";
                String padding = " ".repeat(Math.max(0, widths[c] - Style.width(part)));
                out.append(columns.get(c).right() ? padding + part : part + padding).append(" ".repeat(GAP));
            }
            lines.add(out.toString().stripTrailing());
        }
        return lines;
    }

    /** Breaks a text at spaces and line ends into parts of at most {@code width} columns, longer words excepted. */
    public static List<String> wrap(String text, int width) {
        List<String> parts = new ArrayList<>();
        for (String line : text.split("\n", -1)) {
            if (Style.width(line) <= width) {
                parts.add(line);
                continue;
            }
            StringBuilder part = new StringBuilder();
            for (String word : line.split(" ")) {
                if (!part.isEmpty() && Style.width(part.toString()) + 1 + Style.width(word) > width) {
                    parts.add(part.toString());
                    part.setLength(0);
                }
                part.append(part.isEmpty() ? "" : " ").append(word);
            }
            parts.add(part.toString());
        }
        return parts;
    }
}
