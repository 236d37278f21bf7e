package io.attune.registry.mlflow.webhooks;

import java.util.List;
import java.util.Set;

import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.MlflowError;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a webhook may be told of. */
record Event(String entity, String action) {
    static final Event MODEL_CREATED = new Event("REGISTERED_MODEL", "CREATED");
    static final Event VERSION_CREATED = new Event("MODEL_VERSION", "CREATED");
    static final Event TAG_SET = new Event("MODEL_VERSION_TAG", "SET");
    static final Event TAG_DELETED = new Event("MODEL_VERSION_TAG", "DELETED");
    static final Event ALIAS_CREATED = new Event("MODEL_VERSION_ALIAS", "CREATED");
    static final Event ALIAS_DELETED = new Event("MODEL_VERSION_ALIAS", "DELETED");
    private static final Set<Event> ALL = Set.of(MODEL_CREATED, VERSION_CREATED, TAG_SET, TAG_DELETED, ALIAS_CREATED,
            ALIAS_DELETED);

    /** @throws io.attune.registry.mlflow.wire.MlflowException for none, and for one that does not exist */
    static List<Event> read(Call call) {
        List<Event> events = call.parts("events").stream().map(Event::one).distinct().toList();
        if (events.isEmpty()) {
            throw Call.missing("events");
        }
        return events;
    }

    static Event one(Call part) {
        Event event = new Event(part.required("entity"), part.required("action"));
        if (!ALL.contains(event)) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid event " + event + "; valid are "
                    + String.join(", ", ALL.stream().map(Event::toString).sorted().toList()) + ".");
        }
        return event;
    }

    static Event of(JsonNode json) {
        return new Event(json.path("entity").asString(), json.path("action").asString());
    }

    ObjectNode json() {
        return Json.object().put("entity", entity).put("action", action);
    }

    @Override
    public String toString() {
        return entity + "." + action;
    }
}
