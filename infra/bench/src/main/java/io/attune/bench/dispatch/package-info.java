/**
 * The suite {@code dispatch}: how many runs a second one node claims and marks as being submitted, durably, and what it costs a
 * node to watch many jobs. The platform is the real one in a process of its own, on the sandbox's PostgreSQL; the vendor is the
 * simulator in another process.
 */
@NullMarked
package io.attune.bench.dispatch;

import org.jspecify.annotations.NullMarked;
