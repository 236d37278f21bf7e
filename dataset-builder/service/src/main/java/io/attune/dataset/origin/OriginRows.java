package io.attune.dataset.origin;

import io.attune.platform.ObjectKey;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is remembered of origins beside their content. Thread-safe. */
@Component
public class OriginRows {
    private final JdbcClient jdbc;

    OriginRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Forgets the names and addresses of a file that was destroyed. A database's rows are not forgotten but read again by the
     * next build, without what was withdrawn.
     */
    public void forget(ObjectKey file) {
        String digest = file.path().substring(file.path().lastIndexOf('/') + 1);
        jdbc.sql("delete from dataset.upload where project = ? and digest = ?").params(file.project().value(),
                digest).update();
        jdbc.sql("delete from dataset.snapshot where project = ? and digest = ?").params(file.project().value(),
                digest).update();
    }
}
