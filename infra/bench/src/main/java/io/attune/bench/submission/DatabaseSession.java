package io.attune.bench.submission;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attune.bench.submission.Point.Act;
import org.jspecify.annotations.Nullable;

/**
 * What goes on in one connection to the database. The driver's extended protocol is followed as far as it takes to know which
 * runs a transaction writes to, and when it ends. Of the two directions each has a thread, and the protocol lets them take
 * turns.
 */
final class DatabaseSession {
    private static final Pattern RUN = Pattern.compile("run_[0-9a-f]{32}");
    private static final Pattern STATE = Pattern.compile("\\b(" + String.join("|", "SUBMITTING", "IN_DOUBT", "TRAINING",
            "CANCELLING", "SETTLING", "CLOSING", "FAILED", "SUCCEEDED") + ")\\b");

    private final Courses courses;
    private final Life life;
    private final Map<String, String> statements = new HashMap<>();
    private boolean inTransaction;
    private @Nullable Write writing;
    private @Nullable Write committing;

    /** What a transaction writes to runs. */
    private record Write(Act act, Set<String> runs, String what) {}

    DatabaseSession(Courses courses, Life life) {
        this.courses = courses;
        this.life = life;
    }

    /** Whether this message may be held, so that those before it have to be on their way. */
    synchronized boolean mayWait(char type, byte[] content) {
        return writing != null || (type == 'B' && act(sql(content)) != null);
    }

    /** A message of the platform. Returns when it may be passed on. */
    void said(char type, byte[] content) throws IOException {
        Write due = heard(type, content);
        if (due != null) {
            courses.before(life, due.runs(), due.act(), due.what());
        }
    }

    private synchronized @Nullable Write heard(char type, byte[] content) {
        if (type == 'P') {
            String name = text(content, 0);
            statements.put(name, text(content, name.length() + 1));
            return null;
        }
        return switch (type) {
            case 'B' -> bound(sql(content), content);
            case 'Q' -> bound(text(content, 0), content);
            default -> null;
        };
    }

    private @Nullable Write bound(String sql, byte[] content) {
        Act act = act(sql);
        if (act != null) {
            String said = new String(content, StandardCharsets.ISO_8859_1);
            writing = new Write(act, runs(said), act == Act.CLAIM ? "claim" : state(said));
        }
        switch (sql.strip().toUpperCase(Locale.ROOT)) {
            case "BEGIN" -> inTransaction = true;
            case "ROLLBACK" -> writing = null;
            case "COMMIT" -> {
                return commit();
            }
            default -> {
                if (act != null && !inTransaction) {
                    return commit();
                }
            }
        }
        return null;
    }

    /** Which runs a claim is of is known once it is made. */
    private @Nullable Write commit() {
        committing = writing;
        writing = null;
        return committing == null || committing.act() == Act.CLAIM ? null : committing;
    }

    /** A message of the database. Returns when it may be passed on. */
    void answered(char type, byte[] content) throws IOException {
        Write done = null;
        synchronized (this) {
            Write made = committing == null ? writing : committing;
            if (type == 'D' && made != null && made.act() == Act.CLAIM) {
                made.runs().addAll(runs(new String(content, StandardCharsets.ISO_8859_1)));
            } else if (type == 'Z') {
                inTransaction = content[0] != 'I';
                done = inTransaction ? null : committing;
                committing = inTransaction ? committing : null;
            }
        }
        if (done != null) {
            courses.after(life, done.runs(), done.act(), done.what());
        }
    }

    /** What a statement does to runs, or null. Renewals and progress are not a step of a course. */
    private static @Nullable Act act(String sql) {
        if (!sql.contains("update orchestrator.run ")) {
            return null;
        }
        return sql.contains("fence = fence + 1") ? Act.CLAIM : sql.contains("facts = ") ? Act.STORE : null;
    }

    private String sql(byte[] bind) {
        String portal = text(bind, 0);
        return statements.getOrDefault(text(bind, portal.length() + 1), "");
    }

    private static Set<String> runs(String said) {
        Set<String> found = new LinkedHashSet<>();
        Matcher matcher = RUN.matcher(said);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static String state(String said) {
        Matcher matcher = STATE.matcher(said);
        return matcher.find() ? matcher.group() : "";
    }

    /** A text that a zero ends. */
    private static String text(byte[] content, int from) {
        int end = from;
        while (end < content.length && content[end] != 0) {
            end++;
        }
        return new String(content, from, end - from, StandardCharsets.UTF_8);
    }
}
