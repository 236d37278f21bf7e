package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code /v1/uploads}: large files in parts. Uploads under way are forgotten with the server. Thread-safe. */
final class UploadsApi {
    private static final long PART_BYTES_MAX = 64L << 20;
    private static final long BYTES_MAX = 8L << 30;
    private static final Set<String> KEYS = Set.of("purpose", "filename", "bytes", "mime_type", "expires_after");

    private final World world;
    private final ConcurrentHashMap<String, Pending> pending = new ConcurrentHashMap<>();

    private static final class Pending {
        final ObjectNode shown;
        final Map<String, Path> parts = new HashMap<>();

        Pending(ObjectNode shown) {
            this.shown = shown;
        }
    }

    UploadsApi(World world) {
        this.world = world;
    }

    @Nullable
    Reply answer(Call call) throws IOException {
        if (world.vendor().flavour() != Vendor.Flavour.OPENAI) {
            return null;
        }
        if (call.is("POST", "v1", "uploads")) {
            return create(call.json());
        }
        if (call.is("POST", "v1", "uploads", "*", "parts")) {
            return part(get(call.path().get(2)), call);
        }
        if (call.is("POST", "v1", "uploads", "*", "complete")) {
            return complete(get(call.path().get(2)), call.json());
        }
        return call.is("POST", "v1", "uploads", "*", "cancel") ? cancel(get(call.path().get(2))) : null;
    }

    private Reply create(ObjectNode body) {
        for (String key : body.propertyNames()) {
            if (!KEYS.contains(key)) {
                throw ApiError.invalid(key, "unknown_parameter", "Unknown parameter: '" + key + "'.");
            }
        }
        JsonNode bytes = body.path("bytes");
        if (!bytes.isIntegralNumber() || bytes.longValue() < 1 || bytes.longValue() > BYTES_MAX) {
            throw ApiError.invalid("bytes", "invalid_value", "bytes is " + bytes + "; it is from 1 to 8 GB.");
        }
        if (!body.path("purpose").stringValue("").equals("fine-tune")
                || body.path("filename").stringValue("").isBlank() || body.path("mime_type").stringValue(
                        "").isBlank()) {
            throw ApiError.invalid(null, "missing_required_parameter",
                    "An upload has purpose 'fine-tune', a filename and a mime_type.");
        }
        ObjectNode shown = Json.object().put("id", world.names().next("upload")).put("object", "upload").put("bytes",
                bytes.longValue()).put("created_at", world.names().now()).put("expires_at",
                        world.names().now() + 3600).put("filename", body.path("filename").stringValue()).put("purpose",
                                "fine-tune").put("status", "pending").putNull("file");
        pending.put(shown.path("id").stringValue(), new Pending(shown));
        return new Reply.Document(shown);
    }

    private Pending get(String id) {
        Pending found = pending.get(id);
        if (found == null || found.shown.path("expires_at").longValue() <= world.names().now()) {
            throw ApiError.notFound("upload_id", "upload_not_found", "No such Upload object: " + id);
        }
        return found;
    }

    private Reply part(Pending upload, Call call) throws IOException {
        String id = world.names().next("part");
        Path file = world.files().partFile(id);
        Multipart.Form form = Multipart.read(call, "data", file, PART_BYTES_MAX);
        if (form.fileName() == null) {
            throw ApiError.invalid("data", "missing_required_parameter", "Missing required parameter: 'data'.");
        }
        synchronized (upload) {
            upload.parts.put(id, file);
        }
        return new Reply.Document(Json.object().put("id", id).put("object", "upload.part").put("created_at",
                world.names().now()).put("upload_id", upload.shown.path("id").stringValue()));
    }

    private Reply complete(Pending upload, ObjectNode body) throws IOException {
        synchronized (upload) {
            String id = world.names().next("file");
            Path whole = Files.createFile(world.files().partFile(id));
            try (OutputStream out = Files.newOutputStream(whole, StandardOpenOption.WRITE)) {
                for (JsonNode part : body.path("part_ids")) {
                    Path file = upload.parts.get(part.stringValue(""));
                    if (file == null) {
                        throw ApiError.invalid("part_ids", "invalid_value", "There is no part " + part + ".");
                    }
                    Files.copy(file, out);
                }
            }
            if (Files.size(whole) != upload.shown.path("bytes").longValue()) {
                throw ApiError.invalid("bytes", "invalid_value", "The parts have " + Files.size(whole) + " bytes, not "
                        + upload.shown.path("bytes") + ".");
            }
            FilesApi.checkFormat(whole, world.vendor().flavour());
            FileStore.Entry entry = new FileStore.Entry(id, upload.shown.path("filename").stringValue(), "fine-tune",
                    Files.size(whole), world.names().now());
            world.files().add(entry);
            discard(upload);
            upload.shown.put("status", "completed").set("file", entry.toJson());
            return new Reply.Document(upload.shown);
        }
    }

    private Reply cancel(Pending upload) throws IOException {
        synchronized (upload) {
            discard(upload);
            return new Reply.Document(upload.shown.put("status", "cancelled"));
        }
    }

    private void discard(Pending upload) throws IOException {
        pending.remove(upload.shown.path("id").stringValue());
        for (Path part : upload.parts.values()) {
            Files.deleteIfExists(part);
        }
    }
}
