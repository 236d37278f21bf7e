package io.attune.adapter.openai;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.provider.Inventory;
import io.attune.provider.ProviderException;
import io.attune.provider.RunKey;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What lies in an account. Of the models only tuned ones are listed; theirs is the run key of the job they came from. */
final class Holdings implements Inventory {
    private static final Comparator<Item> NEWEST_FIRST = Comparator.<Item, Instant>comparing(
            item -> item.createdAt() == null ? Instant.EPOCH : item.createdAt()).reversed().thenComparing(Item::id);

    private final Transport transport;
    private final Pages pages;
    private final Flavour flavour;
    private final @Nullable AzureDeployments deployments;

    Holdings(Transport transport, Pages pages, Flavour flavour, @Nullable AzureDeployments deployments) {
        this.transport = transport;
        this.pages = pages;
        this.flavour = flavour;
        this.deployments = deployments;
    }

    @Override
    public List<Item> list(Kind kind) {
        List<Item> items = new ArrayList<>(switch (kind) {
            case FILE -> files();
            case JOB -> jobs();
            case MODEL -> models();
            case ENDPOINT -> endpoints();
        });
        items.sort(NEWEST_FIRST);
        return List.copyOf(items);
    }

    private List<Item> files() {
        return entries("listing files", "files").stream().map(file -> new Item(Kind.FILE, text(file, "id"),
                text(file, "filename"), created(file), file.path("bytes").isNumber()
                        ? Long.valueOf(file.path("bytes").longValue())
                        : null, null, text(file, "status"))).toList();
    }

    private List<Item> jobs() {
        return entries("listing jobs", "fine_tuning/jobs").stream().map(job -> new Item(Kind.JOB, text(job, "id"),
                text(job, "model"), created(job), null, Jobs.key(job), text(job, "status"))).toList();
    }

    private List<Item> models() {
        Map<String, RunKey> keys = new HashMap<>();
        for (JsonNode job : entries("listing jobs", "fine_tuning/jobs")) {
            RunKey key = Jobs.key(job);
            String model = text(job, "fine_tuned_model");
            if (key != null && !model.isEmpty()) {
                keys.put(model, key);
            }
        }
        List<Item> models = new ArrayList<>();
        for (JsonNode model : entries("listing models", "models")) {
            String id = text(model, "id");
            if (isTuned(id, model)) {
                models.add(new Item(Kind.MODEL, id, id, created(model), null, keys.get(withoutCheckpoint(id)), ""));
            }
        }
        return models;
    }

    /** OpenAI writes {@code ft:base:org:suffix:id}, Azure {@code base.ft-hex}. */
    private static boolean isTuned(String id, JsonNode model) {
        return id.startsWith("ft:") || id.contains(".ft-") || !text(model, "parent").isEmpty();
    }

    private static String withoutCheckpoint(String model) {
        int checkpoint = model.indexOf(":ckpt-");
        return checkpoint < 0 ? model : model.substring(0, checkpoint);
    }

    private List<Item> endpoints() {
        return deployments == null
                ? List.of()
                : deployments.deployments().stream().map(deployed -> new Item(Kind.ENDPOINT, deployed.name(),
                        deployed.name(), deployed.createdAt(), null, null, deployed.rawState())).toList();
    }

    private List<JsonNode> entries(String operation, String path) {
        List<JsonNode> entries = new ArrayList<>();
        pages.read(operation, path, "", page -> {
            for (JsonNode entry : page) {
                if (text(entry, "id").isBlank()) {
                    throw transport.malformed(operation, "an entry without id");
                }
                entries.add(entry);
            }
            return true;
        });
        return entries;
    }

    @Override
    public Set<Kind> deletable() {
        Set<Kind> kinds = EnumSet.of(Kind.FILE, Kind.MODEL);
        if (flavour == Flavour.AZURE) {
            kinds.add(Kind.JOB);
        }
        if (deployments != null) {
            kinds.add(Kind.ENDPOINT);
        }
        return Set.copyOf(kinds);
    }

    @Override
    public void delete(Kind kind, String id) {
        if (!deletable().contains(kind)) {
            throw new ProviderException(ProviderException.REFUSED,
                    "This vendor never deletes a thing of the kind " + kind + ", so neither '" + id + "'",
                    "It deletes: " + deletable().stream().sorted().toList() + ".");
        }
        switch (kind) {
            case FILE -> transport.delete("deleting a file", "files/" + Transport.encode(id));
            case JOB -> transport.delete("deleting a job", "fine_tuning/jobs/" + Transport.encode(id));
            case MODEL -> transport.delete("deleting a model", "models/" + Transport.encode(id));
            case ENDPOINT -> {
                if (deployments != null) {
                    deployments.undeploy(id);
                }
            }
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).stringValue("");
    }

    /** Azure writes {@code created_at} for models too. */
    private static @Nullable Instant created(JsonNode node) {
        long seconds = node.path("created_at").asLong(node.path("created").asLong(0));
        return seconds > 0 ? Instant.ofEpochSecond(seconds) : null;
    }
}
