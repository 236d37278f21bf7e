package io.attune.provider.testkit.openai;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.attune.kernel.Problem;
import org.jspecify.annotations.Nullable;

/** {@code /v1/files}. */
final class FilesApi {
    private final FileStore files;
    private final Names names;
    private final Vendor.Flavour flavour;
    private final long fileBytesMax;

    FilesApi(World world, long fileBytesMax) {
        this.files = world.files();
        this.names = world.names();
        this.flavour = world.vendor().flavour();
        this.fileBytesMax = fileBytesMax;
    }

    @Nullable
    Reply answer(Call call) throws IOException {
        if (call.is("POST", "v1", "files")) {
            return upload(call);
        }
        if (call.is("GET", "v1", "files")) {
            return list(call);
        }
        if (call.is("GET", "v1", "files", "*")) {
            return new Reply.Document(get(call.path().get(2)).toJson());
        }
        if (call.is("GET", "v1", "files", "*", "content")) {
            return new Reply.Content(files.content(get(call.path().get(2)).id()));
        }
        if (call.is("DELETE", "v1", "files", "*")) {
            FileStore.Entry entry = get(call.path().get(2));
            files.delete(entry.id());
            return Reply.deleted(entry.id(), "file");
        }
        return null;
    }

    private Reply upload(Call call) throws IOException {
        String id = names.next("file");
        Path part = files.partFile(id);
        try {
            Multipart.Form form = Multipart.read(call, "file", part, fileBytesMax);
            String fileName = form.fileName();
            String purpose = form.fields().getOrDefault("purpose", "");
            if (!purpose.equals("fine-tune")) {
                throw ApiError.invalid("purpose", "invalid_value",
                        "purpose is '" + purpose + "'; this server takes 'fine-tune'.");
            }
            if (fileName == null) {
                throw ApiError.invalid("file", "missing_required_parameter", "Missing required parameter: 'file'.");
            }
            if (!fileName.endsWith(".jsonl")) {
                throw ApiError.invalid("file", "invalid_file_format",
                        "The file is named '" + fileName + "'; training files end in .jsonl.");
            }
            checkFormat(part, flavour);
            FileStore.Entry entry = new FileStore.Entry(id, fileName, purpose, Files.size(part), names.now());
            files.add(entry);
            return new Reply.Document(entry.toJson());
        } finally {
            Files.deleteIfExists(part);
        }
    }

    static void checkFormat(Path part, Vendor.Flavour flavour) throws IOException {
        if (flavour == Vendor.Flavour.AZURE && !FileStore.hasMark(part)) {
            throw ApiError.invalidFile("The file must be UTF-8 with a byte order mark.", List.of());
        }
        List<Problem> problems = TrainingFileCheck.format(part);
        if (!problems.isEmpty()) {
            Problem first = problems.getFirst();
            throw ApiError.invalidFile("Invalid file format. Line " + first.line() + ": " + first.message()
                    + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : ""), problems);
        }
    }

    private Reply list(Call call) {
        String purpose = call.parameter("purpose");
        return Paging.page(files.list().stream().filter(entry -> purpose == null || entry.purpose().equals(
                purpose)).map(FileStore.Entry::toJson).toList(), call, 10_000, 10_000);
    }

    private FileStore.Entry get(String id) {
        FileStore.Entry entry = files.find(id);
        if (entry == null) {
            throw ApiError.notFound("id", "file_not_found", "No such File object: " + id);
        }
        return entry;
    }
}
