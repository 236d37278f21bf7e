package io.attune.cli.command;

import io.attune.cli.api.ApiClient;
import io.attune.cli.api.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Collects a list that comes in pages, some of which may be short. */
final class Pages {
    private static final int PAGE_MAX = 500;

    private final ApiClient api;

    Pages(ApiClient api) {
        this.api = api;
    }

    /**
     * Reads pages until there are enough items or no more pages.
     *
     * @param path ends in {@code ?} or {@code &}
     * @return {@code items} and the {@code nextCursor} behind them, or null at the end
     */
    JsonNode collect(String path, int limit) {
        return collect(path, limit, "");
    }

    /** Begins at a cursor; an empty one is the beginning. */
    JsonNode collect(String path, int limit, String from) {
        ObjectNode all = Json.object();
        ArrayNode items = all.putArray("items");
        String cursor = from;
        do {
            JsonNode page = api.get(path + "limit=" + Math.min(PAGE_MAX, Math.max(1, limit - items.size()))
                    + (cursor.isEmpty() ? "" : "&cursor=" + ApiClient.encode(cursor)));
            Json.items(page).forEach(items::add);
            cursor = Json.text(page, "/nextCursor");
        } while (!cursor.isEmpty() && items.size() < limit);
        if (cursor.isEmpty()) {
            all.putNull("nextCursor");
        } else {
            all.put("nextCursor", cursor);
        }
        return all;
    }
}
