package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.util.List;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/fine_tuning/jobs}. */
final class JobsApi {
    private static final int PAGE_MAX = 100;

    private final Jobs jobs;
    private final ModelsApi models;
    private final World world;

    JobsApi(World world, Jobs jobs, ModelsApi models) {
        this.world = world;
        this.jobs = jobs;
        this.models = models;
    }

    @Nullable
    Reply answer(Call call) throws IOException {
        if (call.is("POST", "v1", "fine_tuning", "jobs")) {
            JobRequest request = JobRequest.parse(call.json(), world.vendor().flavour(), world.engine().methods());
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
        if (mayPause() && call.is("POST", "v1", "fine_tuning", "jobs", "*", "pause")) {
            return document(jobs.pause(call.path().get(3)));
        }
        if (mayPause() && call.is("POST", "v1", "fine_tuning", "jobs", "*", "resume")) {
            return document(jobs.resume(call.path().get(3)));
        }
        if (world.vendor().flavour() == Vendor.Flavour.AZURE && call.is("DELETE", "v1", "fine_tuning", "jobs", "*")) {
            jobs.delete(call.path().get(3));
            return Reply.deleted(call.path().get(3), "fine_tuning.job");
        }
        if (call.is("GET", "v1", "fine_tuning", "jobs", "*", "events")) {
            return Paging.page(jobs.get(call.path().get(3)).events().reversed(), call, 20, PAGE_MAX);
        }
        if (call.is("GET", "v1", "fine_tuning", "jobs", "*", "checkpoints")) {
            return Paging.page(jobs.get(call.path().get(3)).checkpointsJson().valueStream().toList(), call, 10,
                    PAGE_MAX);
        }
        return null;
    }

    private boolean mayPause() {
        return world.vendor().flavour() != Vendor.Flavour.BEDROCK;
    }

    private Reply document(Job job) {
        return new Reply.Document(toJson(job));
    }

    /** Azure does not promise to keep metadata, so this one keeps it to itself; it shows the suffix under its own name. */
    private ObjectNode toJson(Job job) {
        ObjectNode shown = job.toJson(world.organization());
        if (world.vendor().flavour() == Vendor.Flavour.AZURE) {
            shown.remove("metadata");
            shown.set("suffix", shown.remove("user_provided_suffix"));
        }
        return shown;
    }

    private Reply list(Call call) {
        long youngest = world.names().now() - world.faults().listDelay().toSeconds();
        // Azure knows no filter and answers with every job
        List<Call.Parameter> filter = world.vendor().flavour() == Vendor.Flavour.AZURE
                ? List.of()
                : call.metadataFilter();
        boolean withoutMetadata = "null".equals(call.parameter("metadata"));
        List<Job> found = jobs.newestFirst().stream().filter(job -> job.spec().createdAt() <= youngest).filter(
                job -> !withoutMetadata || job.spec().metadata() == null).filter(
                        job -> filter.stream().allMatch(
                                pair -> pair.value().equals(Jobs.metadata(job).get(pair.name())))).toList();
        return Paging.page(found, job -> job.spec().id(), this::toJson, call, 20, PAGE_MAX);
    }
}
