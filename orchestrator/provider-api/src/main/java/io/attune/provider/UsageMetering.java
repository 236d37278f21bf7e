package io.attune.provider;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** Ability: what a job has used until now is known in a unit of its own, where tokens are not what is billed. */
public interface UsageMetering {

    /**
     * What a job has used: until now while it runs, in all once it has ended. Empty when the provider does not know the
     * job.
     *
     * @throws ProviderException when the provider cannot be asked
     */
    Optional<Usage> usage(ProviderJobId job);

    /**
     * The most that one job can use here before it is stopped; empty where nothing stops it.
     *
     * @param trainer how the job's trainer is to be run, null where that is left to the connection
     */
    Optional<Bound> atMost(@Nullable TrainerChoice trainer);

    /**
     * An upper bound of a job's use.
     *
     * @param quantity above zero
     * @param unit as {@link Usage#unit()} gives it
     * @param gpus how many the job holds while it runs, from 0
     */
    record Bound(BigDecimal quantity, String unit, int gpus) {}

    /**
     * A measured use.
     *
     * @param quantity not negative, rounded up to six decimal places
     * @param unit such as {@code gpu-hours}
     * @param from when the use began, null while it has not
     * @param until when it ended, null while it goes on
     */
    record Usage(BigDecimal quantity, String unit, @Nullable Instant from, @Nullable Instant until) {}
}
