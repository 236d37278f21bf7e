package io.attune.platform.schema;

/** Spring Batch's tables. */
class V2__spring_batch extends LibraryScript {
    V2__spring_batch() {
        super("org/springframework/batch/core/schema-postgresql.sql");
    }
}
