package io.attune.platform;

/**
 * A PostgreSQL schema that one module owns. Its migrations stand in {@code classpath:db/migration/<name>} and have a
 * Flyway history of their own in that schema.
 *
 * @param name of the schema
 */
public record OwnedSchema(String name) {
}
