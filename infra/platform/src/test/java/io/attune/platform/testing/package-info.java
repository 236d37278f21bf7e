/**
 * Real servers for integration tests: PostgreSQL and S3, started once in a JVM; each test class has a database of its own.
 *
 * <p>A Spring Boot test takes {@link io.attune.platform.testing.TestServersInitializer}, any other
 * {@link io.attune.platform.testing.TestServers#freshProperties}. The same tests run on containers and on embedded servers
 * and must not know which; both are the same PostgreSQL and the same S3 server, in the versions of the build.
 */
@NullMarked
package io.attune.platform.testing;

import org.jspecify.annotations.NullMarked;
