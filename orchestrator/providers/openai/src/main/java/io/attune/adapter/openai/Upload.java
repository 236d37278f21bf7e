package io.attune.adapter.openai;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.attune.adapter.openai.Account.Flavour;
import io.attune.adapter.openai.Transport.Answer;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.provider.ProviderFileId;
import io.attune.provider.TrainingFile;
import tools.jackson.databind.JsonNode;

/** Sends a training file as a form, read from disk while it is sent; OpenAI gets a large one in parts. */
final class Upload {
    private static final String OPERATION = "uploading a file";
    private static final Pattern LINE = Pattern.compile("\\b[Ll]ine (\\d{1,9})\\b");
    /** The largest file that OpenAI takes as one form; its uploads in parts take 8 GB. */
    private static final long FORM_BYTES_MAX = 512L << 20;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Transport transport;
    private final Flavour flavour;
    private final long formBytesMax;
    private final PartedUpload parted;

    Upload(Transport transport, Flavour flavour) {
        this(transport, flavour, FORM_BYTES_MAX, PartedUpload.PART_BYTES);
    }

    Upload(Transport transport, Flavour flavour, long formBytesMax, int partBytes) {
        this.transport = transport;
        this.flavour = flavour;
        this.formBytesMax = formBytesMax;
        parted = new PartedUpload(transport, partBytes);
    }

    /** What stands before the content: Azure wants a byte order mark. */
    static byte[] mark(Flavour flavour) {
        return flavour == Flavour.AZURE ? BYTE_ORDER_MARK.clone() : new byte[0];
    }

    ProviderFileId send(TrainingFile file) {
        return flavour == Flavour.OPENAI && size(file) > formBytesMax ? parted.send(file) : sendForm(file);
    }

    private static long size(TrainingFile file) {
        try {
            return Files.size(file.content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProviderFileId sendForm(TrainingFile file) {
        String boundary = "attune-" + UUID.randomUUID();
        Answer answer = transport.ask(OPERATION, transport.request("files").header("Content-Type",
                "multipart/form-data; boundary=" + boundary).POST(form(file, boundary)));
        if (isAboutContent(answer)) {
            throw new InvalidInputException("File '" + file.name() + "'", problems(file, answer));
        }
        if (!answer.isSuccess()) {
            throw transport.failure(answer);
        }
        return id(transport, answer.body());
    }

    static ProviderFileId id(Transport transport, JsonNode file) {
        String id = file.path("id").stringValue("");
        if (id.isBlank()) {
            throw transport.malformed(OPERATION, "a file without id");
        }
        return new ProviderFileId(id);
    }

    private BodyPublisher form(TrainingFile file, String boundary) {
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nfine-tune\r\n--"
                + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"" + file.name()
                + "\"\r\nContent-Type: application/jsonl\r\n\r\n";
        try {
            return BodyPublishers.concat(BodyPublishers.ofString(head), BodyPublishers.ofByteArray(mark(flavour)),
                    BodyPublishers.ofFile(file.content()), BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"));
        } catch (FileNotFoundException e) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "The file " + file.content() + " cannot be read", "", e);
        }
    }

    private static boolean isAboutContent(Answer answer) {
        if (answer.status() != 400 && answer.status() != 422) {
            return false;
        }
        JsonNode error = answer.error();
        return error.path("details").isArray() || error.path("code").stringValue("").equals("invalid_file_format")
                || LINE.matcher(error.path("message").stringValue("")).find();
    }

    /** One problem per line the server names; the dialect itself names one line at most, in its message. */
    private List<Problem> problems(TrainingFile file, Answer answer) {
        List<Problem> problems = new ArrayList<>();
        for (JsonNode detail : answer.error().path("details")) {
            problems.add(new Problem(file.name(), Math.max(0, detail.path("line").asInt(0)),
                    transport.clean(detail.path("message").stringValue("")), ""));
        }
        if (problems.isEmpty()) {
            String message = transport.clean(answer.error().path("message").stringValue("no reason was given"));
            Matcher line = LINE.matcher(message);
            problems.add(new Problem(file.name(), line.find() ? Integer.parseInt(line.group(1)) : 0, message, ""));
        }
        return problems;
    }
}
