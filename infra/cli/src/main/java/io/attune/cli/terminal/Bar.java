package io.attune.cli.terminal;

import java.util.Locale;

/** Draws how far something has come. Pure: values in, one line out. */
public final class Bar {
    private static final String[] EIGHTHS = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
    private static final String[] FRAMES = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final int LABEL_WIDTH = 28;
    private static final int BAR_MAX = 36;
    private static final int BAR_MIN = 8;

    private Bar() {}

    /**
     * One line such as {@code Training   ████▌      45 %  45/100 steps}.
     *
     * @param label what is being done
     * @param done units finished
     * @param total units in all; at most 0 means not known, and only the count is drawn
     * @param note shown behind the figures, such as the unit or the latest loss
     * @param width columns to fit into
     */
    public static String line(Style style, String label, long done, long total, String note, int width) {
        String name = pad(label);
        if (total <= 0) {
            return Style.cut(name + " " + Format.count(done) + (note.isEmpty() ? "" : " " + note), width);
        }
        double share = Math.clamp((double) done / total, 0, 1);
        String figures = String.format(Locale.ROOT, "%3d %%  %s/%s%s", (int) Math.floor(share * 100),
                Format.count(done), Format.count(total), note.isEmpty() ? "" : " " + note);
        int room = Math.clamp(width - Style.width(name) - Style.width(figures) - 3, BAR_MIN, BAR_MAX);
        return Style.cut(name + " " + style.cyan(blocks(share, room)) + " " + figures, width);
    }

    /** One line for something whose length is not known: a turning mark and what is being waited for. */
    public static String spinner(Style style, long tick, String label, int width) {
        return Style.cut(style.cyan(FRAMES[(int) Math.floorMod(tick, (long) FRAMES.length)]) + " " + label, width);
    }

    private static String blocks(double share, int room) {
        int eighths = (int) Math.floor(share * room * 8);
        String filled = "█".repeat(eighths / 8) + EIGHTHS[eighths % 8];
        return filled + "░".repeat(room - filled.length());
    }

    private static String pad(String label) {
        return label + " ".repeat(Math.max(0, LABEL_WIDTH - Style.width(label)));
    }
}
