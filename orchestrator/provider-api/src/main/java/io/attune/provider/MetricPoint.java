package io.attune.provider;

/**
 * One measured value of a training.
 *
 * @param step from 1
 * @param name the dialect's name: {@code train_loss}, {@code train_mean_token_accuracy}, {@code valid_loss},
 *     {@code valid_mean_token_accuracy}, {@code full_valid_loss}, {@code full_valid_mean_token_accuracy}, and
 *     {@code total_steps} where the provider says how many steps there will be
 * @param value loss in nats per token; accuracies from 0 to 1
 */
public record MetricPoint(int step, String name, double value) {
}
