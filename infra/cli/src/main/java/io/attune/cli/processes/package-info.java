/**
 * The local installation's processes: started detached, found again by later commands, watched until they answer, and
 * stopped in order.
 *
 * <p>Two processes make the local platform: the sandbox (PostgreSQL, S3 and a provider, on this machine) and the
 * platform itself, which is told of the sandbox by a generated file that only the owner can read, so that no secret
 * stands in a process list. A {@link io.attune.cli.processes.DataFolder} holds everything they keep. What runs is
 * recorded by process id together with its start time, so that a number the system has given to another program is never
 * taken for ours, let alone stopped.
 *
 * <p>Everything here may be repeated: starting what runs adopts it, stopping what does not run does nothing.
 */
@NullMarked
package io.attune.cli.processes;

import org.jspecify.annotations.NullMarked;
