package io.attune.dataset.job;

/**
 * A piece of a source that one thread reads.
 *
 * @param source the source's place in the plan, from 0
 * @param from the first byte of the lines, or the first property
 * @param firstLine the number of the first line; 0 for properties
 * @param count how many lines or properties
 */
record Part(int source, long from, long firstLine, long count) {
}
