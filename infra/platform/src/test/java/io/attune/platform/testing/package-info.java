/**
 * Real servers for integration tests: PostgreSQL and S3, started once in a JVM; each test class has a database of its own.
 */
@NullMarked
package io.attune.platform.testing;

import org.jspecify.annotations.NullMarked;
