package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.sun.net.httpserver.HttpExchange;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One request as the endpoints see it. */
record Call(String method, List<String> path, List<Parameter> query, @Nullable String contentType,
        @Nullable String idempotencyKey, InputStream body) {
    private static final int JSON_BYTES_MAX = 8 << 20;
    private static final Pattern METADATA = Pattern.compile("metadata\\[(.*)]");

    /** A name and value after the question mark. */
    record Parameter(String name, String value) {}

    /** Reads a request; Azure's paths are those of the dialect behind {@code /openai}, with {@code /v1} or without. */
    static Call of(HttpExchange exchange, Vendor.Flavour flavour) {
        List<String> path = new ArrayList<>();
        for (String segment : exchange.getRequestURI().getRawPath().split("/")) {
            if (!segment.isEmpty()) {
                path.add(decode(segment.replace("+", "%2B")));
            }
        }
        if (flavour == Vendor.Flavour.AZURE && !path.isEmpty() && path.getFirst().equals("openai")) {
            path.removeFirst();
            if (path.isEmpty() || !path.getFirst().equals("v1")) {
                path.addFirst("v1");
            }
        }
        List<Parameter> query = new ArrayList<>();
        String raw = exchange.getRequestURI().getRawQuery();
        for (String pair : raw == null ? new String[0] : raw.split("&")) {
            int equals = pair.indexOf('=');
            query.add(new Parameter(decode(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decode(pair.substring(equals + 1))));
        }
        return new Call(exchange.getRequestMethod(), path, query,
                exchange.getRequestHeaders().getFirst("Content-Type"),
                exchange.getRequestHeaders().getFirst("Idempotency-Key"), exchange.getRequestBody());
    }

    /** Whether the request is this method on this path; {@code *} stands for any one segment. */
    boolean is(String wantedMethod, String... wanted) {
        if (!method.equals(wantedMethod) || path.size() != wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if (!wanted[i].equals("*") && !wanted[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }

    @Nullable
    String parameter(String name) {
        return query.stream().filter(p -> p.name().equals(name)).map(Parameter::value).findFirst().orElse(null);
    }

    /** The pairs of {@code metadata[key]=value}. */
    List<Parameter> metadataFilter() {
        List<Parameter> filter = new ArrayList<>();
        for (Parameter parameter : query) {
            Matcher matcher = METADATA.matcher(parameter.name());
            if (matcher.matches()) {
                filter.add(new Parameter(matcher.group(1), parameter.value()));
            }
        }
        return filter;
    }

    /** How many entries a page shall have. */
    int limit(int usual, int most) {
        String text = parameter("limit");
        if (text == null) {
            return usual;
        }
        try {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= most) {
                return limit;
            }
        } catch (NumberFormatException e) {
            // refused below, like every other wrong value
        }
        throw ApiError.invalid("limit", "invalid_value", "limit is " + text + "; it is from 1 to " + most + ".");
    }

    ObjectNode json() throws IOException {
        byte[] text = body.readNBytes(JSON_BYTES_MAX + 1);
        if (text.length > JSON_BYTES_MAX) {
            throw ApiError.of(413, "invalid_request_error", "request_too_large", "The request has more than "
                    + JSON_BYTES_MAX + " bytes.");
        }
        JsonNode tree;
        try {
            tree = Json.parse(text);
        } catch (JacksonException e) {
            throw ApiError.invalid(null, "invalid_json", "The request is not valid JSON: " + e.getOriginalMessage());
        }
        if (tree instanceof ObjectNode object) {
            return object;
        }
        throw ApiError.invalid(null, "invalid_json", "The request is not a JSON object.");
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.invalid(null, "invalid_url", "The address is not well-formed: " + e.getMessage());
        }
    }
}
