package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Azure's deployments, below {@code /subscriptions}: a tuned model answers only by the name of its deployment. A new one
 * is {@code Creating} the first time it is looked at and {@code Succeeded} the second; one that nobody asks for 15 days
 * is deleted. Deployments are forgotten with the server. Thread-safe.
 */
final class DeploymentsApi {
    static final String RESOURCE = "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/simulated"
            + "/providers/Microsoft.CognitiveServices/accounts/simulated";
    private static final int PATH_LENGTH = 9;
    private static final Duration UNUSED_MAX = Duration.ofDays(15);
    private static final int DEPLOYMENTS_MAX = 10;

    private final World world;
    private final ModelsApi models;
    private final ConcurrentSkipListMap<String, Deployed> deployments = new ConcurrentSkipListMap<>();

    private static final class Deployed {
        final String model;
        final ObjectNode shown;
        long lastUsed;
        boolean seen;

        Deployed(String model, ObjectNode shown, long now) {
            this.model = model;
            this.shown = shown;
            this.lastUsed = now;
        }
    }

    DeploymentsApi(World world, ModelsApi models) {
        this.world = world;
        this.models = models;
    }

    /** Whether a request goes to the resource manager, which has a token of its own. */
    static boolean isFor(Call call) {
        return !call.path().isEmpty() && call.path().getFirst().equals("subscriptions");
    }

    /** The model that a deployment of this name serves, or null. */
    synchronized @Nullable String served(String name) {
        Deployed found = deployments.get(name);
        if (found == null || isExpired(found)) {
            return null;
        }
        found.lastUsed = world.names().now();
        return found.model;
    }

    synchronized @Nullable Reply answer(Call call) throws IOException {
        if (!isFor(call)) {
            return null;
        }
        List<String> wanted = List.of(RESOURCE.substring(1).split("/"));
        if (call.path().size() < PATH_LENGTH || !call.path().subList(0, wanted.size()).equals(wanted)
                || !call.path().get(wanted.size()).equals("deployments")) {
            throw ApiError.notFound("resource", "ResourceNotFound", "There is no such resource.");
        }
        if (call.parameter("api-version") == null) {
            throw ApiError.invalid("api-version", "MissingApiVersionParameter", "The api-version is missing.");
        }
        deployments.values().removeIf(this::isExpired);
        if (call.path().size() == PATH_LENGTH) {
            return list();
        }
        String name = call.path().get(PATH_LENGTH);
        return switch (call.method()) {
            case "PUT" -> put(name, call.json());
            case "DELETE" -> delete(name);
            default -> show(name);
        };
    }

    private boolean isExpired(Deployed deployed) {
        return world.names().now() - deployed.lastUsed > UNUSED_MAX.toSeconds();
    }

    private Reply put(String name, ObjectNode body) {
        Methods.refuseUnknown("body", body, Set.of("sku", "properties", "tags"));
        JsonNode model = body.path("properties").path("model");
        if (!model.path("format").stringValue("").equals("OpenAI") || model.path("version").stringValue("").isBlank()
                || body.path("sku").path("name").stringValue("").isBlank()
                || body.path("sku").path("capacity").asInt(0) < 1) {
            throw ApiError.invalid("properties", "InvalidDeployment",
                    "A deployment has sku {name, capacity} and properties.model {format, name, version}.");
        }
        String wanted = model.path("name").stringValue("");
        models.resolve(wanted);
        Deployed there = deployments.get(name);
        if (there != null && there.model.equals(wanted)) {
            return new Reply.Document(there.shown);
        }
        if (there == null && deployments.size() >= DEPLOYMENTS_MAX) {
            throw ApiError.of(400, "invalid_request_error", "DeploymentLimit",
                    "The resource has " + DEPLOYMENTS_MAX + " deployments already.");
        }
        ObjectNode shown = Json.object().put("id", RESOURCE + "/deployments/" + name).put("name", name).put("type",
                "Microsoft.CognitiveServices/accounts/deployments");
        shown.set("sku", body.path("sku"));
        shown.set("tags", body.path("tags"));
        shown.set("systemData", Json.object().put("createdAt", Instant.ofEpochSecond(
                world.names().now()).toString()));
        ObjectNode properties = Json.object().put("provisioningState", "Creating");
        properties.set("model", model);
        shown.set("properties", properties);
        deployments.put(name, new Deployed(wanted, shown, world.names().now()));
        return new Reply.Document(shown);
    }

    private Reply list() {
        ArrayNode value = Json.array();
        deployments.values().forEach(deployed -> value.add(look(deployed)));
        return new Reply.Document(Json.object().set("value", value));
    }

    private Reply show(String name) {
        Deployed found = deployments.get(name);
        if (found == null) {
            throw ApiError.notFound("deployment", "DeploymentNotFound", "There is no deployment '" + name + "'.");
        }
        return new Reply.Document(look(found));
    }

    private static JsonNode look(Deployed deployed) {
        if (deployed.seen) {
            ((ObjectNode) deployed.shown.path("properties")).put("provisioningState", "Succeeded");
        }
        deployed.seen = true;
        return deployed.shown.deepCopy();
    }

    private Reply delete(String name) {
        deployments.remove(name);
        return new Reply.Bytes("application/json", new byte[0]);
    }
}
