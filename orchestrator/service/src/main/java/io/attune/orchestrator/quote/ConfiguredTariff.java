package io.attune.orchestrator.quote;

import java.math.BigDecimal;
import java.time.LocalDate;

import org.jspecify.annotations.Nullable;

/**
 * A tariff that the operator configured for one base model of a connection.
 *
 * @param capable whether the model may write answers from passages; facts are extracted from cited text otherwise
 * @param source where the figures come from; shown wherever an amount is
 * @param currency ISO 4217
 * @param trainingPerMillionTokens price of a million trained tokens
 * @param inputPerMillionTokens price of a million prompt tokens
 * @param outputPerMillionTokens price of a million answer tokens
 * @param hostingPerHour price of an hour of an endpoint for the tuned model, null where nobody said
 * @param trainingPerGpuHour price of an hour of a GPU that a trainer of one's own holds, null where trainings are billed by
 *     tokens
 * @param observedOn when somebody last looked
 */
public record ConfiguredTariff(String connection, String baseModel, boolean capable, String source, String currency,
        BigDecimal trainingPerMillionTokens, BigDecimal inputPerMillionTokens, BigDecimal outputPerMillionTokens,
        @Nullable BigDecimal hostingPerHour, @Nullable BigDecimal trainingPerGpuHour, LocalDate observedOn) {
}
