package io.attune.pipeline.validate;

/**
 * One thing wrong with an example.
 *
 * @param reason a stable word
 * @param evidence where and what, without any of the example's words
 */
public record Finding(String reason, String evidence) {
}
