package io.attune.dataset.job;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.attune.dataset.CurationRequest;
import io.attune.dataset.WithdrawnFiles;
import io.attune.dataset.origin.SourceFile;
import io.attune.kernel.ErrorCode;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.PlatformException;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.curate.Curator;
import io.attune.pipeline.curate.Traced;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.source.PropertyExamples;
import io.attune.pipeline.source.RecordReader;
import io.attune.pipeline.source.SourceItem;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.jspecify.annotations.Nullable;

/** What the steps of one curation share while it runs in this process. Thread-safe. */
final class CurationContext {
    private static final int COUNTS_REMEMBERED = 1 << 16;

    private final CurationRequest request;
    private final ObjectStore objects;
    private final Inputs inputs;
    private final Workspace workspace;
    private final Map<Integer, PropertyExamples> properties = new ConcurrentHashMap<>();
    private volatile @Nullable WorkPlan plan;
    private @Nullable TokenCounter tokens;
    private @Nullable Curator curator;

    CurationContext(CurationRequest request, ObjectStore objects, Inputs inputs) {
        this.request = request;
        this.objects = objects;
        this.inputs = inputs;
        this.workspace = new Workspace(objects, request.project(), request.key());
    }

    CurationRequest request() {
        return request;
    }

    Workspace workspace() {
        return workspace;
    }

    /** Made when the plan is fixed, for it tells what people decided. */
    synchronized Curator curator() {
        Curator made = curator;
        if (made == null) {
            made = new Curator(request.plan(), inputs.suites(request, plan()), plan().whatPeopleDecided(),
                    inputs.withdrawn(request.project()), tokens(), inputs.others(request, plan()));
            curator = made;
        }
        return made;
    }

    /** What earlier builds kept. */
    StepCache cache() {
        return new StepCache(objects, request, plan(), curator().earlySteps());
    }

    /** Made when it is needed: a tokenizer of the recipe's is a file to be read. */
    synchronized TokenCounter tokens() {
        TokenCounter made = tokens;
        if (made == null) {
            made = inputs.tokens(request).remembering(COUNTS_REMEMBERED);
            tokens = made;
        }
        return made;
    }

    /** Fixes what is read, once. */
    WorkPlan fixPlan() {
        WorkPlan fixed = workspace.plan().orElseGet(() -> {
            WorkPlan made = inputs.plan(request);
            workspace.keep(made);
            return made;
        });
        plan = fixed;
        return fixed;
    }

    WorkPlan plan() {
        WorkPlan known = plan;
        return known == null ? fixPlan() : known;
    }

    /** About how many records a part has: its lines, or its properties times the forms of question. */
    long expected(int number) {
        Part part = plan().parts().get(number);
        return switch (source(part)) {
            case SourceSpec.OfFile _ -> part.count();
            case SourceSpec.SpringMetadata metadata -> part.count() * metadata.questions().size();
        };
    }

    Traced trace(Part part, SourceItem item) {
        return curator().trace(source(part), item);
    }

    RecordCursor open(Part part) throws IOException {
        return switch (source(part)) {
            case SourceSpec.OfFile file -> lines(file, part);
            case SourceSpec.SpringMetadata metadata -> new RecordCursor.Properties(properties.computeIfAbsent(
                    part.source(), i -> inputs.properties(metadata, plan())), part);
        };
    }

    private SourceSpec source(Part part) {
        return request.plan().sources().get(part.source());
    }

    private RecordCursor lines(SourceSpec.OfFile source, Part part) throws IOException {
        SourceFile file = plan().files().get(part.file());
        ObjectKey key = file.key(request.project());
        InputStream content = objects.open(key, part.from(), part.bytes()).orElse(null);
        if (content == null && inputs.isWithdrawn(key)) {
            throw new InvalidInputException("Dataset '" + request.dataset() + "'", List.of(WithdrawnFiles.problem(
                    "/sources/" + part.source() + "/path", file.place())));
        }
        if (content == null) {
            throw new PlatformException(ErrorCode.NOT_FOUND, "File '" + file.place() + "' of dataset '"
                    + request.dataset() + "' is no longer there", "Start a new run with the file.");
        }
        return new RecordCursor.Lines(RecordReader.open(source, file.name(), content, part.lines()), content);
    }
}
