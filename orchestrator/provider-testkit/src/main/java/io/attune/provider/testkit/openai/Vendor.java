package io.attune.provider.testkit.openai;

import java.math.BigDecimal;

/**
 * Which vendor of the dialect a server plays, and on what terms.
 *
 * @param flavour whose paths, headers and checks
 * @param tariff what training costs
 * @param limits what is too much
 */
public record Vendor(Flavour flavour, Tariff tariff, Limits limits) {

    /** Whose paths, headers and checks. */
    public enum Flavour {
        /** OpenAI's own. */
        OPENAI,
        /** Azure's: under {@code /openai}, the header {@code api-key}, files with byte order mark, deployments apart. */
        AZURE,
        /** Bedrock's OpenAI-compatible endpoint: neither pausing nor webhooks nor costs. */
        BEDROCK
    }

    /**
     * What training costs, in US dollars.
     *
     * @param perMillionTokens for supervised and preference trainings
     * @param perHour for reinforcement trainings, to the second
     */
    public record Tariff(BigDecimal perMillionTokens, BigDecimal perHour) {
        /** Nothing costs anything. */
        public static final Tariff FREE = new Tariff(BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /**
     * What is too much. Beyond a limit requests are answered with 429.
     *
     * @param requestsPerMinute of all kinds together
     * @param runningJobs how many train at one time; the others wait in the queue
     * @param unfinishedJobs how many there may be that have not ended
     */
    public record Limits(int requestsPerMinute, int runningJobs, int unfinishedJobs) {
        /** Nothing is too much. */
        public static final Limits NONE = new Limits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    /** A vendor without charges or limits. */
    public static Vendor of(Flavour flavour) {
        return new Vendor(flavour, Tariff.FREE, Limits.NONE);
    }
}
