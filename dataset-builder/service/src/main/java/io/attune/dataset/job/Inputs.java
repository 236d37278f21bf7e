package io.attune.dataset.job;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import io.attune.dataset.CurationRequest;
import io.attune.dataset.DecisionBook;
import io.attune.dataset.WithdrawnFiles;
import io.attune.dataset.origin.OriginFiles;
import io.attune.dataset.origin.SourceFile;
import io.attune.dataset.origin.SourceProperties;
import io.attune.dataset.suppress.Suppressions;
import io.attune.kernel.Digest;
import io.attune.kernel.InvalidInputException;
import io.attune.kernel.Problem;
import io.attune.kernel.Problems;
import io.attune.kernel.ProjectId;
import io.attune.kernel.metadata.SpringMetadata;
import io.attune.pipeline.Suite;
import io.attune.pipeline.TokenCounter;
import io.attune.pipeline.decide.DecisionJson;
import io.attune.pipeline.decide.Decisions;
import io.attune.pipeline.plan.SourceSpec;
import io.attune.pipeline.plan.TokensSpec;
import io.attune.pipeline.source.LineIndex;
import io.attune.pipeline.source.PropertyExamples;
import io.attune.pipeline.step.OtherDataset;
import io.attune.pipeline.withdraw.Withdrawn;
import io.attune.platform.ObjectKey;
import io.attune.platform.ObjectStore;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds what sources name, and cuts it into parts. */
@Component
class Inputs {
    private static final int LINES_EACH = 2_000;
    private static final int PROPERTIES_EACH = 400;

    private final ObjectStore objects;
    private final OriginFiles origins;
    private final DecisionBook book;
    private final Suppressions suppressions;
    private final OtherDatasets others;
    private final @Nullable Path jars;

    Inputs(ObjectStore objects, OriginFiles origins, DecisionBook book, Suppressions suppressions,
            OtherDatasets others, SourceProperties settings) {
        this.objects = objects;
        this.origins = origins;
        this.book = book;
        this.suppressions = suppressions;
        this.others = others;
        this.jars = settings.jars();
    }

    /** A plan while it is made. */
    private record Planned(List<WorkPlan.Input> inputs, List<SourceFile> files, List<Part> parts, Problems problems) {}

    /**
     * Looks at every input once, and copies what lies elsewhere.
     *
     * @throws InvalidInputException naming every input that is missing or empty
     */
    WorkPlan plan(CurationRequest request) {
        Planned planned = new Planned(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new Problems());
        List<WorkPlan.Input> inputs = planned.inputs();
        List<SourceSpec> sources = request.plan().sources();
        for (int i = 0; i < sources.size(); i++) {
            switch (sources.get(i)) {
                case SourceSpec.OfFile file -> planLines(i, file, request, planned);
                case SourceSpec.SpringMetadata metadata -> planProperties(i, metadata, planned);
            }
        }
        planTokens(request, planned.problems());
        inputs.addAll(others.plan(request, planned.problems()));
        inputs.addAll(others.frozen(request, planned.problems()));
        for (Suite suite : request.suites()) {
            inputs.add(new WorkPlan.Input("suite:" + suite.name(), "the suite's questions", suite.digest().hex()));
        }
        Decisions decisions = new Decisions(book.all(request.project(), request.dataset()));
        if (!decisions.isEmpty()) {
            inputs.add(new WorkPlan.Input(WorkPlan.DECISIONS, "what people decided", decisions.digest().hex()));
        }
        Withdrawn withdrawn = suppressions.of(request.project());
        if (!withdrawn.isEmpty()) {
            inputs.add(new WorkPlan.Input(WorkPlan.WITHDRAWALS, "what was withdrawn", withdrawn.digest().hex()));
        }
        planned.problems().throwIfAny("Dataset '" + request.dataset() + "'");
        return new WorkPlan(inputs, planned.files(), planned.parts(), decisions.all().stream().map(
                DecisionJson::write).toList());
    }

    private void planTokens(CurationRequest request, Problems problems) {
        try {
            tokens(request).count("a word");
        } catch (InvalidInputException e) {
            e.problems().forEach(problem -> problems.add(new Problem("/tokens/tokenizer", problem.message(),
                    problem.nextStep())));
        }
    }

    /**
     * What counts the tokens of a request.
     *
     * @throws InvalidInputException when its file is missing
     */
    TokenCounter tokens(CurationRequest request) {
        return switch (request.plan().tokens()) {
            case TokensSpec.Encoding encoding -> encoding.counter();
            case TokensSpec.Tokenizer tokenizer -> {
                ObjectKey file = request.files().get(tokenizer.path());
                byte[] json = file == null ? null : objects.get(file).orElse(null);
                if (json == null) {
                    throw new InvalidInputException("Dataset '" + request.dataset() + "'", List.of(new Problem(
                            "/tokens/tokenizer", "there is no file '" + tokenizer.path() + "'",
                            "Put the tokenizer.json that the model's publisher ships beside the recipe.")));
                }
                yield TokenCounter.ofTokenizerFile(json);
            }
        };
    }

