/**
 * The curation job.
 *
 * <p>Three steps of one Spring Batch job, keyed by project and key: <em>plan</em> finds the inputs, pins their digests and
 * cuts them into parts; <em>read</em> takes each part, on several threads and in chunks, through the steps that judge an
 * example alone, and keeps the traces as objects; <em>write</em> brings the traces together and writes the version. A
 * chunk's object has a name that depends on its place alone, so a repeated chunk replaces itself, and no transaction is
 * open while an object is sent.
 *
 * <p>One job runs in one process: whoever runs it holds an advisory lock of PostgreSQL on a connection of its own. The lock
 * ends with the process, however it ends; the next to look takes the job up where it stood.
 */
@NullMarked
package io.attune.dataset.job;

import org.jspecify.annotations.NullMarked;
