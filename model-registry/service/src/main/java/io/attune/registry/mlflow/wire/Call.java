package io.attune.registry.mlflow.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.ProjectId;
import io.attune.platform.Caller;
import io.attune.platform.Permission;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a client asks: the fields of the query or of the body, which are read alike. A controller takes it as an argument. */
public final class Call {
    private final Caller caller;
    private final JsonNode fields;

    private Call(Caller caller, JsonNode fields) {
        this.caller = caller;
        this.fields = fields;
    }

    /** @param fields a JSON object */
    public static Call of(Caller caller, JsonNode fields) {
        return new Call(caller, fields);
    }

    /** Repeated fields come as {@code k=1&k=2}, {@code k[]=1} or {@code k[0]=1}. */
    static Call ofQuery(Caller caller, Map<String, String[]> query) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        query.forEach((key, values) -> {
            String name = key.replaceFirst("\\[\\d*]$", "");
            ArrayNode all = fields.path(name).isArray() ? (ArrayNode) fields.get(name) : fields.putArray(name);
            for (String value : values) {
                all.add(value);
            }
        });
        return new Call(caller, fields);
    }

    public Caller caller() {
        return caller;
    }

    /** The caller's project, for one who may read. */
    public ProjectId reading() {
        return allowed(Permission.VIEWER);
    }

    /** The caller's project, for one who may write. */
    public ProjectId writing() {
        return allowed(Permission.EDITOR);
    }

    private ProjectId allowed(Permission needed) {
        caller.require(needed);
        return caller.project();
    }

    /** A field that must be there and must not be empty. */
    public String required(String name) {
        String value = text(name);
        if (value == null || value.isEmpty()) {
            throw missing(name);
        }
        return value;
    }

    /** The first of two names of one field that is there, such as {@code run_id} and {@code run_uuid}. */
    public String required(String name, String olderName) {
        String value = text(name);
        return value == null || value.isEmpty()
                ? Optional.ofNullable(text(olderName)).filter(older -> !older.isEmpty()).orElseThrow(
                        () -> missing(name))
                : value;
    }

    public static MlflowException missing(String name) {
        return MlflowError.INVALID_PARAMETER_VALUE.because("Missing value for required parameter '" + name
                + "'. See the API docs for more information about request parameters.");
    }

    /** A text, or null when it is not there. */
    public @Nullable String text(String name) {
        JsonNode value = single(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (value.isContainer()) {
            throw invalid(name, value);
        }
        return value.asString();
    }

    /** A whole number, written as a number or as a text; null when it is not there. */
    public @Nullable Long number(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            throw invalid(name, single(name));
        }
    }

    public boolean flag(String name) {
        return "true".equalsIgnoreCase(text(name));
    }

    /** A double; {@code "NaN"}, {@code "Infinity"} and {@code "-Infinity"} are texts. */
    public @Nullable Double decimal(String name) {
        String text = text(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw invalid(name, single(name));
        }
    }

    /** A list of texts; a single one may stand without brackets. */
    public List<String> texts(String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        (value.isArray() ? value.valueStream() : java.util.stream.Stream.of(value)).forEach(one -> {
            if (one.isContainer()) {
                throw invalid(name, value);
            }
            texts.add(one.asString());
        });
        return texts;
    }

    /** A list of objects, each to be read like a request; empty when it is not there. */
    public List<Call> parts(String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray() || value.valueStream().anyMatch(one -> !one.isObject())) {
            throw invalid(name, value);
        }
        return value.valueStream().map(one -> new Call(caller, one)).toList();
    }

    /** An object, to be read like a request; with no fields when it is not there. */
    public Call part(String name) {
        return new Call(caller, fields.path(name));
    }

    public boolean has(String name) {
        return fields.has(name);
    }

    private JsonNode single(String name) {
        JsonNode value = fields.path(name);
        return value.isArray() && value.size() == 1 ? value.get(0) : value;
    }

    private static MlflowException invalid(String name, JsonNode value) {
        String shown = value.toString();
        return MlflowError.INVALID_PARAMETER_VALUE.because("Invalid value " + (shown.length() > 200
                ? shown.substring(0, 200)
                        + "…"
                : shown) + " for parameter '" + name + "' supplied.");
    }
}