    private void planLines(int index, SourceSpec.OfFile source, CurationRequest request, Planned planned) {
        int problems = planned.problems().toList().size();
        List<SourceFile> found = origins.of(request.project(), index, source, request.files(), planned.problems());
        long lines = found.stream().mapToLong(file -> planLines(index, source, file, request.project(),
                planned)).sum();
        if (lines == 0 && planned.problems().toList().size() == problems) {
            planned.problems().add(new Problem("/sources/" + index + "/path", (found.size() == 1
                    ? "file '" + found.getFirst().place() + "' is empty"
                    : "'" + source.path() + "' holds nothing"), "Put conversations there, or leave the source out."));
        }
    }

    /** How many lines it has. */
    private long planLines(int index, SourceSpec.OfFile source, SourceFile file, ProjectId project, Planned planned) {
        String at = "/sources/" + index + "/path";
        ObjectKey key = file.key(project);
        if (suppressions.includes(key)) {
            planned.problems().add(WithdrawnFiles.problem(at, file.place()));
            return 0;
        }
        Optional<InputStream> content = objects.open(key);
        if (content.isEmpty()) {
            planned.problems().add(new Problem(at, "there is no file '" + file.place() + "'",
                    "Put it beside the recipe and start again."));
            return 0;
        }
        try (InputStream in = content.get()) {
            LineIndex lines = LineIndex.of(source, in, LINES_EACH);
            planned.inputs().add(new WorkPlan.Input(source.name(), file.place(), lines.digest().hex()));
            lines.ranges().forEach(range -> planned.parts().add(Part.of(index, planned.files().size(), range)));
            planned.files().add(file);
            return lines.lines();
        } catch (IOException e) {
            throw new UncheckedIOException("File '" + file.place() + "' could not be read", e);
        }
    }

    private void planProperties(int index, SourceSpec.SpringMetadata source, Planned planned) {
        try {
            List<Path> files = jars(source, "/sources/" + index);
            int properties = new PropertyExamples(source, SpringMetadata.ofJars(files)).size();
            if (properties == 0) {
                planned.problems().add(new Problem("/sources/" + index + "/artifacts", source.artifacts()
                        + " document no properties", "Name artifacts that do."));
            }
            for (Path jar : files) {
                planned.inputs().add(new WorkPlan.Input(source.name(), String.valueOf(jar.getFileName()), digest(
                        jar).hex()));
            }
            for (int from = 0; from < properties; from += PROPERTIES_EACH) {
                planned.parts().add(new Part(index, -1, from, 0, Math.min(PROPERTIES_EACH, properties - from), 0,
                        null));
            }
        } catch (InvalidInputException e) {
            e.problems().forEach(planned.problems()::add);
        }
    }

    boolean isWithdrawn(ObjectKey file) {
        return suppressions.includes(file);
    }

    /** The other datasets that the plan pinned. */
    Map<String, OtherDataset> others(CurationRequest request, WorkPlan plan) {
        return others.read(request, plan);
    }

    /** The suites that the request brought, and those that the plan pinned. */
    List<Suite> suites(CurationRequest request, WorkPlan plan) {
        return Stream.concat(request.suites().stream(), others.suites(request, plan).stream()).toList();
    }

    /** What a curation of the project leaves out. */
    Withdrawn withdrawn(ProjectId project) {
        return suppressions.of(project);
    }

    /** The examples of a source whose jars are still what the plan saw. */
    PropertyExamples properties(SourceSpec.SpringMetadata source, WorkPlan plan) {
        List<Path> files = jars(source, "/sources");
        for (Path jar : files) {
            WorkPlan.Input now = new WorkPlan.Input(source.name(), String.valueOf(jar.getFileName()),
                    digest(jar).hex());
            if (!plan.inputs().contains(now)) {
                throw new InvalidInputException("Source '" + source.name() + "'", List.of(new Problem(jar.toString(),
                        "the jar changed while the dataset was made", "Start a new run.")));
            }
        }
        return new PropertyExamples(source, SpringMetadata.ofJars(files));
    }

    private List<Path> jars(SourceSpec.SpringMetadata source, String place) {
        Path folder = jars;
        if (folder == null) {
            throw new InvalidInputException("Source '" + source.name() + "'", List.of(new Problem(place,
                    "no folder of jars is configured", "Set attune.sources.jars to a folder of artifact-version.jar"
                            + " files.")));
        }
        return source.artifacts().stream().map(
                artifact -> folder.resolve(artifact + "-" + source.version() + ".jar")).toList();
    }

    private static Digest digest(Path jar) {
        try (InputStream in = Files.newInputStream(jar)) {
            return Digest.of(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Jar " + jar + " could not be read", e);
        }
    }
}
