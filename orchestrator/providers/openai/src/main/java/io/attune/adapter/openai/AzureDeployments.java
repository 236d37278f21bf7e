package io.attune.adapter.openai;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.attune.provider.Deploys;
import io.attune.provider.ProviderModelId;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Deployments by Azure Resource Manager, which has an address and a token of its own. */
final class AzureDeployments implements Deploys {
    private static final int PAGES_MAX = 100;
    private static final int TAGS_MAX = 15;
    private static final int TAG_LENGTH_MAX = 256;

    private final Transport management;
    private final Account.Deployments where;

    AzureDeployments(Transport management, Account.Deployments where) {
        this.management = management;
        this.where = where;
    }

    @Override
    public Deployment deploy(Request request) {
        ObjectNode body = Transport.JSON.createObjectNode();
        body.putObject("sku").put("name", where.sku()).put("capacity", where.capacity());
        body.putObject("properties").putObject("model").put("format", "OpenAI").put("name",
                request.model().value()).put("version", "1");
        ObjectNode tags = Transport.JSON.createObjectNode();
        for (Map.Entry<String, String> label : new TreeMap<>(request.labels()).entrySet()) {
            if (tags.size() < TAGS_MAX) {
                String value = label.getValue();
                tags.put(label.getKey(), value.substring(0, Math.min(TAG_LENGTH_MAX, value.length())));
            }
        }
        body.set("tags", tags);
        String operation = "deploying a model";
        return read(operation, management.askWell(operation, management.request(path(request.name())).header(
                "Content-Type", "application/json").PUT(Transport.json(body))));
    }

    @Override
    public void undeploy(String name) {
        management.delete("ending a deployment", path(name));
    }

    @Override
    public List<Deployment> deployments() {
        String operation = "listing deployments";
        List<Deployment> found = new ArrayList<>();
        String next = path("");
        for (int i = 0; i < PAGES_MAX; i++) {
            JsonNode body = management.askWell(operation, management.request(next).GET());
            if (!body.path("value").isArray()) {
                throw management.malformed(operation, "a list without value");
            }
            body.path("value").forEach(entry -> found.add(read(operation, entry)));
            String link = body.path("nextLink").stringValue("");
            if (link.isEmpty()) {
                found.sort(Comparator.comparing(Deployment::name));
                return found;
            }
            next = within(operation, link);
        }
        throw management.malformed(operation, "a list that does not end after " + PAGES_MAX + " pages");
    }

    /** Only the link's path and query are taken: its host would get the token. */
    private String within(String operation, String link) {
        try {
            URI uri = URI.create(link);
            return String.valueOf(uri.getRawPath()).substring(1)
                    + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
            throw management.malformed(operation, "a link to the next page that is none");
        }
    }

    private String path(String name) {
        return where.resourceId().substring(1) + "/deployments" + (name.isEmpty() ? "" : "/" + Transport.encode(name))
                + "?api-version=" + Transport.encode(where.apiVersion());
    }

    private Deployment read(String operation, JsonNode body) {
        String name = body.path("name").stringValue("");
        JsonNode properties = body.path("properties");
        String raw = properties.path("provisioningState").stringValue("");
        if (name.isBlank() || raw.isBlank()) {
            throw management.malformed(operation, "a deployment without name or provisioningState");
        }
        String model = properties.path("model").path("name").stringValue("");
        return new Deployment(name, model.isBlank() ? null : new ProviderModelId(model), new ProviderModelId(name),
                state(raw), raw, time(body.path("systemData").path("createdAt").stringValue("")));
    }

    private static @Nullable State state(String raw) {
        return switch (raw) {
            case "Accepted", "Creating" -> State.CREATING;
            case "Updating", "Moving" -> State.UPDATING;
            case "Succeeded" -> State.ACTIVE;
            case "Deleting" -> State.DRAINING;
            case "Failed", "Canceled" -> State.FAILED;
            default -> null;
        };
    }

    private static @Nullable Instant time(String text) {
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
