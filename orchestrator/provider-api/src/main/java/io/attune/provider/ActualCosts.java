package io.attune.provider;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

import io.attune.kernel.Money;
import org.jspecify.annotations.Nullable;

/** Ability: the provider says what it really billed. */
public interface ActualCosts {

    /**
     * What was billed on some days, in order of days and then of line items. A day is UTC's. The last two days may still
     * grow.
     *
     * @param from the first day
     * @param until the day after the last; at most 180 days later
     * @throws ProviderException when the provider cannot be asked, or the credential may not read costs
     */
    List<Billed> costs(LocalDate from, LocalDate until);

    /**
     * One billed amount.
     *
     * @param lineItem the provider's own word for what it is for, such as {@code gpt-4.1-nano-2025-04-14, training}
     * @param amount what was billed; credits are negative
     * @param quantity how much was used, null when the provider does not say
     * @param quantityUnit of {@code quantity}, such as {@code tokens}; null with it
     * @param project the provider's name of the project it was billed to, null when it does not say
     */
    record Billed(LocalDate day, String lineItem, Money amount, @Nullable BigDecimal quantity,
            @Nullable String quantityUnit, @Nullable String project) {}
}
