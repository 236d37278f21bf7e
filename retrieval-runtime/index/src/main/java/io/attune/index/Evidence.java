package io.attune.index;

/**
 * How much of a question's words a passage speaks of.
 *
 * @param terms how many distinct terms the question has after analysis
 * @param matched how many of them the passage or its title holds
 * @param coverage the matched share of the question's weight, from 0 to 1: terms are weighted by inverse document
 *            frequency, and those the knowledge base does not know weigh most
 * @param strength the matched weight for each term of the question, as a share of the most a term can weigh, from 0 to
 *            1: matching rare words is strong, matching words that stand everywhere is not
 */
public record Evidence(int terms, int matched, double coverage, double strength) {
}
