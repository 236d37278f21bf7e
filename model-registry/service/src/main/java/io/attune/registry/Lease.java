package io.attune.registry;

import java.time.Instant;
import java.util.Map;

import io.attune.kernel.Money;
import io.attune.kernel.ProjectId;
import io.attune.kernel.RunId;
import org.jspecify.annotations.Nullable;

/**
 * How long an endpoint that costs money may stand.
 *
 * @param recipe whose budget
 * @param endpoint the provider's name of it, chosen before it is made
 * @param connection the provider's account
 * @param until when it is taken down, whatever it serves
 * @param closedAt when its provider said it was gone, or null while it may stand
 * @param attempts how often taking it down was tried
 * @param trouble why the last try failed; empty without trouble
 */
public record Lease(LeaseId id, ProjectId project, RunId run, String recipe, String endpoint, String connection,
        Money perHour, Map<String, String> labels, Instant openedAt, Instant until, @Nullable Instant closedAt,
        int attempts, String trouble) {
    public Lease {
        labels = Map.copyOf(labels);
    }

    public boolean open() {
        return closedAt == null;
    }
}
