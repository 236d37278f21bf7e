/**
 * Rules about what is worth learning from, in two halves: scoring and judging.
 *
 * <p>{@link io.attune.pipeline.quality.Quality#score} turns an example into {@link io.attune.pipeline.quality.Scores}, a few
 * named numbers that depend on the example and on the rules' version alone, so they can be kept beside the record by its
 * digest. {@link io.attune.pipeline.quality.Quality#judge} holds them against thresholds. Another threshold needs no new
 * scores:
 *
 * <pre>{@code
 * Quality quality = Quality.of(List.of(Profile.FINE_TUNING), Map.of("loop-max", 8.0));
 * Scores scores = quality.score(example);
 * quality.judge(scores).ifPresent(finding -> drop(example, finding));
 * }</pre>
 *
 * <p>{@link io.attune.pipeline.quality.Profile#FINE_TUNING} is made for conversations. The others are the published
 * filters for web pages, made for pre-training: they drop nine chat records in ten and are there for those who train on
 * pages.
 */
@NullMarked
package io.attune.pipeline.quality;

import org.jspecify.annotations.NullMarked;
