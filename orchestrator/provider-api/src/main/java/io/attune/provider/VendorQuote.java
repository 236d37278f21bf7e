package io.attune.provider;

import java.time.Duration;
import java.util.Optional;

import io.attune.kernel.Money;
import io.attune.kernel.TokenCount;
import org.jspecify.annotations.Nullable;

/** Ability: the provider itself says what a job would cost. */
public interface VendorQuote {

    /**
     * Asks for the price of a job without starting it. May leave something at the vendor that is not billed and that
     * {@link Inventory} shows.
     *
     * @return empty when the provider cannot tell for this model or method
     * @throws ProviderException when the provider cannot be asked or finds the request faulty
     */
    Optional<Quoted> quote(SubmitRequest request);

    /**
     * What the provider expects.
     *
     * @param cost the whole job
     * @param trainedTokens what it will bill, null when it does not say
     * @param duration how long it will train, null when it does not say
     */
    record Quoted(Money cost, @Nullable TokenCount trainedTokens, @Nullable Duration duration) {}
}
