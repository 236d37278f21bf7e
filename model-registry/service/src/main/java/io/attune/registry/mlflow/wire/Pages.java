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
 * Pages of a search. A token says where the next one begins; it is nobody's business how.
 *
 * @param size how many a page holds, from 1
 * @param offset how many were shown before, from 0
 */
public record Pages(int size, long offset) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** @throws MlflowException for a size out of range and for a token that was not made here */
    public static Pages of(Call call, int usual, int most) {
        return new Pages(size(call, usual, most), offset(call.text("page_token")));
    }

    static int size(Call call, int usual, int most) {
        Long wanted = call.number("max_results");
        if (wanted != null && (wanted < 1 || wanted > most)) {
            throw MlflowError.INVALID_PARAMETER_VALUE.because("Invalid value " + wanted
                    + " for parameter 'max_results' supplied. It must be at least 1 and at most " + most + ".");
        }
        return wanted == null ? usual : wanted.intValue();
    }

    private static long offset(@Nullable String token) {
        if (token == null || token.isEmpty()) {
            return 0;
        }
        try {
            JsonNode offset = JSON.readTree(Base64.getDecoder().decode(token)).path("offset");
            if (offset.isIntegralNumber() && offset.asLong() >= 0) {
                return offset.asLong();
            }
        } catch (IllegalArgumentException | JacksonException e) {
            // said below
        }
        throw invalidToken();
    }

    /** What is said of a token that was not made here. */
    public static MlflowException invalidToken() {
        return MlflowError.INVALID_PARAMETER_VALUE.because("Invalid page token, could not base64-decode");
    }

    /** How many to look up, so that it shows whether there are more. */
    public int lookUp() {
        return size + 1;
    }

    /** Writes what was looked up, and the token of the next page when there is one. */
    public <T> ObjectNode write(String name, List<T> found, Function<T, ObjectNode> shown) {
        ObjectNode page = Json.put(Json.object(), name, found.subList(0, Math.min(size, found.size())), shown);
        return found.size() > size ? page.put("next_page_token", token(offset + size)) : page;
    }

    private static String token(long offset) {
        return Base64.getEncoder().encodeToString(("{\"offset\": " + offset + "}").getBytes(StandardCharsets.UTF_8));
    }
}
