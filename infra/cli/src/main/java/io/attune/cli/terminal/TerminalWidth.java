package io.attune.cli.terminal;

import java.io.IOException;

import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jspecify.annotations.Nullable;

/**
 * How wide the terminal is. The launcher has measured it once, which is all that a command of a moment needs; a display
 * that stays follows the window. Thread-safe.
 */
public final class TerminalWidth {
    private final int measured;
    private final boolean canFollow;
    private volatile @Nullable Terminal terminal;

    private TerminalWidth(int measured, boolean canFollow) {
        this.measured = measured;
        this.canFollow = canFollow;
    }

    /** Always this width. */
    public static TerminalWidth fixed(int columns) {
        return new TerminalWidth(columns, false);
    }

    /** This width until {@link #follow()}, then the window's; 0 where there is no terminal. */
    public static TerminalWidth measured(int columns) {
        return new TerminalWidth(columns, columns > 0);
    }

    /** Opens the terminal, so that from now on the width is the window's. Where that fails the first measure stays. */
    void follow() {
        if (canFollow && terminal == null) {
            try {
                terminal = TerminalBuilder.builder().system(true).dumb(false).nativeSignals(false).build();
            } catch (IOException | IllegalStateException e) {
                terminal = null;
            }
        }
    }

    /** Columns, or 0 when not known. */
    int columns() {
        Terminal open = terminal;
        int now = open == null ? 0 : open.getSize().getColumns();
        return now > 0 ? now : measured;
    }
}
