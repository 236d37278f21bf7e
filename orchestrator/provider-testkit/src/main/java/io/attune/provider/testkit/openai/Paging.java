package io.attune.provider.testkit.openai;

import java.util.List;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists in pages, as the dialect has them. */
final class Paging {
    private Paging() {}

    /** The entries after the one named by {@code after}, as many as {@code limit} says. */
    static Reply page(List<? extends JsonNode> all, Call call, int usual, int most) {
        int limit = call.limit(usual, most);
        String after = call.parameter("after");
        int start = 0;
        if (after != null) {
            while (start < all.size() && !all.get(start).path("id").stringValue("").equals(after)) {
                start++;
            }
            if (start == all.size()) {
                throw ApiError.invalid("after", "invalid_value", "after is '" + after + "'; there is no such entry.");
            }
            start++;
        }
        ArrayNode data = Json.array();
        int end = Math.min(all.size(), start + limit);
        all.subList(start, end).forEach(data::add);
        ObjectNode body = Json.object();
        body.put("object", "list");
        body.set("data", data);
        body.put("first_id", data.isEmpty() ? null : data.get(0).path("id").stringValue());
        body.put("last_id", data.isEmpty() ? null : data.get(data.size() - 1).path("id").stringValue());
        body.put("has_more", end < all.size());
        return new Reply.Document(body);
    }
}
