/**
 * A real PostgreSQL server as a child process, from binaries on the class path, with its data in a kept folder.
 *
 * <p>It listens on the loopback interface only and asks for a password. A folder is initialised beside its place and
 * moved there when complete, so a kill in between leaves nothing half made. A server left over by a kill is recognised
 * by its own {@code postmaster.pid} and stopped before another is started.
 */
@NullMarked
package io.attune.sandbox.postgres;

import org.jspecify.annotations.NullMarked;
