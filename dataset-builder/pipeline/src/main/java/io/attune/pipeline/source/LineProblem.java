package io.attune.pipeline.source;

/**
 * Why a line could not be read at all.
 *
 * @param below how many lines below the record's first one; 0 where a record is a line
 * @param column of the character, from 1
 */
record LineProblem(String reason, long below, int column, String message, String nextStep) {
    LineProblem(String reason, int column, String message, String nextStep) {
        this(reason, 0, column, message, nextStep);
    }
}
