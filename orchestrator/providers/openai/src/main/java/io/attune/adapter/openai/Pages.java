package io.attune.adapter.openai;

import java.util.List;
import java.util.function.Predicate;

import tools.jackson.databind.JsonNode;

/** Walks through a list that comes in pages. */
final class Pages {
    private static final int ENTRIES = 100;
    private static final int PAGES_MAX = 200;

    private final Transport transport;

    Pages(Transport transport) {
        this.transport = transport;
    }

    /**
     * Reads page after page.
     *
     * @param filter further query parameters, encoded, or empty
     * @param reader takes a page and says whether it wants the next
     */
    void read(String operation, String path, String filter, Predicate<List<JsonNode>> reader) {
        String after = "";
        for (int i = 0; i < PAGES_MAX; i++) {
            String query = "?limit=" + ENTRIES + (filter.isEmpty() ? "" : "&" + filter)
                    + (after.isEmpty() ? "" : "&after=" + Transport.encode(after));
            JsonNode body = transport.askWell(operation, transport.request(path + query).GET());
            JsonNode data = body.path("data");
            if (!data.isArray()) {
                throw transport.malformed(operation, "a list without data");
            }
            List<JsonNode> page = data.valueStream().toList();
            boolean goOn = reader.test(page);
            if (!goOn || page.isEmpty() || !body.path("has_more").asBoolean(false)) {
                return;
            }
            after = page.getLast().path("id").stringValue("");
            if (after.isEmpty()) {
                throw transport.malformed(operation, "a list entry without id");
            }
        }
        throw transport.malformed(operation, "a list that does not end after " + PAGES_MAX + " pages");
    }
}
