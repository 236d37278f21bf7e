package io.attune.registry.mlflow.webhooks;

import java.time.InstantSource;
import java.util.Map;

import io.attune.kernel.ProjectId;
import io.attune.registry.AliasMoved;
import io.attune.registry.NewModelVersion;
import io.attune.registry.Origin;
import io.attune.registry.RegistryChange;
import io.attune.registry.mlflow.wire.Json;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/** Writes down what is to be told, in the transaction that changes it. */
@Component
class WebhookNews {
    private final WebhookStore store;
    private final InstantSource clock;

    WebhookNews(WebhookStore store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    @EventListener
    void on(RegistryChange change) {
        switch (change) {
            case RegistryChange.ModelOpened opened -> tell(opened.project(), Event.MODEL_CREATED, with(
                    Json.object().put(
                            "name", opened.model().name()).put("description", opened.model().description()),
                    opened.model().tags()));
            case RegistryChange.VersionRegistered registered -> {
                NewModelVersion content = registered.version().content();
                ObjectNode data = Json.object().put("name", content.model()).put("version", Integer.toString(
                        registered.version().ref().number())).put("description", content.description());
                switch (content.origin()) {
                    case Origin.Imported imported -> Json.put(data.put("source", imported.source()), "run_id",
                            imported.run());
                    case Origin.Tuned tuned -> data.put("source", source(content)).put("run_id", tuned.run().value());
                    case Origin.Base _ -> data.put("source", source(content));
                }
                tell(registered.project(), Event.VERSION_CREATED, with(data, content.tags()));
            }
            case RegistryChange.VersionTagged tagged -> {
                ObjectNode data = Json.object().put("name", tagged.version().name()).put("version", Integer.toString(
                        tagged.version().number())).put("key", tagged.key());
                tell(tagged.project(), tagged.value() == null ? Event.TAG_DELETED : Event.TAG_SET, Json.put(data,
                        "value", tagged.value()));
            }
            case RegistryChange.AliasRemoved removed -> tell(removed.project(), Event.ALIAS_DELETED, Json.object().put(
                    "name", removed.model()).put("alias", removed.alias()));
        }
    }

    @EventListener
    void on(AliasMoved moved) {
        tell(moved.project(), Event.ALIAS_CREATED, Json.object().put("name", moved.move().model()).put("alias",
                moved.move().alias()).put("version", Integer.toString(moved.move().to())));
    }

    private void tell(ProjectId project, Event event, ObjectNode data) {
        store.enqueue(project, event, body(event, data, clock));
    }

    static String body(Event event, ObjectNode data, InstantSource clock) {
        return event.json().put("timestamp", clock.instant().toString()).set("data", data).toString();
    }

    private static String source(NewModelVersion content) {
        return "attune://" + content.served().connection() + "/" + content.served().modelId();
    }

    private static ObjectNode with(ObjectNode data, Map<String, String> tags) {
        ObjectNode all = data.putObject("tags");
        tags.forEach(all::put);
        return data;
    }
}
