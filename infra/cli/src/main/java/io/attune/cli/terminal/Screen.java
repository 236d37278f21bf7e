package io.attune.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Where output goes: results to standard output, everything said about them to standard error. At most one
 * {@link Live} region stands at the bottom of the terminal; whatever is printed appears above it. Thread-safe.
 */
public final class Screen {
    private static final int DEFAULT_WIDTH = 80;

    private final PrintStream out;
    private final PrintStream err;
    private final boolean outIsTerminal;
    private final boolean errIsTerminal;
    private final TerminalWidth columns;
    private volatile boolean colour;
    private @Nullable Live live;

    /**
     * A screen on given streams.
     *
     * @param out for results
     * @param outIsTerminal whether a person reads {@code out} as it is written
     * @param err for progress and errors
     * @param errIsTerminal whether a person reads {@code err} as it is written
     * @param columns the terminal's width
     * @param colour whether colours are wanted where a person reads
     */
    public Screen(PrintStream out, boolean outIsTerminal, PrintStream err, boolean errIsTerminal, TerminalWidth columns,
            boolean colour) {
        this.out = out;
        this.err = err;
        this.outIsTerminal = outIsTerminal;
        this.errIsTerminal = errIsTerminal;
        this.columns = columns;
        this.colour = colour;
    }

    /** The process's own streams, in UTF-8; the launcher has said which of them are terminals. */
    public static Screen ofProcess() {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        boolean outIsTerminal = Boolean.getBoolean("attune.terminal.out");
        boolean errIsTerminal = Boolean.getBoolean("attune.terminal.err");
        String noColour = System.getenv("NO_COLOR");
        boolean dumb = "dumb".equals(System.getenv("TERM"));
        return new Screen(out, outIsTerminal && !dumb, err, errIsTerminal && !dumb,
                TerminalWidth.measured(Integer.getInteger("attune.columns", 0)), noColour == null
                        || noColour.isEmpty());
    }

    /** Turns colours off for good. */
    public void withoutColour() {
        colour = false;
    }

    /** The style for results. */
    public Style style() {
        return new Style(colour && outIsTerminal);
    }

    /** The style for progress and errors. */
    public Style errorStyle() {
        return new Style(colour && errIsTerminal);
    }

    /** The width results are laid out in; 0 means without limit, as when they are piped. */
    public int width() {
        return outIsTerminal ? terminalWidth() : 0;
    }

    /** The width of the terminal, or 80 where there is none or it does not say. */
    public int terminalWidth() {
        int known = columns.columns();
        return known > 0 ? known : DEFAULT_WIDTH;
    }

    /** Whether lines can be redrawn because a person watches standard error. */
    public boolean isLive() {
        return errIsTerminal;
    }

    /** Prints a line of the result. */
    public synchronized void print(String line) {
        above(() -> out.println(line));
    }

    /** Prints lines of the result. */
    public synchronized void print(List<String> lines) {
        above(() -> lines.forEach(out::println));
    }

    /** Prints a table as part of the result. */
    public void print(Table table) {
        print(table.render(style(), width()));
    }

    /** Says something that is not part of the result. */
    public synchronized void say(String line) {
        above(() -> err.println(line));
    }

    /** Says something that is not part of the result. */
    public synchronized void say(List<String> lines) {
        above(() -> lines.forEach(err::println));
    }

    synchronized void attach(Live region) {
        if (isLive()) {
            columns.follow();
        }
        live = region;
    }

    synchronized void detach(Live region) {
        if (region.equals(live)) {
            live = null;
        }
    }

    /** Writes escapes and text to the terminal as they are. */
    synchronized void raw(String text) {
        err.print(text);
        err.flush();
    }

    private void above(Runnable printing) {
        Live region = live;
        if (region != null) {
            region.erase();
        }
        printing.run();
        if (region != null) {
            region.redraw();
        }
    }
}
