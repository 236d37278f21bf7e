package io.attune.provider.testkit.openai;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/models}. */
final class ModelsApi {
    private final Engine engine;
    private final Jobs jobs;
    private final Names names;
    private final World world;
    private final Map<String, Instant> endings = new ConcurrentHashMap<>();

    ModelsApi(World world, Jobs jobs) {
        this.engine = world.engine();
        this.jobs = jobs;
        this.names = world.names();
        this.world = world;
    }

    /** Announces when a base model goes out of service. */
    void retire(String model, Instant ending) {
        endings.put(model, ending);
    }

    @Nullable
    Reply answer(Call call) {
        if (call.is("GET", "v1", "models")) {
            return list();
        }
        if (call.is("GET", "v1", "models", "*")) {
            return get(call.path().get(2));
        }
        if (call.is("DELETE", "v1", "models", "*")) {
            return delete(call.path().get(2));
        }
        return null;
    }

    /** What the engine knows a model as, or 404. */
    Engine.Model resolve(String model) {
        if (base(model) != null) {
            return new Engine.Model(model, null);
        }
        Jobs.Tuned tuned = jobs.tuned(model);
        if (tuned == null) {
            throw notFound(model);
        }
        return tuned.model();
    }

    private Reply list() {
        ArrayNode data = Json.array();
        engine.baseModels().forEach(model -> data.add(describe(model)));
        for (Job job : jobs.newestFirst()) {
            job.status().checkpoints().forEach(kept -> data.add(describe(job, kept)));
        }
        return new Reply.Document(Json.object().put("object", "list").set("data", data));
    }

    private Reply get(String model) {
        Engine.BaseModelStatus base = base(model);
        if (base != null) {
            return new Reply.Document(describe(base));
        }
        Jobs.Tuned tuned = jobs.tuned(model);
        if (tuned == null) {
            throw notFound(model);
        }
        return new Reply.Document(describe(tuned.job(), tuned.kept()));
    }

    private Reply delete(String model) {
        if (base(model) != null) {
            throw ApiError.of(403, "invalid_request_error", "forbidden",
                    "'" + model + "' is a base model; only tuned models can be deleted.");
        }
        Jobs.Tuned tuned = jobs.tuned(model);
        if (tuned == null) {
            throw notFound(model);
        }
        if (!tuned.job().status().isTerminal()) {
            throw ApiError.of(409, "invalid_request_error", "job_running",
                    "'" + model + "' belongs to job " + tuned.job().spec().id() + ", which has not ended.");
        }
        jobs.delete(tuned);
        return Reply.deleted(model, "model");
    }

    private Engine.@Nullable BaseModelStatus base(String model) {
        return engine.baseModels().stream().filter(base -> base.id().equals(model)).findFirst().orElse(null);
    }

    private ObjectNode describe(Engine.BaseModelStatus base) {
        ObjectNode model = model(base.id(), names.now(), "attune");
        ObjectNode status = Json.object().put("state", base.state());
        base.status().forEach((name, value) -> status.set(name, Json.tree(value)));
        model.set("status", status);
        base.facts().forEach((name, value) -> model.set(name, Json.tree(value)));
        Instant ending = endings.get(base.id());
        if (ending != null && world.vendor().flavour() == Vendor.Flavour.AZURE) {
            model.set("deprecation", Json.object().put("inference", ending.getEpochSecond()));
        } else if (ending != null) {
            model.put("shutdown_date", ending.getEpochSecond());
        }
        return model;
    }

    private ObjectNode describe(Job job, JobStatus.Kept kept) {
        ObjectNode model = model(kept.model(), kept.createdAt(), world.organization());
        model.put("parent", job.spec().model());
        model.put("fine_tuning_job_id", job.spec().id());
        return model;
    }

    private static ObjectNode model(String id, long created, String owner) {
        return Json.object().put("id", id).put("object", "model").put("created", created).put("owned_by", owner);
    }

    private static ApiError notFound(String model) {
        return ApiError.notFound("model", "model_not_found", "The model '" + model + "' does not exist.");
    }
}
