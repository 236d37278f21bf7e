package io.attune.registry.mlflow.webhooks;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.InstantSource;

import io.attune.kernel.ProjectId;
import io.attune.kernel.UuidV7;
import io.attune.platform.AddressGuard;
import io.attune.registry.mlflow.wire.Call;
import io.attune.registry.mlflow.wire.Json;
import io.attune.registry.mlflow.wire.Keys;
import io.attune.registry.mlflow.wire.MlflowError;
import io.attune.registry.mlflow.wire.Pages;
import io.attune.registry.mlflow.wire.Served;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import tools.jackson.databind.node.ObjectNode;

@Served("mlflowWebhookController")
class WebhookController {
    private static final int USUAL = 100;
    private static final int MOST = 1000;
    private static final int TEXT = 5000;

    private final WebhookStore store;
    private final WebhookClient client;
    private final UuidV7 ids;
    private final InstantSource clock;

    WebhookController(WebhookStore store, WebhookClient client, UuidV7 ids, InstantSource clock) {
        this.store = store;
        this.client = client;
        this.ids = ids;
        this.clock = clock;
    }

    @PostMapping("/webhooks")
    ObjectNode create(Call call) {
        ProjectId project = call.writing();
        Webhook wanted = new Webhook("", name(call.required("name")), url(call.required("url")), description(call),
                Event.read(call), isActive(call, true), 0, 0);
        return shown(store.create(project, wanted, call.text("secret")));
    }

    @GetMapping("/webhooks")
    ObjectNode list(Call call) {
        Pages pages = Pages.of(call, USUAL, MOST);
        return pages.write("webhooks", store.list(call.reading(), pages), Webhook::json);
    }

    @GetMapping("/webhooks/{id}")
    ObjectNode get(Call call, @PathVariable String id) {
        return shown(store.get(call.reading(), id));
    }

    @PatchMapping("/webhooks/{id}")
    ObjectNode update(Call call, @PathVariable String id) {
        ProjectId project = call.writing();
        Webhook present = store.get(project, id);
        String name = call.text("name");
        String url = call.text("url");
        return shown(store.update(project, new Webhook(id, name == null ? present.name() : name(name), url == null
                ? present.url()
                : url(url), call.has("description") ? description(call) : present.description(), call.has("events")
                        ? Event.read(call)
                        : present.events(), isActive(call, present.active()), 0, 0), call.text("secret")));
    }

    @DeleteMapping("/webhooks/{id}")
    ObjectNode delete(Call call, @PathVariable String id) {
        store.delete(call.writing(), id);
        return Json.object();
    }

    /** Sends an example of an event at once. */
    @PostMapping("/webhooks/{id}/test")
    ObjectNode test(Call call, @PathVariable String id) {
        ProjectId project = call.writing();
        Webhook webhook = store.get(project, id);
        Event event = call.has("event") ? Event.one(call.part("event")) : webhook.events().getFirst();
        WebhookClient.Answer answer = client.send(webhook.url(), store.secret(project, id).orElse(null),
                ids.next().toString(), WebhookNews.body(event, example(event), clock));
        ObjectNode result = Json.object().put("success", answer.isTaken());
        if (answer.status() == null) {
            result.put("error_message", answer.words());
        } else {
            result.put("response_status", answer.status()).put("response_body", answer.words());
        }
        return Json.object().set("result", result);
    }

    private static ObjectNode example(Event event) {
        ObjectNode data = Json.object().put("name", "example_model");
        if (!event.equals(Event.MODEL_CREATED) && !event.equals(Event.ALIAS_DELETED)) {
            data.put("version", "1");
        }
        if (event.entity().equals("MODEL_VERSION_TAG")) {
            data.put("key", "example_key");
        }
        if (event.entity().equals("MODEL_VERSION_ALIAS")) {
            data.put("alias", "example_alias");
        }
        return data;
    }

    private static ObjectNode shown(Webhook webhook) {
        return Json.object().set("webhook", webhook.json());
    }

    private static String name(String name) {
        if (name.isBlank()) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("A webhook's name must not be empty.");
        }
        return Keys.atMost("webhook name", name, 255);
    }

    private static @Nullable String description(Call call) {
        String description = call.text("description");
        return description == null ? null : Keys.atMost("description", description, TEXT);
    }

    private URI url(String written) {
        try {
            URI url = new URI(written);
            client.require(url);
            if (url.getUserInfo() != null) {
                throw new AddressGuard.RefusedException("it holds a user or password");
            }
            return url;
        } catch (URISyntaxException | AddressGuard.RefusedException e) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid webhook URL '" + Keys.atMost("url", written,
                    TEXT)
                    + "': " + e.getMessage()
                    + ". The operator may allow a host of a private network (attune.registry.webhooks.private-hosts).");
        }
    }

    private static boolean isActive(Call call, boolean present) {
        String status = call.text("status");
        return switch (status) {
            case null -> present;
            case "ACTIVE" -> true;
            case "DISABLED" -> false;
            default -> throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid status '" + status
                    + "'; valid are ACTIVE, DISABLED.");
        };
    }
}
