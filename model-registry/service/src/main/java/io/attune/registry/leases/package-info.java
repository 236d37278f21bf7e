/**
 * Leases in PostgreSQL and the janitor that takes down what outlives them. A try is claimed by moving the next one into
 * the future, so that no two replicas try at once and no lock is held while a provider is asked; the time between tries
 * doubles up to a quarter of an hour, and it never gives up.
 */
@NullMarked
package io.attune.registry.leases;

import org.jspecify.annotations.NullMarked;
