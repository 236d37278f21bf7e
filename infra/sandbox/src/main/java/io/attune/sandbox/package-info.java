/**
 * The embedded default: PostgreSQL, an S3 server and an OpenAI-dialect provider with a real trainer, in one executable
 * and one data folder, so that Attune runs on a machine that has nothing but a JDK.
 *
 * <p>{@link io.attune.sandbox.SandboxMain} starts it. When PostgreSQL, S3 and the provider answer, it writes
 * {@code sandbox.json} (readable by its owner only) with every address and credential; the base model may still be in
 * preparation then. On SIGTERM it stops in order and removes the file.
 *
 * <p>Invariants: one instance per folder, guarded by {@code sandbox.lock}; everything listens on the loopback interface
 * and asks for a credential that was made for this folder; a start after a kill stops what was left running and goes on
 * with the data, jobs included; nothing is written to standard output but progress, as JSON lines.
 */
@NullMarked
package io.attune.sandbox;

import org.jspecify.annotations.NullMarked;
