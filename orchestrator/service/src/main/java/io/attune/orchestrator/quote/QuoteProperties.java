package io.attune.orchestrator.quote;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long what is said about money holds.
 *
 * @param validFor how long a quote may be approved; after that it is made again first
 * @param staleAfter after so long without anybody looking at a price, quotes say so
 */
@ConfigurationProperties("attune.quotes")
public record QuoteProperties(@DefaultValue("72h") Duration validFor, @DefaultValue("90d") Duration staleAfter) {
    public QuoteProperties {
        if (validFor.toSeconds() < 1 || staleAfter.toDays() < 1) {
            throw new IllegalArgumentException("attune.quotes: valid-for is at least 1 s and stale-after 1 d");
        }
    }
}
