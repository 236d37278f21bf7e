package io.attune.provider.testkit;

import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/** Gathers what is logged to java.util.logging, at every level, until it is closed. */
final class LogWatch extends Handler implements AutoCloseable {
    private final StringBuilder text = new StringBuilder();
    private final Formatter formatter = new SimpleFormatter();
    private final Logger root = Logger.getLogger("");
    private final Level levelBefore = root.getLevel();

    @SuppressWarnings("this-escape") // complete when it is added
    LogWatch() {
        setLevel(Level.ALL);
        root.setLevel(Level.ALL);
        root.addHandler(this);
    }

    String text() {
        synchronized (text) {
            return text.toString();
        }
    }

    @Override
    public void publish(LogRecord record) {
        synchronized (text) {
            text.append(formatter.format(record));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        root.setLevel(levelBefore);
    }
}
