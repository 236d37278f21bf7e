package io.attune.platform.schema;

/** Quartz's tables. */
class V3__quartz extends LibraryScript {
    V3__quartz() {
        super("org/quartz/impl/jdbcjobstore/tables_postgres.sql");
    }
}
