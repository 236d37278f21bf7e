package io.attune.provider.testkit.openai;

import java.util.List;
import java.util.function.Function;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists in pages, as the dialect has them. */
final class Paging {
    private Paging() {}

    /** The entries after the one named by {@code after}, as many as {@code limit} says. */
    static Reply page(List<? extends JsonNode> all, Call call, int usual, int most) {
        return page(all, node -> node.path("id").stringValue(""), node -> node, call, usual, most);
    }

    /** The same for entries that are written only if they are on the page. */
    static <T> Reply page(List<T> all, Function<T, String> id, Function<T, ? extends JsonNode> json, Call call,
            int usual, int most) {
        int limit = call.limit(usual, most);
        String after = call.parameter("after");
        int start = 0;
        if (after != null) {
            while (start < all.size() && !id.apply(all.get(start)).equals(after)) {
                start++;
            }
            if (start == all.size()) {
                throw ApiError.invalid("after", "invalid_value", "after is '" + after + "'; there is no such entry.");
            }
            start++;
        }
        int end = Math.min(all.size(), start + limit);
        List<T> page = all.subList(start, end);
        ArrayNode data = Json.array();
        page.forEach(entry -> data.add(json.apply(entry)));
        ObjectNode body = Json.object();
        body.put("object", "list");
        body.set("data", data);
        body.put("first_id", page.isEmpty() ? null : id.apply(page.getFirst()));
        body.put("last_id", page.isEmpty() ? null : id.apply(page.getLast()));
        body.put("has_more", end < all.size());
        return new Reply.Document(body);
    }
}
