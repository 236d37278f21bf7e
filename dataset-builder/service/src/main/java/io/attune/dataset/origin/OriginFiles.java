package io.attune.dataset.origin;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.attune.kernel.PlatformException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.plan.Origin;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.platform.ObjectKey;
import org.springframework.stereotype.Component;

/** Turns what sources name into files. Thread-safe. */
@Component
public class OriginFiles {
    private final S3Source s3;
    private final WebSource web;
    private final RowSource rows;
    private final Uploads uploads;

    OriginFiles(S3Source s3, WebSource web, RowSource rows, Uploads uploads) {
        this.s3 = s3;
        this.web = web;
        this.rows = rows;
        this.uploads = uploads;
    }

    /**
     * The files of a source as they are now, copied where they lie elsewhere, in a fixed order.
     *
     * @param index the source's place in the plan
     * @param sent where the files lie that were sent along
     * @param problems gets what the recipe or the settings have to mend
     * @throws io.attune.kernel.PlatformException of a retryable kind when something outside fails or changes meanwhile
     */
    public List<SourceFile> of(ProjectId project, int index, SourceSpec.OfFile source, Map<String, ObjectKey> sent,
            Problems problems) {
        try {
            return read(project, index, source, sent, problems);
        } catch (PlatformException e) {
            if (e.code().equals(FileObjects.TOO_LARGE)) {
                problems.add(new Problem("/sources/" + index + "/path", String.valueOf(e.getMessage()), e.nextStep()));
                return List.of();
            }
            throw e;
        }
    }

    private List<SourceFile> read(ProjectId project, int index, SourceSpec.OfFile source, Map<String, ObjectKey> sent,
            Problems problems) {
        return switch (source.origin()) {
            case Origin.Beside beside -> beside(index, beside.path(), sent, problems);
            case Origin.Folder folder -> folder(index, folder, sent, problems);
            case Origin.S3 objects -> s3.fetch(project, index, objects, problems);
            case Origin.Upload upload -> upload(project, index, upload, problems);
            case Origin.Web address -> web.fetch(project, index, address, problems);
            case Origin.Database _ -> rows.fetch(project, index, (SourceSpec.Jdbc) source, problems);
        };
    }

    private List<SourceFile> upload(ProjectId project, int index, Origin.Upload upload, Problems problems) {
        Optional<Uploads.Upload> found = uploads.find(project, upload.name());
        if (found.isEmpty()) {
            problems.add(new Problem("/sources/" + index + "/path", "there is no upload '" + upload.name() + "'",
                    "List them with 'attune dataset uploads', or send it: attune dataset upload FILE --name "
                            + upload.name()));
        }
        return found.stream().map(sent -> new SourceFile(index, sent.name(), "upload:" + sent.name(), FileObjects.key(
                project, sent.digest()).path(), Map.of("kind", "upload", "address", "upload:" + sent.name(), "bytes",
                        Long.toString(sent.bytes()), "takenAt", sent.uploadedAt().toString()))).toList();
    }

    private static List<SourceFile> beside(int index, String path, Map<String, ObjectKey> sent, Problems problems) {
        ObjectKey key = sent.get(path);
        if (key == null) {
            problems.add(new Problem("/sources/" + index + "/path", "there is no file '" + path + "'",
                    "Put it beside the recipe and start again."));
            return List.of();
        }
        return List.of(SourceFile.sent(index, path, key));
    }

    private static List<SourceFile> folder(int index, Origin.Folder folder, Map<String, ObjectKey> sent,
            Problems problems) {
        List<SourceFile> files = sent.entrySet().stream().filter(entry -> folder.paths().matches(
                entry.getKey())).sorted(Map.Entry.comparingByKey()).map(entry -> SourceFile.sent(index, entry.getKey(),
                        entry.getValue())).toList();
        if (files.isEmpty()) {
            problems.add(new Problem("/sources/" + index + "/path", "no file that was sent matches '"
                    + folder.paths().pattern() + "'", "Put files beside the recipe and start again."));
        }
        return files;
    }
}
