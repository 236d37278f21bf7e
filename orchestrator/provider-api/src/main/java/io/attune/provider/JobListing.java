package io.attune.provider;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** Ability: one request reads many jobs, so that one can refresh everything that is watched. */
public interface JobListing {

    /**
     * Reads a page of the account's jobs, newest first, ours or not. A job created within
     * {@link FineTuneProvider#visibilityDelay()} may be missing; a state read here is as true as one that
     * {@link FineTuneProvider#poll} reads.
     *
     * @param limit how many at most, from 1 to 100
     * @param after the last job of the page before, null for the first page
     * @throws ProviderException when the provider cannot be asked
     */
    Page newestJobs(int limit, @Nullable ProviderJobId after);

    /**
     * A page of jobs.
     *
     * @param more whether older ones follow
     */
    record Page(List<ProviderJob> jobs, boolean more) {
        public Page {
            jobs = List.copyOf(jobs);
        }
    }
}
