package io.attune.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.kernel.Digest;
import io.attune.kernel.ProjectId;
import io.attune.pipeline.CuratedExample;
import io.attune.pipeline.Drop;
import io.attune.pipeline.Split;

/** Dataset versions and their examples. Thread-safe. */
public interface Datasets {

    /**
     * Finds a version.
     *
     * @param version its number, its digest with or without {@code sha256:}, or {@code latest}
     */
    Optional<DatasetVersion> find(ProjectId project, String name, String version);

    /**
     * The version of a reference that was handed out.
     *
     * @throws io.attune.kernel.PlatformException of code {@code not-found}
     */
    DatasetVersion version(DatasetVersionRef ref);

    /** The versions of a dataset, newest first; empty when there is no such dataset. */
    List<DatasetVersionRef> versions(ProjectId project, String name);

    /** The newest version of every dataset, by name. */
    List<DatasetVersionRef> list(ProjectId project);

    /** The examples of a split in the order of their ids, read as they are asked for. The caller closes the stream. */
    Stream<CuratedExample> examples(DatasetVersionRef ref, Split split);

    /**
     * Writes a split as OpenAI's chat format, one conversation a line, in the order of ids.
     *
     * @param target replaced when it exists
     */
    ExportedFile exportJsonl(DatasetVersionRef ref, Split split, Path target);

    /**
     * A page of the drop ledger.
     *
     * @param after how many entries to skip, from 0
     * @param limit from 1
     */
    List<Drop> drops(DatasetVersionRef ref, long after, int limit);

    /**
     * A file made for upload.
     *
     * @param tokens of all its examples, as the version's tokenizer counts conversations
     */
    record ExportedFile(Path path, long examples, long tokens, long bytes, Digest digest) {}
}
