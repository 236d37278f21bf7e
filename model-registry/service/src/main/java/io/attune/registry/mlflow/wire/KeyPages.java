package io.attune.registry.mlflow.wire;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Pages of a search that goes on after the last thing shown: the last page costs what the first does, and what is added or
 * deleted meanwhile shifts none. A token is good for the order it was made in.
 *
 * @param size how many a page holds, from 1
 * @param order what the search is ordered by
 * @param after the place of the last one shown, or empty to begin
 */
public record KeyPages(int size, String order, List<String> after) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public KeyPages {
        after = List.copyOf(after);
    }

    /**
     * Something found.
     *
     * @param place where it stands in the order
     */
    public record Placed<T>(T item, List<String> place) {
        public Placed {
            place = List.copyOf(place);
        }
    }

    /** @throws MlflowException for a size out of range and for a token that was not made here, or for another order */
    public static KeyPages of(Call call, int usual, int most, String order) {
        return new KeyPages(Pages.size(call, usual, most), order, after(call.text("page_token"), order));
    }

    private static List<String> after(@Nullable String token, String order) {
        if (token == null || token.isEmpty()) {
            return List.of();
        }
        try {
            JsonNode read = JSON.readTree(Base64.getDecoder().decode(token));
            JsonNode after = read.path("after");
            if (after.isArray() && !after.isEmpty() && after.valueStream().allMatch(JsonNode::isString)) {
                if (!order.equals(read.path("order").asString(""))) {
                    throw MlflowError.INVALID_PARAMETER_VALUE.because(
                            "The page token is of a search with another 'order_by'. Begin again without it.");
                }
                return after.valueStream().map(JsonNode::asString).toList();
            }
        } catch (IllegalArgumentException | JacksonException e) {
            // said below
        }
        throw Pages.invalidToken();
    }

    /** How many to look up, so that it shows whether there are more. */
    public int lookUp() {
        return size + 1;
    }

    /** Writes what was looked up, and the token of the next page when there is one. */
    public <T> ObjectNode write(String name, List<Placed<T>> found, Function<T, ObjectNode> shown) {
        List<Placed<T>> page = found.subList(0, Math.min(size, found.size()));
        ObjectNode written = Json.put(Json.object(), name, page, placed -> shown.apply(placed.item()));
        return found.size() > size ? written.put("next_page_token", token(page.getLast().place())) : written;
    }

    private String token(List<String> place) {
        ObjectNode token = JSON.createObjectNode().put("order", order);
        place.forEach(token.putArray("after")::add);
        return Base64.getEncoder().encodeToString(JSON.writeValueAsString(token).getBytes(StandardCharsets.UTF_8));
    }
}
