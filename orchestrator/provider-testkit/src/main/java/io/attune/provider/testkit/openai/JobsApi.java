package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.util.List;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/fine_tuning/jobs}. */
final class JobsApi {
    private final Jobs jobs;
    private final ModelsApi models;
    private final Names names;
    private final String organization;
    private final LongSupplier listDelaySeconds;

    JobsApi(Jobs jobs, ModelsApi models, Names names, String organization, LongSupplier listDelaySeconds) {
        this.jobs = jobs;
        this.models = models;
        this.names = names;
        this.organization = organization;
        this.listDelaySeconds = listDelaySeconds;
    }

    @Nullable
    Reply answer(Call call) throws IOException {
        if (call.is("POST", "v1", "fine_tuning", "jobs")) {
            JobRequest request = JobRequest.parse(call.json());
            return document(jobs.create(request, models.resolve(request.model())));
        }
        if (call.is("GET", "v1", "fine_tuning", "jobs")) {
            return list(call);
        }
        if (call.is("GET", "v1", "fine_tuning", "jobs", "*")) {
            return document(jobs.get(call.path().get(3)));
        }
        if (call.is("POST", "v1", "fine_tuning", "jobs", "*", "cancel")) {
            return document(jobs.cancel(call.path().get(3)));
        }
        if (call.is("GET", "v1", "fine_tuning", "jobs", "*", "events")) {
            return page(jobs.get(call.path().get(3)).events().reversed(), call, 20);
        }
        if (call.is("GET", "v1", "fine_tuning", "jobs", "*", "checkpoints")) {
            return page(jobs.get(call.path().get(3)).checkpointsJson().valueStream().toList(), call, 10);
        }
        return null;
    }

    private Reply document(Job job) {
        return new Reply.Document(job.toJson(organization));
    }

    private Reply list(Call call) {
        long youngest = names.now() - listDelaySeconds.getAsLong();
        List<Call.Parameter> filter = call.metadataFilter();
        boolean withoutMetadata = "null".equals(call.parameter("metadata"));
        List<ObjectNode> found = jobs.newestFirst().stream().filter(job -> job.spec().createdAt() <= youngest).filter(
                job -> !withoutMetadata || job.spec().metadata() == null).filter(
                        job -> filter.stream().allMatch(
                                pair -> pair.value().equals(Jobs.metadata(job).get(pair.name())))).map(
                                        job -> job.toJson(organization)).toList();
        return page(found, call, 20);
    }

    /** The entries after the one named by {@code after}. */
    private static Reply page(List<? extends JsonNode> all, Call call, int usual) {
        int limit = call.limit(usual);
        String after = call.parameter("after");
        int start = 0;
        if (after != null) {
            while (start < all.size() && !all.get(start).path("id").stringValue("").equals(after)) {
                start++;
            }
            if (start == all.size()) {
                throw ApiError.invalid("after", "invalid_value", "after is '" + after + "'; there is no such entry.");
            }
            start++;
        }
        ArrayNode data = Json.array();
        int end = Math.min(all.size(), start + limit);
        all.subList(start, end).forEach(data::add);
        ObjectNode body = Json.object();
        body.put("object", "list");
        body.set("data", data);
        body.put("first_id", data.isEmpty() ? null : data.get(0).path("id").stringValue());
        body.put("last_id", data.isEmpty() ? null : data.get(data.size() - 1).path("id").stringValue());
        body.put("has_more", end < all.size());
        return new Reply.Document(body);
    }
}
