/**
 * How the command line speaks to the platform: where it is, with which key, and what its problems mean.
 *
 * <p>Requests and answers stay JSON trees: the command line shows what the platform says and has no model of its own, so
 * a new field needs a change only where it is shown. Every failure becomes a
 * {@link io.attune.cli.failure.CliException} that carries the platform's own words and the exit code that follows from
 * the kind of failure.
 */
@NullMarked
package io.attune.cli.api;

import org.jspecify.annotations.NullMarked;
