/**
 * The suite {@code submission}: no create is paid twice, whatever is done to the platform's process.
 *
 * <p>The platform is the unmodified program, as {@code attune up} starts it; PostgreSQL and the vendor are other processes.
 * Between them stand two proxies of the suite: {@link io.attune.bench.submission.DatabaseProxy} knows when a write of a run
 * becomes durable, {@link io.attune.bench.submission.VendorProxy} when a request reaches the vendor and when its answer comes
 * back. Both say so to {@link io.attune.bench.submission.Courses}, which holds a run where it is to be struck. Then the
 * process gets a signal: {@code SIGKILL}, or {@code SIGSTOP} until its leases have ended and another node did the work, and
 * {@code SIGCONT}. How many jobs a run has paid for, the vendor's own books say.
 *
 * <p>Many runs stand at their points when the process is struck, each at its own: for each run the blow falls exactly there,
 * and the matrix needs a start of the platform for each hundred of them instead of one for each.
 *
 * <p>What a point means. <em>Before a write</em>: the commit is asked for and never reaches the database (killed), or reaches
 * it when the process goes on (stopped). <em>After a write</em>: it is durable and the process does not know. <em>Before a
 * request</em>: it left the process and is lost on its way. <em>After a request</em>: the vendor has done it; the answer is
 * lost (killed), or waits for the process (stopped).
 */
@NullMarked
package io.attune.bench.submission;

import org.jspecify.annotations.NullMarked;
