package io.attune.adapter.openai;

import java.util.ArrayList;
import java.util.List;

import io.attune.adapter.openai.Jobs.MalformedJob;
import io.attune.provider.JobListing;
import io.attune.provider.ProviderJob;
import io.attune.provider.ProviderJobId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads many jobs with one request. */
final class Listing implements JobListing {
    private static final String OPERATION = "listing jobs";

    private final Transport transport;

    Listing(Transport transport) {
        this.transport = transport;
    }

    @Override
    public Page newestJobs(int limit, @Nullable ProviderJobId after) {
        if (limit < 1 || limit > 100) {
            throw new IllegalArgumentException("A page has 1 to 100 jobs, not " + limit);
        }
        String path = "fine_tuning/jobs?limit=" + limit
                + (after == null ? "" : "&after=" + Transport.encode(after.value()));
        JsonNode body = transport.askWell(OPERATION, transport.request(path).GET());
        if (!body.path("data").isArray()) {
            throw transport.malformed(OPERATION, "a list without data");
        }
        List<ProviderJob> jobs = new ArrayList<>();
        for (JsonNode entry : body.path("data")) {
            try {
                jobs.add(Jobs.read(entry));
            } catch (MalformedJob e) {
                throw transport.malformed(OPERATION, String.valueOf(e.getMessage()));
            }
        }
        return new Page(jobs, body.path("has_more").asBoolean(false));
    }
}
