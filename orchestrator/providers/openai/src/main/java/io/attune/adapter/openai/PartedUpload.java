package io.attune.adapter.openai;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;

import io.attune.kernel.Digest;
import io.attune.provider.ProviderFileId;
import io.attune.provider.TrainingFile;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Sends a large file through {@code /uploads}, part after part; what breaks off is cancelled, and expires by itself. */
final class PartedUpload {
    /** The vendor takes up to 64 MB a part; each part is held in memory while it is sent. */
    static final int PART_BYTES = 32 << 20;
    private static final String OPERATION = "uploading a large file";

    private final Transport transport;
    private final int partBytes;

    PartedUpload(Transport transport, int partBytes) {
        this.transport = transport;
        this.partBytes = partBytes;
    }

    ProviderFileId send(TrainingFile file) {
        try (InputStream content = Files.newInputStream(file.content())) {
            ObjectNode create = Transport.JSON.createObjectNode().put("purpose", "fine-tune").put("filename",
                    file.name()).put("bytes", Files.size(file.content())).put("mime_type", "application/jsonl");
            String path = "uploads/" + Transport.encode(id(post("uploads", create)));
            try {
                return complete(path, content);
            } catch (RuntimeException | IOException e) {
                cancel(path, e);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProviderFileId complete(String path, InputStream content) throws IOException {
        ArrayNode parts = Transport.JSON.createArrayNode();
        for (byte[] part = content.readNBytes(partBytes); part.length > 0; part = content.readNBytes(partBytes)) {
            String boundary = "attune-" + Digest.of(part).hex();
            parts.add(id(transport.askWell(OPERATION, transport.request(path + "/parts").header("Content-Type",
                    "multipart/form-data; boundary=" + boundary).POST(form(part, boundary)))));
        }
        JsonNode done = post(path + "/complete", Transport.JSON.createObjectNode().set("part_ids", parts));
        return Upload.id(transport, done.path("file"));
    }

    private void cancel(String path, Exception cause) {
        try {
            transport.ask(OPERATION, transport.request(path + "/cancel").POST(BodyPublishers.noBody()));
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    private static BodyPublisher form(byte[] part, String boundary) {
        return BodyPublishers.concat(BodyPublishers.ofString("--" + boundary
                + "\r\nContent-Disposition: form-data; name=\"data\"; filename=\"part\"\r\n"
                + "Content-Type: application/octet-stream\r\n\r\n"), BodyPublishers.ofByteArray(part),
                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
    }

    private JsonNode post(String path, JsonNode body) {
        return transport.askWell(OPERATION, transport.request(path).header("Content-Type", "application/json").POST(
                Transport.json(body)));
    }

    private String id(JsonNode body) {
        String id = body.path("id").stringValue("");
        if (id.isBlank()) {
            throw transport.malformed(OPERATION, "an upload or part without id");
        }
        return id;
    }
}
